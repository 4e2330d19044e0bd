"""Seats and the roles that come with them, as the files want them."""

from collections import defaultdict
from datetime import date
from itertools import pairwise

from exchange.faults import shown
from exchange.planning.keyed import Keyed
from exchange.planning.plan import Plan
from exchange.reading.files import PLAIN_MEMBER, MembershipRow
from exchange.reading.tables import Table
from members.models import Member
from peergroups.models import Group, Membership

Seats = dict[tuple[str, str, date], Membership]
"""Seats by what they are known by: group, member and day of joining."""


def plan_seats(table: Table[MembershipRow], groups: Keyed[Group], members: Keyed[Member], plan: Plan) -> None:
    """Plan the seats. They are full seats; a role other than `member` is held as long as the seat."""
    seats = _known_seats()
    for row in table.rows:
        group = groups.find(row.group, table, row.line, "group")
        member = members.find(row.member, table, row.line, "member")
        if row.left_on and row.left_on < row.joined_on:
            sentence = (
                f"{row.left_on} is before the seat begins on {row.joined_on}; give the last day of the seat."
            )
            table.fault(row.line, "left_on", sentence)
        elif group and member:
            _plan_seat(row, group, member, seats, plan)
    _check_overlaps(table, seats)


def _known_seats() -> Seats:
    known = Membership.objects.select_related("group", "member").prefetch_related("roles")
    return {(seat.group.key, seat.member.key, seat.joined_on): seat for seat in known}


def _plan_seat(row: MembershipRow, group: Group, member: Member, seats: Seats, plan: Plan) -> None:
    known = seats.get((row.group, row.member, row.joined_on))
    if known:
        changed = _end(known, row.left_on, plan)
        plan.count(row, changed=_give_role(known, row.role, plan) or changed)
    else:
        seat = plan.memberships.add(
            group=group, member=member, joined_on=row.joined_on, full_on=row.joined_on, left_on=row.left_on
        )
        seats[row.group, row.member, row.joined_on] = seat
        _give_role(seat, row.role, plan)
        plan.count_new(row)


def _end(seat: Membership, left_on: date | None, plan: Plan) -> bool:
    """End the seat on that day, and the roles with it that lasted as long as the seat."""
    before = seat.left_on
    if not plan.memberships.amend(seat, left_on=left_on):
        return False
    for term in seat.roles.all():
        if term.ends_on == before:
            plan.roles.amend(term, ends_on=max(left_on or term.starts_on, term.starts_on))
    return True


def _give_role(seat: Membership, role: str | None, plan: Plan) -> bool:
    if role in {None, PLAIN_MEMBER} or (seat.pk and role in {term.role for term in seat.roles.all()}):
        return False
    plan.roles.add(membership=seat, role=role, starts_on=seat.joined_on, ends_on=seat.left_on)
    return True


def _check_overlaps(table: Table[MembershipRow], seats: Seats) -> None:
    """See that nobody would hold two seats in one group on the same day."""
    lines = {row.key: row.line for row in table.rows}
    of_person = defaultdict(list)
    for key in seats:
        of_person[key[:2]].append(key)
    for (group, member), keys in of_person.items():
        for earlier, later in pairwise(sorted(keys)):
            end = seats[earlier].left_on
            if end is None or end >= later[2]:
                table.fault(
                    max(lines.get(earlier, 0), lines.get(later, 0)),
                    "joined_on",
                    f"{shown(member)} would hold two seats in {shown(group)}: one from {earlier[2]} to "
                    f"{end or 'now'}, one from {later[2]}; end the first before the second begins.",
                )
