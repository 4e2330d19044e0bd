"""Real Celery workers in processes of their own, which a test can kill. They live by the real clock."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection


@contextmanager
def celery_worker(log: Path, *options: str, **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    """A worker on the database and the broker of the test; at the end all of it is killed -9."""
    database = connection.settings_dict
    host = database["HOST"].replace("/", "%2F")
    named = {"DATABASE_URL": f"postgres://{database['USER']}@{host}/{database['NAME']}", **environment}
    command = [sys.executable, "-m", "celery", "-A", "peergroups.config.celery", "worker", *options]
    with log.open("ab") as lines:
        process = subprocess.Popen(
            [*command, "--without-gossip", "--without-mingle"],
            env={**os.environ, **named},
            stdout=lines,
            stderr=lines,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        kill(process)


def kill(process: subprocess.Popen[bytes]) -> None:
    """Kill a worker with all of its children, as a machine does that loses its power."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def ring_until(reached: Callable[[], bool], ring: Callable[[], object], *, seconds: float = 180) -> None:
    """Ring for a worker as beat does, only oftener, until a condition holds."""
    ends = time.monotonic() + seconds
    while not reached():
        assert time.monotonic() < ends, f"this took longer than {seconds} seconds"
        ring()
        time.sleep(0.3)
