"""One run: the pages of a demo community, phones that follow meetings, and the import of a real one."""

import sys
from io import StringIO
from pathlib import Path
from time import perf_counter
from typing import Any

from django.core.management import call_command
from django.db import connection

from bench.demo import pages
from bench.following import measure_following
from bench.pages import Cost, measure
from meetings.models import Meeting
from members.models import Member
from peergroups.models import Group

RATIO_LIMITS = {"Today": 5.0, "Group": 5.0, "Community health": 5.0}
SECONDS_LIMITS = {"import openjs": 15.0, "compute openjs": 10.0}


def run(*, rounds: int, openjs: Path) -> dict[str, Any]:
    """Measure everything, print it, and return it for the file; `over` names what is over its limit."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"Asking for each page {rounds} times …", file=sys.stderr)
    costs = measure(pages(), rounds=rounds)
    _print_costs(costs)
    following = measure_following()
    seconds = _time_openjs(openjs) if openjs.is_dir() else {}
    over = [c.name for c in costs if c.ratio > RATIO_LIMITS.get(c.name, float("inf"))]
    over += [name for name, spent in seconds.items() if spent > SECONDS_LIMITS[name]]
    over += ["following"] if following.is_over else []
    print(f"Over the limit: {', '.join(over)}" if over else "All within their limits.")
    return {
        "pages": [c._asdict() for c in costs],
        "following": following._asdict(),
        "seconds": seconds,
        "over": over,
    }


def _print_costs(costs: list[Cost]) -> None:
    columns = "{:<18}{:>9}{:>9}{:>9}{:>9}{:>9}{:>8}{:>9}"
    print(columns.format("page", "p50 ms", "p95 ms", "CPU ms", "queries", "bytes", "gzip", "x floor"))
    for c in costs:
        print(
            f"{c.name:<18}{c.p50:>9.1f}{c.p95:>9.1f}{c.cpu:>9.1f}{c.queries:>9}"
            f"{c.bytes:>9,}{c.gzipped:>8,}{c.ratio:>9.2f}"
        )


def _time_openjs(folder: Path) -> dict[str, float]:
    """Import a real community into an emptied database, and compute its figures."""
    call_command("flush", interactive=False, verbosity=0)
    seconds = {
        "import openjs": _seconds("import_community", str(folder), stdout=StringIO(), stderr=StringIO()),
        "compute openjs": _seconds("compute_engagement", stdout=StringIO()),
    }
    groups, people, meetings = (model.objects.count() for model in (Group, Member, Meeting))
    print(f"{groups} groups, {people} people, {meetings} meetings")
    for name, spent in seconds.items():
        print(f"{name}: {spent:.1f} s (at most {SECONDS_LIMITS[name]:.0f})")
    return seconds


def _seconds(command: str, *args: str, **options: Any) -> float:
    begun = perf_counter()
    call_command(command, *args, **options)
    return perf_counter() - begun
