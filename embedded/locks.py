"""Locks that the kernel keeps.

A process that dies, by whatever signal, no longer holds its lock. So a lock tells who is alive where a file
with a process id only tells who was: ids are used again, and files outlive their writers.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ALONE = fcntl.LOCK_EX
SHARED = fcntl.LOCK_SH
AT_ONCE = fcntl.LOCK_NB


def take(path: Path, how: int) -> int:
    """Lock the file and return its descriptor. Closing it, or dying, gives the lock back.

    With AT_ONCE it raises BlockingIOError instead of waiting.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, how)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


@contextmanager
def taken(path: Path) -> Iterator[None]:
    """Hold the lock alone for the length of a block."""
    descriptor = take(path, ALONE)
    try:
        yield
    finally:
        os.close(descriptor)


def is_taken(path: Path) -> bool:
    """Tell whether somebody holds the lock alone. Whoever takes it in this very moment waits an instant."""
    try:
        os.close(take(path, SHARED | AT_ONCE))
    except BlockingIOError:
        return True
    return False
