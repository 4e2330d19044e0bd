"""How the members of a group have come to its meetings in the last twelve months."""

from collections import defaultdict
from datetime import date, datetime
from typing import NamedTuple

from meetings.allowance import WINDOW, Allowance, Attended, allowance, in_a_row
from meetings.models import Answer, Attendance, Mark, Meeting, Reply
from meetings.models.meeting import MeetingQuerySet
from members.models import Member
from peergroups.models import Group, Membership


class Coming(NamedTuple):
    """A member of a group, and how they have come."""

    member: Member
    days: list[Attended]
    allowance: Allowance
    missed_in_a_row: int


def coming_of_members(group: Group, *, on: date, at: datetime) -> list[Coming]:
    """Return everybody who sits in the group that day, by name; its facilitators lead it and are not counted.

    Eight queries, whatever the number of people and meetings.
    """
    held = group.memberships.current(on).at_the_table(on).select_related("member")
    people = {seat.member_id: seat.member for seat in held.order_by("member__name")}
    days = _days_of(group, list(people), at=at)
    return [
        Coming(member, days[pk], allowance(group, days[pk]), in_a_row(days[pk]))
        for pk, member in people.items()
    ]


def _days_of(group: Group, people: list[int], *, at: datetime) -> defaultdict[int, list[Attended]]:
    """Return by member the recorded days of the window at which they were expected."""
    meetings = Meeting.objects.standing().filter(group=group, starts_at__lte=at, starts_at__gt=at - WINDOW)
    marks = {
        (day, who): Mark(mark)
        for day, who, mark in Attendance.objects.filter(day__meeting__in=meetings).values_list(
            "day", "member", "mark"
        )
    }
    recorded = {day for (day, _), mark in marks.items() if mark != Mark.NOT_RECORDED}
    declined = _declined(meetings)
    seats = Membership.objects.filter(group=group, member__in=people).prefetch_related("leaves")
    attended: defaultdict[int, list[Attended]] = defaultdict(list)
    for meeting in meetings.prefetch_related("days"):
        days = meeting.days.all()
        for seat in (seat for seat in seats if seat.is_expected(meeting.starts_on)):
            who = seat.member_id
            for day in (day for day in days if day.pk in recorded):
                mark = marks.get((day.pk, who), Mark.ABSENT)
                if mark != Mark.NOT_RECORDED:
                    told = declined.get((meeting.pk, who))
                    attended[who].append(Attended(meeting, day, len(days), mark, told))
    return attended


def _declined(meetings: MeetingQuerySet) -> dict[tuple[int, int], datetime]:
    """Return by meeting and member when they said that they cannot come."""
    refusals = Answer.objects.holding().filter(meeting__in=meetings, reply=Reply.NO)
    return {(a.meeting_id, a.member_id): a.answered_at for a in refusals}
