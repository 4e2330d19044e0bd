"""Who is in the room, as far as anybody has said."""

from datetime import date

from meetings.models import Attendance, Mark, Meeting, Reply
from meetings.panels import HERE
from members.models import Member


def people_here(meeting: Meeting, *, on: date) -> list[Member]:
    """Return, by name, who speaks in a round that day; three queries.

    That is who is marked as there, and of those whom nobody has marked everybody expected who did not answer
    “No”. Who leads from beside the group does not speak in its rounds. Looking back, `closing.presence` asks
    of all days together, and trusts the marks alone once there is one.
    """
    seats = meeting.group.memberships.expected(meeting.starts_on).at_the_table(on)
    people = {seat.member_id: seat.member for seat in seats.select_related("member")}
    away = set(meeting.answers.holding().filter(reply=Reply.NO).values_list("member", flat=True))
    marked = Attendance.objects.recorded().filter(day__meeting=meeting, day__on=on, member__in=people)
    for member, mark in marked.values_list("member", "mark"):
        (away.discard if Mark(mark) in HERE else away.add)(member)
    here = (member for pk, member in people.items() if pk not in away)
    return sorted(here, key=lambda member: member.name.casefold())


def was_missed(meeting: Meeting, member: Member) -> bool:
    """Whether attendance was taken, and this member was there on no day; one query."""
    recorded = Attendance.objects.recorded().filter(day__meeting=meeting)
    said = list(recorded.values_list("member", "mark"))
    return bool(said) and not any(who == member.pk and Mark(mark) in HERE for who, mark in said)
