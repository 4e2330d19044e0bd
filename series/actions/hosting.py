"""Hosting: whose turn it is, and swapping turns without asking anybody."""

from datetime import datetime, timedelta

from django.db import transaction

from ledger.actions import record
from members.models import Member
from peergroups.models import Group
from series.actions.dates import TooLate
from series.events import Happened
from series.hosting import rota
from series.models import Occurrence, PassedTurn

NAMED_BEFORE = timedelta(days=7)
"""So long before a meeting its host is written down, so that later changes in the group do not shift it."""


class NotExpected(Exception):
    """Only somebody who is expected at the meeting can host it."""


@transaction.atomic
def name_hosts(group: Group, *, by: Member | None = None, at: datetime) -> None:
    """Write down who hosts what begins within a week. Somebody who is away by now is replaced."""
    for occurrence, host in rota(group, at=at):
        if occurrence.meeting.starts_at > at + NAMED_BEFORE or host == occurrence.host:
            continue
        unchanged = Occurrence.objects.filter(pk=occurrence.pk, host=occurrence.host_id)
        if unchanged.update(host=host):
            _note(Happened.HOST_NAMED, occurrence, toward=host, by=by, at=at)


@transaction.atomic
def take_turn(occurrence: Occurrence, *, by: Member, at: datetime) -> None:
    """Host this meeting, whoever's turn it was; one tap, no leader needed.

    Raises:
        TooLate: it has begun or is cancelled.
        NotExpected: they hold no seat that day, or are away.
    """
    _check(occurrence, by, at)
    occurrence.passed.filter(member=by).delete()
    if Occurrence.objects.filter(pk=occurrence.pk).exclude(host=by).update(host=by):
        _note(Happened.TURN_TAKEN, occurrence, toward=occurrence.host, by=by, at=at)


@transaction.atomic
def pass_turn(occurrence: Occurrence, *, by: Member, at: datetime) -> None:
    """Not host this time; the turn goes to who waits longest of the others, and this one stays first in line.

    Raises:
        TooLate: it has begun or is cancelled.
        NotExpected: they would not have hosted anyway.
    """
    _check(occurrence, by, at)
    Occurrence.objects.filter(pk=occurrence.pk, host=by).update(host=None)
    _, is_new = PassedTurn.objects.get_or_create(occurrence=occurrence, member=by)
    if is_new:
        _note(Happened.TURN_PASSED, occurrence, toward=None, by=by, at=at)


def _check(occurrence: Occurrence, member: Member, at: datetime) -> None:
    meeting = occurrence.meeting
    if meeting.is_cancelled or meeting.has_begun(at):
        raise TooLate
    if not meeting.group.memberships.expected(meeting.starts_on).filter(member=member).exists():
        raise NotExpected


def _note(
    verb: Happened, occurrence: Occurrence, *, toward: Member | None, by: Member | None, at: datetime
) -> None:
    meeting = occurrence.meeting
    record(verb, by=by, toward=toward, about=meeting, group_id=meeting.group_id, at=at)
