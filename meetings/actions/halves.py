"""Taking attendance of half-days: from the roll, and by those who come and say so themselves."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from ledger.actions import entry, record_all
from meetings.actions.attendance import NotHeld, lock_meeting_of, mark_day
from meetings.events import Happened
from meetings.halves import HalfDay, day_mark, halves, said_of_halves
from meetings.models import Half, Mark, MeetingDay, Presence, Source
from members.models import Member

Marks = Mapping[Half, Mark]


class CheckInClosed(Exception):
    """It is too early or too late to check in."""

    def __init__(self, half: HalfDay) -> None:
        self.half = half


class AlreadyIn(Exception):
    """The person is marked already; whoever takes attendance may correct that, they themselves not."""

    def __init__(self, mark: Mark) -> None:
        self.mark = mark


class NotSeated(Exception):
    """The person holds no seat in the group that day."""


@transaction.atomic
def record_half(
    day: MeetingDay, half: Half, marks: Mapping[Member, Mark], *, by: Member, at: datetime
) -> None:
    """Write down how these people attended a half of the day; their marks of the day follow.

    What was said of the whole day is first taken to be said of each half.

    Raises:
        NotHeld: there is nothing to write down, or not yet, or the day has no such half.
    """
    lock_meeting_of(day)
    if not day.is_held(at):
        raise NotHeld
    _part(day, half)
    _mark(day, half, marks, Source.ROLL, by=by, at=at)


@transaction.atomic
def check_in(day: MeetingDay, half: Half, member: Member, *, by: Member, at: datetime) -> Mark:
    """Let a seat holder say “here I am”; return the mark, which is late from ten minutes after the start on.

    Open from thirty minutes before the half begins until it ends, also to who had declined or is on leave.

    Raises:
        AlreadyIn: somebody, perhaps the same person, has marked them already; nothing changes.
        CheckInClosed: it is too early or too late.
        NotHeld: the meeting is cancelled, or the day has no such half.
        NotSeated: the person holds no seat in the group that day.
    """
    lock_meeting_of(day)
    part = _part(day, half)
    if not part.is_open(at):
        raise CheckInClosed(part)
    if not day.meeting.group.memberships.current(day.on).filter(member=member).exists():
        raise NotSeated
    _refuse_if_marked(day, half, member)
    mark = part.mark_of_coming(at)
    _mark(day, half, {member: mark}, Source.SELF, by=by, at=at)
    return mark


def _part(day: MeetingDay, half: Half) -> HalfDay:
    if not day.meeting.is_cancelled:
        for part in halves(day):
            if part.half == half:
                return part
    raise NotHeld


def _refuse_if_marked(day: MeetingDay, half: Half, member: Member) -> None:
    """Whoever was marked for this half, or by somebody for the day as a whole, does not mark themselves."""
    said = dict(day.presence.filter(member=member).values_list("half", "mark"))
    recorded = day.attendance.recorded().filter(member=member).first()
    mark = said.get(half) or (recorded.mark if recorded and not said else None)
    if mark:
        raise AlreadyIn(Mark(mark))


def _mark(
    day: MeetingDay, half: Half, marks: Mapping[Member, Mark], source: Source, *, by: Member, at: datetime
) -> None:
    """Write the marks of a half that changed, and those of the day that follow from them."""
    parts = [part.half for part in halves(day)]
    known = said_of_halves(day)
    before = {member: known.get(member.pk, {}) for member in marks}
    now = {
        member: {**before[member], half: mark}
        for member, mark in marks.items()
        if before[member].get(half, Mark.NOT_RECORDED) != mark
    }
    _store(day, now, source, by=by, at=at)
    record_all(
        entry(Happened.HALF_RECORDED, by=by, toward=member, about=day, group_id=day.meeting.group_id, at=at)
        for member in now
    )
    mark_day(
        day, {who: day_mark(said.get(part) for part in parts) for who, said in now.items()}, by=by, at=at
    )


def _store(day: MeetingDay, now: Mapping[Member, Marks], source: Source, *, by: Member, at: datetime) -> None:
    """Make the rows of these people say what is known now; a row that says it already keeps its author."""
    stored = {(row.member_id, Half(row.half)): row for row in day.presence.filter(member__in=now)}
    wanted = {
        (member.pk, half): mark
        for member, marks in now.items()
        for half, mark in marks.items()
        if mark != Mark.NOT_RECORDED
    }
    stale = [row.pk for key, row in stored.items() if wanted.get(key) != row.mark]
    day.presence.filter(pk__in=stale).delete()
    Presence.objects.bulk_create(
        Presence(day=day, member_id=who, half=half, mark=mark, source=source, recorded_at=at, recorded_by=by)
        for (who, half), mark in wanted.items()
        if (who, half) not in stored or stored[who, half].mark != mark
    )
