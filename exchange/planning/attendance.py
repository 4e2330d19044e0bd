"""Who came, as the files want it."""

from collections.abc import Sequence
from datetime import date

from exchange.faults import Slip, shown
from exchange.planning.keyed import Keyed
from exchange.planning.meetings import Sitting
from exchange.planning.plan import Plan
from exchange.reading.files import STATUSES, AttendanceRow
from exchange.reading.tables import Table
from meetings.models import Attendance, MeetingDay
from members.models import Member


def plan_attendance(
    table: Table[AttendanceRow], members: Keyed[Member], sittings: Keyed[Sitting], plan: Plan
) -> None:
    """Plan the marks. Somebody who held no seat on the day is a guest."""
    known = _known_marks(table, sittings)
    seen: dict[tuple[str, str, date], int] = {}
    for row in table.rows:
        sitting = sittings.find(row.meeting, table, row.line, "meeting")
        member = members.find(row.member, table, row.line, "member")
        if sitting and member:
            try:
                day = _day_of(row, sitting.days)
                _check_second(row, day, seen)
            except Slip as slip:
                table.fault(row.line, slip.column, slip.sentence)
            else:
                _plan_mark(row, day, member, known, plan)


def _known_marks(
    table: Table[AttendanceRow], sittings: Keyed[Sitting]
) -> dict[tuple[int | None, int | None], Attendance]:
    named = {row.meeting for row in table.rows} & set(sittings)
    stored = [sittings[key].meeting.pk for key in named if sittings[key].meeting.pk]
    marks = Attendance.objects.filter(day__meeting__in=stored)
    return {(mark.day_id, mark.member_id): mark for mark in marks}


def _day_of(row: AttendanceRow, days: Sequence[MeetingDay]) -> MeetingDay:
    dates: list[date | int] = [day.on for day in days]
    if row.day is None and len(days) == 1:
        return days[0]
    if row.day is None:
        raise Slip("day", f"the meeting has several days; write which of them: {_listed(dates)}.")
    if isinstance(row.day, int) and row.day <= len(days):
        return days[row.day - 1]
    if row.day in dates:
        return days[dates.index(row.day)]
    raise Slip("day", f"{row.day} is no day of the meeting; there is {_listed(dates)}.")


def _listed(dates: Sequence[object]) -> str:
    return ", ".join(str(on) for on in dates)


def _check_second(row: AttendanceRow, day: MeetingDay, seen: dict[tuple[str, str, date], int]) -> None:
    """See that no earlier row is of the same day, written in the other way."""
    first = seen.setdefault((row.meeting, row.member, day.on), row.line)
    if first != row.line:
        who = f"{shown(row.member)} has a status for {day.on}"
        raise Slip("day", f"{who} on line {first} already; keep one of the two.")


def _plan_mark(
    row: AttendanceRow,
    day: MeetingDay,
    member: Member,
    known: dict[tuple[int | None, int | None], Attendance],
    plan: Plan,
) -> None:
    mark = STATUSES[row.status]
    before = known.get((day.pk, member.pk))
    if before:
        before.day, before.member = day, member
        stamp = {"recorded_at": plan.at, "recorded_by": None}
        plan.count(row, changed=plan.attendance.amend(before, mark=mark, stamp=stamp))
    else:
        plan.attendance.add(day=day, member=member, mark=mark, recorded_at=min(day.ends_at, plan.at))
        plan.count_new(row)
