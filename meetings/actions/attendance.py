"""Taking attendance of whole days."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from ledger.actions import entry, record_all
from meetings.events import Happened
from meetings.models import Attendance, Mark, Meeting, MeetingDay
from members.models import Member

VERB_OF_MARK = {
    Mark.PRESENT: Happened.ATTENDED_PRESENT,
    Mark.LATE: Happened.ATTENDED_LATE,
    Mark.PARTIAL: Happened.ATTENDED_PARTIAL,
    Mark.EXCUSED: Happened.ATTENDED_EXCUSED,
    Mark.ABSENT: Happened.ATTENDED_ABSENT,
    Mark.NOT_RECORDED: Happened.ATTENDED_NOT_RECORDED,
}


class NotHeld(Exception):
    """The day has not begun, or the meeting is cancelled: nobody can have come."""


@transaction.atomic
def record_attendance(day: MeetingDay, marks: Mapping[Member, Mark], *, by: Member, at: datetime) -> None:
    """Write down how these people attended the whole day; the others stay as they are.

    It replaces what was said of the halves of their day. Under a lock of the meeting, one hand at a time.

    Raises:
        NotHeld: there is nothing to write down, or not yet.
    """
    lock_meeting_of(day)
    if not day.is_held(at):
        raise NotHeld
    day.presence.filter(member__in=marks).delete()
    mark_day(day, marks, by=by, at=at)


def lock_meeting_of(day: MeetingDay) -> None:
    """Let nobody else write attendance of the meeting until this transaction ends."""
    day.meeting = Meeting.objects.select_for_update().get(pk=day.meeting_id)


def mark_day(day: MeetingDay, marks: Mapping[Member, Mark], *, by: Member, at: datetime) -> None:
    """Write the marks of a day that changed; the caller holds the lock.

    With the first mark of a day everybody expected gets a row, “not recorded” until somebody says otherwise,
    because on a recorded day no row at all means absent.
    """
    if not day.attendance.recorded().exists():
        _open_the_list(day, by=by, at=at)
    before = dict(day.attendance.filter(member__in=marks).values_list("member_id", "mark"))
    changed = {member: mark for member, mark in marks.items() if before.get(member.pk) != mark}
    Attendance.objects.bulk_create(
        [
            Attendance(day=day, member=member, mark=mark, recorded_at=at, recorded_by=by)
            for member, mark in changed.items()
        ],
        update_conflicts=True,
        unique_fields=["day", "member"],
        update_fields=["mark", "recorded_at", "recorded_by"],
    )
    group_id = day.meeting.group_id
    record_all(
        entry(VERB_OF_MARK[mark], by=by, toward=member, about=day, group_id=group_id, at=at)
        for member, mark in changed.items()
    )


def _open_the_list(day: MeetingDay, *, by: Member, at: datetime) -> None:
    meeting = day.meeting
    expected = meeting.group.memberships.expected(meeting.starts_on).values_list("member_id", flat=True)
    Attendance.objects.bulk_create(
        [
            Attendance(day=day, member_id=member, mark=Mark.NOT_RECORDED, recorded_at=at, recorded_by=by)
            for member in expected
        ],
        ignore_conflicts=True,
    )
