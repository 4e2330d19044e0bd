"""What gathering pages show of a group's seats."""

from datetime import date
from typing import NamedTuple

from django.db.models import Prefetch

from members.models import Member
from peergroups.models import Group, Membership, Role, RoleTerm, Standing
from peergroups.models.seats import LEADING_ROLES


class Seated(NamedTuple):
    """Somebody on the roster of a day."""

    membership: Membership
    member: Member
    standing: Standing
    terms: list[RoleTerm]  # the most leading role first

    @property
    def roles(self) -> list[str]:
        return [term.get_role_display() for term in self.terms]

    @property
    def fills_a_seat(self) -> bool:
        """A facilitator leads the group from beside it."""
        return all(term.role != Role.FACILITATOR for term in self.terms)

    @property
    def leads(self) -> bool:
        return any(term.role in LEADING_ROLES for term in self.terms)


def roster(group: Group, *, on: date) -> list[Seated]:
    """Return who sits in the group that day: those who lead first, then by name; two queries."""
    seats = (
        group.memberships.current(on)
        .select_related("member__organisation")
        .with_leave(on)
        .prefetch_related(Prefetch("roles", RoleTerm.objects.current(on)))
        .order_by("member__name")
    )
    people = [
        Seated(
            seat,
            seat.member,
            seat.standing(on, is_away=seat.is_away),
            sorted(seat.roles.all(), key=lambda term: Role.values.index(term.role)),
        )
        for seat in seats
    ]
    return sorted(people, key=lambda seated: not seated.leads)
