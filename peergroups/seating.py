"""Where one person sits, sat and leads: the ground on which the rules stand."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from functools import cached_property, reduce
from operator import or_
from typing import Any

from django.db.models import Exists, Q

from members.models import Member
from peergroups.clock import today
from peergroups.models import CommunityAdmin, Group, Membership


@dataclass(frozen=True)
class Seating:
    """A member's seats, as they stand on a day. Those of former and later days are among them."""

    on: date
    seats: tuple[Membership, ...]
    is_admin: bool

    @cached_property
    def groups(self) -> list[Group]:
        """The groups in which the member sits that day, in their order."""
        return sorted((seat.group for seat in self._held), key=lambda group: group.in_order)

    @cached_property
    def led(self) -> frozenset[int]:
        """The ids of the groups that the member leads that day, as facilitator or chair."""
        return frozenset(seat.group_id for seat in self._held if seat.is_leading)

    @property
    def led_groups(self) -> list[Group]:
        return [group for group in self.groups if group.pk in self.led]

    def sits_in(self, group: Group) -> bool:
        return group.pk in self._seated

    def leads(self, group: Group) -> bool:
        return group.pk in self.led

    def heard(self, *, since: str, until: str | None = None, group: str = "group") -> Q:
        """What the member may read of the content of groups: holds a seat that day, and held one at the time.

        `since` and `until` name the dates of the row asked about (the same date if only one is given): a seat
        must have covered some day from the first to the second. History starts at joining; a person who left
        and came back reads again what was said while they were there.
        """
        spans = [
            Q(**{group: seat.group_id, f"{until or since}__gte": seat.joined_on})
            & (Q(**{f"{since}__lte": seat.left_on}) if seat.left_on else Q())
            for seat in self.seats
            if seat.group_id in self._seated
        ]
        return reduce(or_, spans, Q(pk__in=[]))

    @cached_property
    def _held(self) -> list[Membership]:
        return [
            seat
            for seat in self.seats
            if seat.joined_on <= self.on and (seat.left_on is None or seat.left_on >= self.on)
        ]

    @cached_property
    def _seated(self) -> set[int]:
        return {seat.group_id for seat in self._held}


def seating(member: Member, *, on: date | None = None) -> Seating:
    """Return where the member sits that day, or today. Two queries at most; none while `remembering`."""
    on, known = on or today(), _known.get()
    if known is None:
        return _read(member, on)
    if (member.pk, on) not in known:
        known[member.pk, on] = _read(member, on)
    return known[member.pk, on]


@contextmanager
def remembering() -> Iterator[None]:
    """Let `seating` remember what it has read, for the length of a request that asks many times."""
    token = _known.set({})
    try:
        yield
    finally:
        _known.reset(token)


_known: ContextVar[dict[tuple[int, date], Seating] | None] = ContextVar("seating", default=None)


def _read(member: Member, on: date) -> Seating:
    admins = CommunityAdmin.objects.current(on).filter(member=member)
    seats = member.memberships.select_related("group").with_leading(on).annotate(of_admin=Exists(admins))
    held: tuple[Any, ...] = tuple(seats.order_by("joined_on"))
    return Seating(on=on, seats=held, is_admin=held[0].of_admin if held else admins.exists())
