"""What gathering pages show of a group's seats."""

from datetime import date
from typing import NamedTuple

from members.models import Member
from peergroups.models import Group, Membership, Role, RoleTerm, Standing


class Seated(NamedTuple):
    """Somebody on the roster of a day."""

    membership: Membership
    member: Member
    standing: Standing
    roles: list[str]  # their names for people, leading roles first


def roster(group: Group, *, on: date) -> list[Seated]:
    """Return who sits in the group that day: those who lead first, then by name; two queries."""
    seats = (
        group.memberships.current(on)
        .select_related("member__organisation")
        .with_leave(on)
        .order_by("member__name")
    )
    roles: dict[int, list[Role]] = {}
    for term in RoleTerm.objects.current(on).filter(membership__in=seats):
        roles.setdefault(term.membership_id, []).append(Role(term.role))
    people = [_seated(seat, sorted(roles.get(seat.pk, []), key=_RANK.index), on) for seat in seats]
    return sorted(people, key=lambda seated: not seated.roles[:1] or seated.roles[0] not in _LEADING)


_RANK = list(Role)
_LEADING = {Role.FACILITATOR.label, Role.CHAIR.label}


def _seated(seat: Membership, roles: list[Role], on: date) -> Seated:
    standing = seat.standing(on, is_away=seat.is_away)
    return Seated(seat, seat.member, standing, [str(role.label) for role in roles])
