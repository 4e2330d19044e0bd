"""Letting time pass: the same two tasks that beat rings, at an instant of the test's choosing."""

from datetime import UTC, datetime, timedelta

import time_machine
from django.core import mail

from members.models import Member
from notifications import actions
from notifications.delivery import Courier
from notifications.models import Notice

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def utc(day: str, wall: str = "00:00") -> datetime:
    return datetime.fromisoformat(f"{day}T{wall}").replace(tzinfo=UTC)


def ring(at: datetime) -> list[str]:
    """Owe and send as the clock would at that instant; return whose mails went out, as “address: subject”."""
    before = len(mail.outbox)
    with time_machine.travel(at, tick=False):
        actions.owe_notices(at=at)
        actions.release_claims(at=at)
        with Courier() as courier:
            while actions.send_batch(courier, at=at):
                pass
    return [f"{sent.to[0].partition('@')[0]}: {sent.subject}" for sent in mail.outbox[before:]]


def ring_through(start: datetime, end: datetime, *, every: timedelta = 15 * MINUTE) -> list[str]:
    """Let the clock ring from `start` to `end`; return what went out, in order, with the instant."""
    sent, at = [], start
    while at <= end:
        sent += [f"{at:%m-%d %H:%M} {line}" for line in ring(at)]
        at += every
    return sent


def kinds_owed_to(member: Member) -> dict[str, str]:
    """What is or was owed to the member: state and reason, by kind and occurrence."""
    notices = Notice.objects.filter(recipient=member).order_by("due_at", "pk")
    return {f"{n.kind} {n.occurrence}": " ".join(filter(None, (n.state, n.reason))) for n in notices}
