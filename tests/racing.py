"""Two callers at once, each with a connection of its own. For tests with `transaction=True`."""

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connection, transaction

Call = Callable[[], Any]
PATIENCE = 10  # seconds


def at_once(*calls: Call) -> list[Any]:
    """Let all calls begin in the same moment; return what each returned or raised."""
    start = Barrier(len(calls))

    def begin(call: Call) -> Any:
        start.wait(PATIENCE)
        return call()

    with ThreadPoolExecutor(len(calls)) as pool:
        futures = [pool.submit(_on_own_connection, begin, call) for call in calls]
    return [_outcome(future) for future in futures]


def before_the_first_commits(first: Call, second: Call) -> Any:
    """Call `second` while the transaction of `first` is open; return what `second` returned or raised.

    The first commits when the second waits for it, or has gone through without waiting.
    """
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            first()
            future = pool.submit(_on_own_connection, second)
            _wait_until_it_waits(future)
        return _outcome(future)


def _on_own_connection(call: Callable[..., Any], *args: Any) -> Any:
    try:
        return call(*args)
    finally:
        connection.close()


def _wait_until_it_waits(future: "Future[Any]") -> None:
    deadline = time.monotonic() + PATIENCE
    while not future.done() and not _somebody_waits():
        assert time.monotonic() < deadline, "the second caller neither waits nor ends"
        time.sleep(0.005)


def _somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)")
        return bool(cursor.fetchone()[0])


def _outcome(future: "Future[Any]") -> Any:
    return future.exception() or future.result()
