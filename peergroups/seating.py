"""Where one person sits and leads, read once a request: the ground on which the rules stand."""

from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from members.models import Member
from peergroups.clock import today
from peergroups.models import CommunityAdmin, Group


@dataclass(frozen=True)
class Seating:
    """A member's seats on a day."""

    groups: tuple[Group, ...]
    led: frozenset[int]
    is_admin: bool

    def sits_in(self, group: Group) -> bool:
        return group.pk in self._seated

    def leads(self, group: Group) -> bool:
        return group.pk in self.led

    @property
    def led_groups(self) -> list[Group]:
        return [g for g in self.groups if g.pk in self.led]

    @property
    def _seated(self) -> set[int]:
        return {g.pk for g in self.groups}


def seating(member: Member) -> Seating:
    """Return where the member sits today; two queries at the first call, none later on the same object."""
    on = today()
    known: tuple[date, Seating] | None = getattr(member, "known_seating", None)
    if known is None or known[0] != on:
        known = (on, _read(member, on))
        setattr(member, "known_seating", known)  # noqa: B010 - a cache of this app on a model below it
    return known[1]


def _read(member: Member, on: date) -> Seating:
    groups = Group.objects.visible_to(member, on=on).marking_led(member, on=on)
    return Seating(
        groups=tuple(sorted(groups, key=attrgetter("in_order"))),
        led=frozenset(group.pk for group in groups if group.is_led),
        is_admin=CommunityAdmin.objects.current(on).filter(member=member).exists(),
    )
