"""The keeper: one background process that owns PostgreSQL and Valkey while anybody uses them.

`python -m embedded.keeper VAR` is started by the first user (embedded/joining.py) and serves them all. Three
locks in VAR/run say how things stand. The kernel drops a lock when its holder dies, by whatever signal, so
there is no file here that can lie:

users   held, shared, by every user. When nobody holds it, the keeper takes it alone and stops the services.
        It keeps it until it is gone. So a user who comes late either is in before (the keeper cannot take
        the lock and stays) or waits for the keeper's end, and starts the next.
keeper  held alone by the keeper from its first moment. A second keeper waits for it: never are there two.
ready   held alone by the keeper as long as the services answer.

What if it is killed by `kill -9`?
the keeper      The kernel signals its children (children.tie_to_parent), which close their files and exit.
                The next user starts a new keeper, and that one first waits for remains (children.end_strays).
a user          Its lock is gone; if it was the last, the keeper stops the services.
a starting user The keeper comes up, finds nobody, and stops. Somebody who comes meanwhile finds `keeper`
                taken and waits for `ready`.
a service       The keeper stops the other one and exits; whoever needs them again starts a new keeper.
everything      The next keeper finds stale lock files of PostgreSQL and removes them; PostgreSQL and Valkey
                recover from their logs.
"""

import argparse
import os
import shutil
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from embedded import children, locks, postgres, valkey
from embedded.places import Places
from embedded.postgres import Failed, Postgres
from embedded.valkey import Valkey

POLL_SECONDS = 0.3
STOPPING = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
READY = "ready"
FAILED = "failed: "


def main() -> None:
    """Detach, start the services, say so on stdout, and stay until nobody needs them."""
    options = _options()
    places = Places(options.var)
    if os.fork():
        os._exit(0)  # the user waits for the end of our output, not for ours
    locks.take(places.run / "keeper", locks.ALONE)
    for number in STOPPING:
        signal.signal(number, lambda *_: sys.exit(0))
    try:
        services = _services(places, throw_away=options.throw_away)
        with services as running, locks.taken(places.run / READY):
            _say(READY)
            _hang_up()
            _stay(places, running)
    except Failed as reason:
        _say(f"{FAILED}{reason}")
    finally:
        if options.throw_away:
            shutil.rmtree(places.var, ignore_errors=True)


@contextmanager
def _services(places: Places, *, throw_away: bool) -> Iterator[list[Postgres | Valkey]]:
    """Run both. They start side by side, and stop side by side."""
    services: list[Postgres | Valkey] = [
        Postgres(places, postgres.CARELESS if throw_away else postgres.CAREFUL, _say),
        Valkey(places, valkey.CARELESS if throw_away else valkey.CAREFUL),
    ]
    started = []
    try:
        for service in services:
            service.start()
            started.append(service)
        for service in started:
            service.wait()
        yield services
    finally:
        for number in STOPPING:
            signal.signal(number, signal.SIG_IGN)
        for service in started:
            service.ask_to_stop()
        for service in started:
            children.wait_or_kill(service.child, patience=20)


def _stay(places: Places, services: list[Postgres | Valkey]) -> None:
    """Return when nobody uses the services any more, or when one of them has died."""
    while all(service.child.poll() is None for service in services):
        try:
            locks.take(places.run / "users", locks.ALONE | locks.AT_ONCE)
        except BlockingIOError:
            time.sleep(POLL_SECONDS)
        else:
            return


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description="Keep PostgreSQL and Valkey running while anybody uses them."
    )
    parser.add_argument("var", type=Path, help="folder of the data")
    parser.add_argument(
        "--throw-away", action="store_true", help="for tests: fast, unsafe, deleted at the end"
    )
    return parser.parse_args()


def _say(text: str) -> None:
    """Tell the user who started us, who may be dead by now."""
    with suppress(BrokenPipeError):
        os.write(sys.stdout.fileno(), f"{text}\n".encode())


def _hang_up() -> None:
    """Close the line to the user who started us, who waits for that."""
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, sys.stdout.fileno())
    os.close(silence)


if __name__ == "__main__":
    main()
