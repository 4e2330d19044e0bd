"""What making or moving the meetings of all groups would do: shown before, and followed by the verbs."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from gatherings.models import Gathering, Wave, WaveGroup
from meetings.models import Meeting
from members.models import Member
from peergroups.models import Group, Membership


class Fate(StrEnum):
    """What becomes of a group's meeting."""

    MAKE = "make"
    BUSY = "busy"  # the group meets then already, by its own doing
    STANDS = "stands"  # as the wave has it
    MOVE = "move"
    BY_HAND = "by hand"  # somebody in the group moved it: left alone
    CANCELLED = "cancelled"
    BEGUN = "begun"  # too late to move


class Row(NamedTuple):
    """One group of the week, with the meeting that it has or that is in the way."""

    place: WaveGroup
    fate: Fate
    meeting: Meeting | None


class Plan(NamedTuple):
    """All groups of a week in the order of waves and names."""

    rows: list[Row]

    def with_fate(self, *fates: Fate) -> list[Row]:
        return [row for row in self.rows if row.fate in fates]

    @property
    def to_make(self) -> list[Row]:
        return self.with_fate(Fate.MAKE)

    @property
    def busy(self) -> list[Row]:
        return self.with_fate(Fate.BUSY)

    @property
    def to_move(self) -> list[Row]:
        return self.with_fate(Fate.MOVE)

    @property
    def standing(self) -> list[Row]:
        return self.with_fate(Fate.STANDS)

    @property
    def left_alone(self) -> list[Row]:
        return self.with_fate(Fate.BY_HAND, Fate.CANCELLED, Fate.BEGUN)


class Clash(NamedTuple):
    """Somebody who would have to be in two rooms of one wave."""

    member: Member
    groups: list[Group]
    leads: bool  # at least one of them


def plan_of(gathering: Gathering, *, at: datetime) -> Plan:
    """Say what is to be done for each group; two queries, and one more for days of meetings."""
    places = list(
        gathering.places.select_related("wave", "group", "meeting", "gathering").prefetch_related(
            "meeting__days"
        )
    )
    places.sort(key=lambda place: (place.wave.first_on, place.wave.name, place.group.in_order))
    others = _others(gathering, places)
    return Plan([_row(gathering, place, others.get(place.group_id, []), at) for place in places])


def clashes(wave: Wave) -> list[Clash]:
    """Name those who sit in two groups of the wave on its first day; one query."""
    seats = (
        Membership.objects.expected(wave.first_on)
        .with_leading(wave.first_on)
        .filter(group__in=wave.places.values("group"))
        .select_related("member", "group")
        .order_by("member__name", "member_id")
    )
    of_each: dict[int, list[Membership]] = {}
    for seat in seats:
        of_each.setdefault(seat.member_id, []).append(seat)
    return [
        Clash(
            held[0].member,
            sorted((seat.group for seat in held), key=lambda group: group.in_order),
            any(seat.is_leading for seat in held),
        )
        for held in of_each.values()
        if len(held) > 1
    ]


def _others(gathering: Gathering, places: Iterable[WaveGroup]) -> dict[int, list[Meeting]]:
    """Return the meetings in these days that were not made for the week, by group."""
    made = [place.meeting_id for place in places if place.meeting_id]
    found: dict[int, list[Meeting]] = {}
    meetings = Meeting.objects.standing().exclude(pk__in=made)
    days = {"starts_on__lte": gathering.ends_on, "ends_on__gte": gathering.starts_on}
    for meeting in meetings.filter(group__in=[place.group_id for place in places], **days):
        found.setdefault(meeting.group_id, []).append(meeting)
    return found


def _row(gathering: Gathering, place: WaveGroup, others: list[Meeting], at: datetime) -> Row:
    if place.meeting:
        return Row(place, _fate_of(gathering, place, place.meeting, at), place.meeting)
    wave = place.wave
    for other in others:
        if other.starts_on <= wave.last_on and other.ends_on >= wave.first_on:
            return Row(place, Fate.BUSY, other)
    return Row(place, Fate.MAKE, None)


def _fate_of(gathering: Gathering, place: WaveGroup, meeting: Meeting, at: datetime) -> Fate:
    if meeting.is_cancelled:
        return Fate.CANCELLED
    if _is_as_planned(gathering, place, meeting):
        return Fate.STANDS
    if meeting.has_begun(at):
        return Fate.BEGUN
    moved_by_hand = meeting.moved_at and (place.set_at is None or meeting.moved_at > place.set_at)
    return Fate.BY_HAND if moved_by_hand else Fate.MOVE


def _is_as_planned(gathering: Gathering, place: WaveGroup, meeting: Meeting) -> bool:
    """Whether the meeting has the wave's days, hours and clock, and the venue unless one of its own."""
    stored = [(day.on, day.starts, day.ends) for day in meeting.days.all()]
    planned = [tuple(hours) for hours in place.wave.hours]
    has_the_venue = place_of(gathering, place, meeting) == meeting.place
    return stored == planned and meeting.timezone == gathering.timezone and has_the_venue


def place_of(gathering: Gathering, place: WaveGroup, meeting: Meeting) -> str:
    """Return where the meeting is to be: at the venue, unless the group has written something of its own."""
    return gathering.place if meeting.place == place.set_place else meeting.place
