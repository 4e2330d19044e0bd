"""Letting time pass: the same two tasks that beat rings, at an instant of the test's choosing."""

from datetime import UTC, date, datetime, timedelta

import time_machine
from django.core import mail
from django.db.models.functions import Greatest
from django.utils import timezone

from meetings.actions import Hours, Place, change_meeting
from meetings.models import Meeting
from members.models import Member
from notifications import actions
from notifications.delivery import Courier
from notifications.models import Notice, State

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def utc(day: str, wall: str = "00:00") -> datetime:
    return datetime.fromisoformat(f"{day}T{wall}").replace(tzinfo=UTC)


def ring(at: datetime) -> list[str]:
    """Owe and send as the clock would at that instant; return whose mails went out, as “address: subject”."""
    before = len(mail.outbox)
    with then(at):
        actions.owe_notices(at=at)
        actions.release_claims(at=at)
        with Courier() as courier:
            while actions.send_batch(courier, at=at):
                pass
    return [f"{sent.to[0].partition('@')[0]}: {sent.subject}" for sent in mail.outbox[before:]]


def ring_through(start: datetime, end: datetime) -> list[str]:
    """Let the clock ring whenever something is due, and daily; return what went out, with the instant."""
    sent, at = [], start
    while at <= end:
        sent += [f"{at:%m-%d %H:%M} {line}" for line in ring(at)]
        owed = Notice.objects.filter(state=State.OWED).values_list(
            Greatest("due_at", "not_before"), flat=True
        )
        at = min([due_at for due_at in owed if due_at > at] + [at + DAY])
    return sent


def became_of(member: Member, *kinds: str) -> list[str]:
    """What became of the member's notices, all or some kinds, in the order in which they are due."""
    notices = Notice.objects.filter(recipient=member).order_by("due_at", "pk")
    return [
        " ".join(filter(None, (notice.kind, notice.state, notice.reason)))
        for notice in notices
        if not kinds or notice.kind in kinds
    ]


def sent(kind: str) -> list[str]:
    """When notices of a kind went out, and to whom: “05-11 08:00 member”."""
    settled = Notice.objects.filter(kind=kind, state=State.SENT).order_by("settled_at", "recipient__key")
    return [f"{at:%m-%d %H:%M} {key}" for at, key in settled.values_list("settled_at", "recipient__key")]


def then(at: datetime) -> time_machine.travel:
    """Let something happen at that instant: `with then(at): ...`."""
    return time_machine.travel(at, tick=False)


def move(meeting: Meeting, *, on: date, place: str = "", title: str = "") -> None:
    """Change a meeting of one day as its facilitator would."""
    now = Meeting.objects.get(pk=meeting.pk)
    change_meeting(
        now,
        sequence=now.sequence,
        title=title or now.title,
        days=[Hours(on, day.starts, day.ends) for day in now.days.all()],
        where=Place(now.timezone, place or now.place, now.link),
        reply_by_on=now.reply_by_on,
        by=None,
        at=timezone.now(),
    )
