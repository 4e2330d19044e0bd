"""480 phones follow 40 meetings that run at once, at one process of the web server as in production.

Every two seconds one of the meetings moves on, so each of the forty does every eighty seconds, and its phones
are shown so. What the first asking of each phone takes does not count: the server is waking up.

The floor is the same phones asking `/health/live` of the same server, which answers without the database:
what the server, Django and the machine take by themselves.
"""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import time as clock
from statistics import quantiles
from typing import NamedTuple
from urllib.request import urlopen

from django.utils import timezone

from bench.phones import EVERY, Answer
from embedded.address import HOST
from embedded.places import ROOT
from meetings.actions import Hours, Place, add_item, schedule_meeting
from members.models import Member
from peergroups.clock import today
from peergroups.models import Group
from room import actions
from room.models import Run
from ui.live import make_pass

MEETINGS, PHONES_EACH = 40, 12
SECONDS, FLOOR_SECONDS = 16, 8
MOVES = 7
P95_LIMIT = 250.0  # milliseconds
ITEMS = 4


class Following(NamedTuple):
    """What it took to follow, in milliseconds; and in seconds, until a change had reached every phone."""

    p50: float
    p95: float
    floor_p95: float
    asked: int
    per_second: float
    errors: int
    slowest_news: float

    @property
    def is_over(self) -> bool:
        return self.p95 > P95_LIMIT or self.errors > 0 or self.slowest_news > EVERY + P95_LIMIT / 1000


def measure_following() -> Following:
    """Start the meetings, let the phones follow, move every meeting on in the middle, and print."""
    runs = _runs()
    with _web() as port:
        floor = _ask(port, [("/health/live", "")] * MEETINGS * PHONES_EACH, FLOOR_SECONDS)
        with ThreadPoolExecutor(1) as pool:
            asking = pool.submit(_ask, port, _addresses(runs), SECONDS)
            moved = [_move(run) for run in runs[:MOVES]]
            answers = asking.result()
    result = _told(answers, floor, moved)
    _print(result)
    return result


def _runs() -> list[Run]:
    """Start a meeting of today in each of the first groups, whatever the hour."""
    at = timezone.now()
    runs = []
    for group in Group.objects.order_by("pk")[:MEETINGS]:
        by = group.memberships.current(today())[0].member
        hours, place = [Hours(today(), clock(0, 0), clock(23, 59))], Place(group.timezone or "UTC", "", "")
        meeting = schedule_meeting(
            group, title="Followed", days=hours, where=place, reply_by_on=None, by=by, at=at
        )
        day = meeting.days.get()
        for number in range(ITEMS):
            add_item(day, title=f"Item {number}", minutes=30, by=by, at=at)
        runs.append(actions.start_run(meeting, by=by, at=max(at, meeting.starts_at)))
    return runs


def _addresses(runs: list[Run]) -> list[tuple[str, str]]:
    """One phone for each of twelve people of each meeting; who sits in a small group has two."""
    phones = []
    for run in runs:
        seats = run.meeting.group.memberships.current(today()).values_list("member", flat=True)
        people = [*seats, *Member.objects.filter(pk__in=seats).values_list("pk", flat=True)] * PHONES_EACH
        passes = (make_pass("room", who, run.meeting_id) for who in people[:PHONES_EACH])
        phones += [(f"/live/room/{signed}/", "1") for signed in passes]
    return phones


def _move(run: Run) -> float:
    """Wait for the next beat and move the meeting on; return when the change was there to be seen."""
    time.sleep(EVERY)
    by = run.meeting.group.memberships.current(today())[0].member
    actions.move_on(run, step=run.step, by=by, at=timezone.now())
    return time.time()


@contextmanager
def _web() -> Iterator[int]:
    """Serve by one process, set up as in production; yield its port."""
    with socket.create_server((HOST, 0)) as listener:
        port: int = listener.getsockname()[1]
        command = [
            sys.executable,
            "-m",
            "gunicorn",
            "--config",
            "deploy/gunicorn.conf.py",
            "--log-level=error",
        ]
        bound = [
            *command,
            "--graceful-timeout=2",
            f"--bind=fd://{listener.fileno()}",
            "peergroups.config.wsgi",
        ]
        environment = os.environ | {"WEB_CONCURRENCY": "1"}
        web = subprocess.Popen(  # noqa: S603 - our own command
            bound, cwd=ROOT, env=environment, pass_fds=[listener.fileno()]
        )
    try:
        _wait_for(port)
        yield port
    finally:
        web.terminate()
        web.wait(60)


def _wait_for(port: int) -> None:
    """The listener takes connections at once; the first answer says that somebody reads them."""
    with urlopen(f"http://{HOST}:{port}/health/live", timeout=60) as answer:
        answer.read()


def _ask(port: int, phones: list[tuple[str, str]], seconds: int) -> list[Answer]:
    """Let the phones ask, in a process of their own."""
    plan = json.dumps({"port": port, "phones": phones, "seconds": seconds})
    told = subprocess.run(
        [sys.executable, "-m", "bench.phones"],
        cwd=ROOT,
        check=True,
        input=plan,
        stdout=subprocess.PIPE,
        text=True,
        timeout=seconds + 60,
    )
    return [Answer(*answer) for answer in json.loads(told.stdout)]


def _told(answers: list[Answer], floor: list[Answer], moved: list[float]) -> Following:
    taken = [answer.seconds * 1000 for answer in answers[MEETINGS * PHONES_EACH :] if answer.status]
    news = [
        answer.came_at - moved[answer.phone // PHONES_EACH]
        for answer in answers
        if answer.version == "2" and answer.status == 200
    ]
    return Following(
        p50=quantiles(taken, n=100)[49],
        p95=quantiles(taken, n=100)[94],
        floor_p95=quantiles([answer.seconds * 1000 for answer in floor], n=100)[94],
        asked=len(answers),
        per_second=len(answers) / SECONDS,
        errors=sum(answer.status not in {200, 204} for answer in [*answers, *floor])
        + (MOVES * PHONES_EACH - len(news)),  # a phone that never heard of it
        slowest_news=max(news, default=float("inf")),
    )


def _print(told: Following) -> None:
    print(
        f"{MEETINGS * PHONES_EACH} phones follow {MEETINGS} meetings, {told.per_second:.0f} a second:"
        f" p50 {told.p50:.1f} ms, p95 {told.p95:.1f} ms (at most {P95_LIMIT:.0f}),"
        f" x floor {told.p95 / told.floor_p95:.2f}, {told.errors} errors;"
        f" a change reached every phone within {told.slowest_news:.2f} s"
    )
