"""What gathering pages show of the quarter's week, and what a session's page says of its people."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from gatherings.models import ContentDay, Gathering, Session, Signup, Wave, WaveGroup
from gatherings.models.taking_part import Hold
from meetings.models import Meeting
from members.models import Member
from peergroups.models import Membership, PlanArea

ENOUGH_RATINGS = 5
"""From this many on an average is shown: of fewer, one could tell who said what."""


class Coming(NamedTuple):
    """The next week for somebody, who is registered since `gathering.registered_at`, and their sessions."""

    gathering: Gathering
    takes_registrations: bool
    signups: list[Signup]


def coming(member: Member, *, on: date) -> Coming | None:
    """The next week that stands, or the one under way, as far as this member may see it; two queries."""
    seen = Gathering.objects.visible_to(member, on=on).standing().filter(ends_on__gte=on)
    gathering = seen.select_related("area", "content_day").with_registration_of(member).first()
    if gathering is None:
        return None
    signups = own_signups(gathering, member) if hasattr(gathering, "content_day") else []
    return Coming(gathering, gathering.takes_registrations(on), signups)


def own_signups(gathering: Gathering, member: Member) -> list[Signup]:
    """Where this member goes on Content Day, and where they wait, in the order of the day; one query."""
    mine = Signup.objects.filter(member=member, session__content_day__gathering=gathering)
    rows = mine.select_related("session__track", "round__content_day__gathering")
    return list(rows.order_by("round__starts", "state"))


class PartOf(NamedTuple):
    """The week to which a group's meeting belongs."""

    gathering: Gathering
    wave: Wave
    area: PlanArea | None
    content_day: ContentDay | None


def of_meeting(meeting: Meeting) -> PartOf | None:
    """The week for which the meeting was made, unless it was called off; one query."""
    places = WaveGroup.objects.filter(meeting=meeting, gathering__cancelled_at=None)
    place = places.select_related("wave", "gathering__area", "gathering__content_day").first()
    if place is None:
        return None
    gathering = place.gathering
    return PartOf(gathering, place.wave, gathering.area, getattr(gathering, "content_day", None))


def speaking(member: Member, gathering: Gathering) -> list[Session]:
    """The sessions of the week at which this member speaks; one query."""
    mine = Session.objects.planned().filter(content_day__gathering=gathering, speakers__member=member)
    return list(mine.select_related("round__content_day__gathering", "track").order_by("round__starts"))


def held_instead(session: Session, member: Member) -> Session | None:
    """The other session of the same round in which this member holds a seat; one query."""
    if session.round is None:
        return None
    held = Session.objects.filter(round=session.round, signups__member=member, signups__state=Hold.SEAT)
    return held.exclude(pk=session.pk).first()


def count_groups(session: Session, people: Collection[int]) -> int:
    """In how many groups these people hold a seat that day, for an afternoon is to mix them; one query."""
    seats = Membership.objects.current(session.content_day.on).filter(member__in=people)
    return seats.values("group").distinct().count()


class Rated(NamedTuple):
    """How a session was found, and by how many."""

    average: float
    people: int


def rating(session: Session) -> Rated | None:
    """The average of the oldest answers in steps of five; nothing while they are few. One query.

    An average that moved with every answer would tell the newest one to whoever looked before and after.
    """
    stars = list(session.ratings.order_by("pk").values_list("stars", flat=True))
    counted = len(stars) // ENOUGH_RATINGS * ENOUGH_RATINGS
    return Rated(sum(stars[:counted]) / counted, counted) if counted else None
