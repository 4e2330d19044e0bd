"""Where one person sits and leads, read once a request: the ground on which the rules stand."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from members.models import Member
from peergroups.clock import today
from peergroups.models import CommunityAdmin, Group, Membership, RoleTerm
from peergroups.models.seats import LEADING_ROLES


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
    known: tuple[date, Seating] | None = getattr(member, "_seating", None)
    if known is None or known[0] != on:
        known = (on, _read(member, on))
        member._seating = known  # type: ignore[attr-defined]
    return known[1]


def _read(member: Member, on: date) -> Seating:
    leading = RoleTerm.objects.current(on).filter(membership=OuterRef("pk"), role__in=LEADING_ROLES)
    seats = (
        Membership.objects.current(on)
        .filter(member=member)
        .select_related("group")
        .annotate(leads=Exists(leading))
        .order_by("group__name")
    )
    return Seating(
        groups=tuple(seat.group for seat in seats),
        led=frozenset(seat.group_id for seat in seats if seat.leads),
        is_admin=CommunityAdmin.objects.current(on).filter(member=member).exists(),
    )
