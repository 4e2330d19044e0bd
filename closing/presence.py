"""Who was at a meeting, and who was missed."""

from collections.abc import Iterable
from dataclasses import dataclass

from meetings.models import Attendance, Mark, Meeting, Reply
from meetings.panels import HERE
from members.models import Member
from peergroups.models import Membership


@dataclass(frozen=True)
class Presence:
    """Everybody who was expected or came, by name, with how they attended."""

    is_recorded: bool
    here: list[Member]
    away: list[Member]


def presence(meeting: Meeting) -> Presence:
    """Sort people into those who were there on some day and those who were not; three queries at most.

    Where nobody took attendance, who was expected and did not answer “No” counts as having been there. That
    lets them say how it was; it calls nobody absent. The room, which fills while somebody marks, asks of each
    person and of one day instead (`room.presence`); this looks back on the whole meeting.
    """
    seats = Membership.objects.expected(meeting.starts_on).filter(group=meeting.group_id)
    people = {seat.member_id: seat.member for seat in seats.select_related("member")}
    marks = list(Attendance.objects.recorded().filter(day__meeting=meeting).select_related("member"))
    if not marks:
        said_no = set(meeting.answers.holding().filter(reply=Reply.NO).values_list("member", flat=True))
        stayed = (member for pk, member in people.items() if pk not in said_no)
        return Presence(is_recorded=False, here=_by_name(stayed), away=[])
    people |= {mark.member_id: mark.member for mark in marks}
    came = {mark.member_id for mark in marks if Mark(mark.mark) in HERE}
    here = _by_name(member for pk, member in people.items() if pk in came)
    away = _by_name(member for pk, member in people.items() if pk not in came)
    return Presence(is_recorded=True, here=here, away=away)


def _by_name(people: Iterable[Member]) -> list[Member]:
    return sorted(people, key=lambda member: member.name.casefold())
