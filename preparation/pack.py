"""What is read before a meeting, gathered in one place: for the page, for paper and for the PDF."""

from datetime import date
from typing import NamedTuple

from commitments.models import Commitment
from issues.panels import Packed, for_pack
from meetings import panels as meetings
from meetings.models import Meeting
from meetings.timetable import Timetable, timetables
from members.models import Member
from peergroups.models import Group
from peergroups.panels import roster
from reviews.models import Review
from reviews.panels import of_pack


class Person(NamedTuple):
    """Somebody who sits at the table, or does not this time."""

    member: Member
    roles: list[str]
    reply: str  # "Coming", "Maybe", "Not coming", "Yet to answer"; empty where no answer is waited for


class Pack(NamedTuple):
    """Everything in a meeting's pack that its reader may read."""

    meeting: Meeting
    group: Group
    on: date  # the day as of which it stands
    timetables: list[Timetable]
    people: list[Person]
    hot_seats: list[Packed]
    commitments: list[Commitment]
    reviews: list[Review]

    @property
    def has_agenda(self) -> bool:
        return any(table.slots for table in self.timetables)

    @property
    def is_past(self) -> bool:
        return self.meeting.ends_on < self.on

    @property
    def has_organisations(self) -> bool:
        return any(person.member.organisation_id for person in self.people)

    @property
    def has_roles(self) -> bool:
        return any(person.roles for person in self.people)

    @property
    def has_replies(self) -> bool:
        return any(person.reply for person in self.people)


def pack_of(meeting: Meeting, reader: Member, *, on: date) -> Pack:
    """Gather the pack for one reader, who gets nothing in it that they may not read elsewhere.

    The number of queries is the same whatever there is in it.
    """
    people = _people(meeting, on=on)
    present = [person.member for person in people if person.reply != "Not coming"]
    return Pack(
        meeting=meeting,
        group=meeting.group,
        on=on,
        timetables=timetables(meeting),
        people=people,
        hot_seats=for_pack(meeting, reader, on=on),
        commitments=list(_promised(meeting, reader, present, on=on)),
        reviews=list(of_pack(meeting, reader, on=on)),
    )


def _people(meeting: Meeting, *, on: date) -> list[Person]:
    """Return those who hold a seat on the first day: who leads first, then by name, each with the answer."""
    replies = meetings.replies(meeting)
    labels = ("Coming", "Maybe", "Not coming", "" if meeting.ends_on < on else "Yet to answer")
    reply_of = {
        member.pk: label for label, members in zip(labels, replies, strict=True) for member in members
    }
    seated = roster(meeting.group, on=meeting.starts_on)
    return [Person(seat.member, seat.roles, reply_of.get(seat.member.pk, "")) for seat in seated]


def _promised(meeting: Meeting, reader: Member, present: list[Member], *, on: date) -> list[Commitment]:
    """Return what is open of those who may come and was promised before, by name and date."""
    seen = Commitment.objects.visible_to(reader, on=on).open()
    found = seen.filter(group=meeting.group_id, member__in=present, made_on__lt=meeting.starts_on)
    return list(found.select_related("member").order_by("member__name", "member_id", "due_on", "pk"))
