"""What happens before Django reads its settings: with no database named, the embedded one is used."""

import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext


def use_services(say: Callable[[str], None] | None = None) -> None:
    """Name a database and a Redis in the environment, starting the embedded ones when it names none.

    PEERGROUPS_VAR may name another folder than `var` for their data. Unless the caller tells of the start
    itself, stderr does, when it takes long: stdout belongs to the command.
    """
    named = [name for name in ("DATABASE_URL", "REDIS_URL") if os.environ.get(name)]
    if len(named) == 1:
        sys.exit(
            f"Only {named[0]} is set. Set both DATABASE_URL and REDIS_URL to use your own servers, "
            "or neither to use the embedded ones."
        )
    if not named:
        from embedded import environment  # noqa: PLC0415 - needs what a production image does not have

        with nullcontext() if say else _after_a_second("Starting the embedded PostgreSQL and Valkey …"):
            environment.enter(say or _warn)


@contextmanager
def _after_a_second(text: str) -> Iterator[None]:
    notice = threading.Timer(1.0, _warn, [text])
    notice.daemon = True
    notice.start()
    try:
        yield
    finally:
        notice.cancel()


def _warn(text: str) -> None:
    print(text, file=sys.stderr)
