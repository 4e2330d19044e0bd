"""The roll of a day, or of a half of it: who is expected and how they attended."""

from collections.abc import Iterable
from typing import NamedTuple

from meetings.halves import said_of_halves
from meetings.models import Attendance, Half, Mark, MeetingDay
from members.models import Member


class RollRow(NamedTuple):
    """One name on the roll."""

    member: Member
    mark: Mark
    is_guest: bool


def roll(day: MeetingDay) -> list[RollRow]:
    """Return everybody expected that day or marked on it, by name; two queries.

    Without any mark everybody is “not recorded”. On a recorded day, somebody without a row was absent.
    """
    meeting = day.meeting
    marks = {a.member_id: a for a in day.attendance.select_related("member")}
    expected = {
        seat.member_id: seat.member
        for seat in meeting.group.memberships.expected(meeting.starts_on).select_related("member")
    }
    missing = Mark.ABSENT if _is_recorded(marks.values()) else Mark.NOT_RECORDED
    people = {**{pk: a.member for pk, a in marks.items()}, **expected}
    rows = [
        RollRow(member, Mark(marks[pk].mark) if pk in marks else missing, pk not in expected)
        for pk, member in people.items()
    ]
    return sorted(rows, key=lambda row: row.member.name.casefold())


def roll_of_half(day: MeetingDay, half: Half) -> list[RollRow]:
    """Return the same people with what was said of the half, or of the whole day; four queries."""
    said = said_of_halves(day)
    return [row._replace(mark=said.get(row.member.pk, {}).get(half, Mark.NOT_RECORDED)) for row in roll(day)]


def _is_recorded(marks: Iterable[Attendance]) -> bool:
    return any(a.mark != Mark.NOT_RECORDED for a in marks)
