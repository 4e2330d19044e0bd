"""Real workers in processes of their own, which a test can kill."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.db import connection, connections
from django.utils import timezone

from notifications import actions
from notifications.delivery import Courier
from tests.notifications.sink import Sink


@contextmanager
def worker(sink: Sink, folder: Path, *, lease: int, **environment: str) -> Iterator[None]:
    """A Celery worker with two processes that delivers to the sink; at the end all of it is killed -9."""
    database = connection.settings_dict
    host = database["HOST"].replace("/", "%2F")
    named = {
        "DATABASE_URL": f"postgres://{database['USER']}@{host}/{database['NAME']}",
        "EMAIL_URL": sink.url,
        "NOTICE_LEASE_SECONDS": str(lease),
        "NOTICE_TRACES": str(folder),
    }
    command = [sys.executable, "-m", "celery", "-A", "peergroups.config.celery", "worker", "-c", "2"]
    with (folder / "worker.log").open("ab") as log:
        process = subprocess.Popen(
            [*command, "--without-gossip", "--without-mingle"],
            env={**os.environ, **named, **environment},
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        yield
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def ring_until(reached: Callable[[], bool], ring: Callable[[], object], *, seconds: float = 60) -> None:
    """Ring for a worker as beat does, only oftener, until a condition holds."""
    ends = time.monotonic() + seconds
    while not reached():
        assert time.monotonic() < ends, f"this took longer than {seconds} seconds"
        ring()
        time.sleep(0.3)


def send_and_die(courier: type[Courier], *, at: datetime) -> None:
    """Send what is due in a forked process, with a courier that kills its process."""
    connections.close_all()  # a connection cannot be shared with a child
    child = os.fork()
    if not child:
        try:
            with courier() as doomed:
                actions.send_batch(doomed, at=at)
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), "it was to die"


def where_it_is_noon() -> str:
    """Return a time zone without quiet hours just now, for tests that play by the real clock."""
    return f"Etc/GMT{timezone.now().hour - 12:+d}"  # the sign of these names is the other way round


def die() -> None:
    """End this process as `kill -9` does."""
    os.kill(os.getpid(), signal.SIGKILL)
