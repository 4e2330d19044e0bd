"""Real workers in processes of their own, which a test can kill."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.db import connections
from django.utils import timezone

from embedded.valkey import binary
from members.models import Member
from notifications import actions, kinds
from notifications.delivery import Courier
from notifications.models import Notice
from peergroups.models import Community, Group, Kind, Membership
from tests import factories
from tests.notifications.sink import Sink
from tests.workers import celery_worker


class Broker:
    """A Valkey of a test's own, which keeps nothing on disk."""

    def __init__(self, folder: Path) -> None:
        self._log = folder / "valkey.log"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]
        self.url = f"redis://127.0.0.1:{self._port}/0"

    def start(self) -> None:
        options = ["--port", str(self._port), "--bind", "127.0.0.1", "--save", ""]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen([binary(), *options], stdout=log, stderr=log)
        ends = time.monotonic() + 10
        while not self._answers():
            assert time.monotonic() < ends, "Valkey did not start"
            time.sleep(0.02)

    def die(self) -> None:
        self._process.kill()
        self._process.wait()

    def _answers(self) -> bool:
        with socket.socket() as line:
            return line.connect_ex(("127.0.0.1", self._port)) == 0


@contextmanager
def worker(sink: Sink, folder: Path, *, lease: int, **environment: str) -> Iterator[None]:
    """A Celery worker with two processes that delivers to the sink; at the end all of it is killed -9."""
    named = {
        "EMAIL_URL": sink.url,
        "NOTICE_LEASE_SECONDS": str(lease),
        "NOTICE_TRACES": str(folder),
    }
    with celery_worker(folder / "worker.log", "-c", "2", **named, **environment):
        yield


def a_network(people: int) -> Group:
    """A group of so many people, where nobody sleeps just now."""
    Community.objects.update_or_create(pk=1, defaults={"timezone": where_it_is_noon()})
    group, today = factories.group(kind=Kind.NETWORK), timezone.localdate()
    members = Member.objects.bulk_create(
        Member(key=f"n{n}", email=f"n{n}@example.org", name=f"Person {n}", password="!")
        for n in range(people)
    )
    Membership.objects.bulk_create(
        Membership(group=group, member=member, joined_on=today, full_on=today) for member in members
    )
    return group


def owe_all_of_a_network(people: int) -> None:
    """Owe so many people the date of a meeting."""
    factories.meeting(a_network(people))
    actions.owe_notices(at=timezone.now())
    assert Notice.objects.filter(kind=kinds.SAVE_THE_DATE).count() == people


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
