"""Who is in the room: seats, and nobody else. Asked when a notice comes to be owed, and when it is sent."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from typing import Protocol

from django.db.models import Exists, F, OuterRef

from notifications.occasion import Hearer
from peergroups.models import Membership, RoleTerm
from peergroups.models.seats import LEADING_ROLES, Day, MembershipQuerySet

Among = Collection[int] | None
"""Some members only, if that is all one wants to know of."""


class InGroup(Protocol):
    """Something that belongs to a group."""

    @property
    def group_id(self) -> int: ...


def of_meetings(
    meeting_ids: Collection[int],
    *,
    on: date,
    among: Among = None,
    there: Callable[[Day], MembershipQuerySet] = Membership.objects.expected,
) -> list[Hearer]:
    """Return everybody who holds a seat, is not away, and will be `there` when the meeting begins."""
    seats_then = there(OuterRef("begins_on")).filter(pk=OuterRef("pk"))
    seats = seated(on, among).annotate(
        meeting_id=F("group__meetings"), begins_on=F("group__meetings__starts_on")
    )
    return _hearers(seats.filter(Exists(seats_then), meeting_id__in=meeting_ids), of="meeting_id")


def leading(meeting_ids: Collection[int], *, on: date, among: Among = None) -> list[Hearer]:
    """Return who leads the groups of these meetings today."""
    seats = leaders(on, among).annotate(meeting_id=F("group__meetings"))
    return _hearers(seats.filter(meeting_id__in=meeting_ids), of="meeting_id")


def through_groups(things: Mapping[int, InGroup], *, on: date, among: Among = None) -> Iterator[Hearer]:
    """Yield for each of these things who sits in its group and is not away."""
    by_group = defaultdict(list)
    for pk, thing in things.items():
        by_group[thing.group_id].append(pk)
    for hearer in _hearers(seated(on, among).filter(group__in=by_group), of="group"):
        for pk in by_group[hearer.thing_id]:
            yield hearer._replace(thing_id=pk)


def of_the_community(*, on: date, among: Among = None) -> dict[int, str]:
    """Return who sits in some group and is not away, with their clocks."""
    return dict(seated(on, among).order_by().values_list("member", "member__timezone"))


def leaders(on: date, among: Among = None) -> MembershipQuerySet:
    """Return the seats of those who lead their groups."""
    terms = RoleTerm.objects.current(on).filter(membership=OuterRef("pk"), role__in=LEADING_ROLES)
    return seated(on, among).filter(Exists(terms))


def seated(on: date, among: Among = None) -> MembershipQuerySet:
    """Return the seats of those who are not away and have an account."""
    seats = Membership.objects.expected(on).filter(member__is_active=True)
    return seats if among is None else seats.filter(member__in=among)


def _hearers(seats: MembershipQuerySet, *, of: str) -> list[Hearer]:
    return [Hearer(*row) for row in seats.order_by().values_list(of, "member", "member__timezone")]
