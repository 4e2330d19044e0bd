"""`make truth`: generate synthetic communities, and print what of the planted truth the product finds.

The exit status is 1 where what docs/metrics.md asks for is missed.
"""

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import date
from functools import partial
from io import StringIO
from multiprocessing import get_context
from time import perf_counter

from bench.accepting import ACCEPTANCE, Line, Seen, others
from embedded.throw_away import throw_away_services
from exchange.synthetic.plants import Kind, Label

UNTIL = date(2026, 9, 30)
"""The last day of the communities, so that every run tells of the same ones."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="make truth", description=__doc__)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--groups", type=int, default=300)
    parser.add_argument("--quarters", type=int, default=16)
    wanted = parser.parse_args()
    seen = _all(range(1, wanted.seeds + 1), groups=wanted.groups, quarters=wanted.quarters)
    lines = [judge(seen) for judge in ACCEPTANCE]
    for line in lines:
        _print(line)
    for kind, came in others(seen):
        print(f"       {kind:<48} {came}")
    missed = sum(not line.met for line in lines)
    print(f"{missed} of {len(lines)} missed." if missed else "All is found.")
    sys.exit(1 if missed else 0)


def _all(seeds: Sequence[int], *, groups: int, quarters: int) -> list[Seen]:
    """See a community for each seed, as many at once as there are processors, each on its own database."""
    with ProcessPoolExecutor(
        max_workers=min(len(seeds), os.cpu_count() or 1),
        mp_context=get_context("spawn"),
        max_tasks_per_child=1,  # Django is set up once in a process
    ) as workers:
        return list(workers.map(partial(_see, groups=groups, quarters=quarters), seeds))


def _see(seed: int, *, groups: int, quarters: int) -> Seen:
    with _database():
        return _live(seed, groups=groups, quarters=quarters)


@contextmanager
def _database() -> Iterator[None]:
    """Start services and set Django up on them, with tables and nothing in them."""
    with throw_away_services() as services:
        os.environ |= services | {"SECRET_KEY": "for looking only", "LOG_LEVEL": "ERROR"}
        os.environ["DJANGO_SETTINGS_MODULE"] = "peergroups.config.settings"
        import django  # noqa: PLC0415 - it reads its settings now
        from django.core.management import call_command  # noqa: PLC0415

        django.setup()
        call_command("migrate", verbosity=0)
        yield


def _live(seed: int, *, groups: int, quarters: int) -> Seen:
    """Generate a community and read what the product says of it, and of a group with and without a ring."""
    from bench.seen import figures_of_help, see  # noqa: PLC0415 - nothing of Django before the setup
    from exchange.synthetic.calendar import Quarters  # noqa: PLC0415

    begun = perf_counter()
    labels = _generate(seed, groups=groups, quarters=quarters, kinds=frozenset(Kind))
    took = sum(label.took for label in labels)
    print(f"Seed {seed}: {took} of {len(labels)} plants took, {perf_counter() - begun:.0f} s", flush=True)
    seen = see(labels, first=Quarters(quarters, until=UNTIL).start_of(0), last=UNTIL)
    _generate(seed, groups=1, quarters=8, kinds=frozenset({Kind.THANKS_RING}))
    with_ring = figures_of_help()
    _generate(seed, groups=1, quarters=8, kinds=frozenset())
    seen.helped, seen.moved = len(with_ring), len(with_ring ^ figures_of_help())
    return seen


def _generate(seed: int, *, groups: int, quarters: int, kinds: frozenset[Kind]) -> list[Label]:
    """Generate a community in an emptied database, and compute."""
    from django.core.management import call_command  # noqa: PLC0415 - nothing of Django before the setup

    from exchange.actions import generate_community  # noqa: PLC0415

    call_command("flush", interactive=False, verbosity=0)
    labels = generate_community(
        seed=seed, groups=groups, quarters=quarters, until=UNTIL, kinds=kinds, say=lambda line: None
    )
    call_command("compute_engagement", as_of=UNTIL, stdout=StringIO())
    return labels


def _print(line: Line) -> None:
    print(f"{'ok' if line.met else 'MISSED':<6} {line.what:<48} {line.came} (wanted: {line.wanted})")


if __name__ == "__main__":
    main()
