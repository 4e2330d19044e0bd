"""Commitments, as the files want them."""

from datetime import date
from typing import Any, NamedTuple

from commitments.models import Commitment
from exchange.faults import Slip, shown
from exchange.planning.keyed import Keyed
from exchange.planning.meetings import Sitting
from exchange.planning.plan import Plan
from exchange.reading.files import CommitmentRow
from exchange.reading.tables import Table
from meetings.models import Meeting
from members.models import Member
from peergroups.models import Group, PlanArea


class Named(NamedTuple):
    """What the row of a commitment names by key."""

    group: Group
    member: Member
    meeting: Meeting | None
    partner: Member | None


def plan_commitments(
    table: Table[CommitmentRow],
    groups: Keyed[Group],
    members: Keyed[Member],
    sittings: Keyed[Sitting],
    plan: Plan,
) -> None:
    """Plan the commitments. One stays with its member and group."""
    known = Commitment.objects.select_related("group", "member").in_bulk(field_name="key")
    areas = PlanArea.objects.in_bulk(field_name="name")
    for row in table.rows:
        named = _find(row, table, groups, members, sittings)
        if named:
            try:
                _check(row, named, known.get(row.commitment))
                _plan(row, named, _area(row, areas), known.get(row.commitment), plan)
            except Slip as slip:
                table.fault(row.line, slip.column, slip.sentence)


def _find(
    row: CommitmentRow,
    table: Table[CommitmentRow],
    groups: Keyed[Group],
    members: Keyed[Member],
    sittings: Keyed[Sitting],
) -> Named | None:
    group = groups.find(row.group, table, row.line, "group")
    member = members.find(row.member, table, row.line, "member")
    sitting = sittings.find(row.meeting, table, row.line, "meeting") if row.meeting else None
    partner = members.find(row.partner, table, row.line, "partner") if row.partner else None
    if not group or not member or (row.meeting and not sitting) or (row.partner and not partner):
        return None
    return Named(group, member, sitting.meeting if sitting else None, partner)


def _check(row: CommitmentRow, named: Named, known: Commitment | None) -> None:
    if named.meeting and named.meeting.group != named.group:
        its = shown(named.meeting.group.key)
        raise Slip("meeting", f"{shown(named.meeting.key)} is a meeting of {its}; name one of this group.")
    if named.partner == named.member:
        raise Slip("partner", "nobody is their own partner; name somebody else, or nobody.")
    if known and (known.group, known.member) != (named.group, named.member):
        column = "group" if known.group != named.group else "member"
        raise Slip(column, "a commitment stays with its member and group; give this one another key.")
    if row.closed_on and not (row.outcome or (known and known.outcome)):
        raise Slip("closed_on", "there is no outcome; say what became of it, or leave this cell empty too.")


def _area(row: CommitmentRow, areas: dict[str, PlanArea]) -> PlanArea | None:
    """Return the area of that name; where none has it, of that name in another case."""
    if row.area is None or row.area in areas:
        return areas.get(row.area or "")
    for name, area in areas.items():
        if name.casefold() == row.area.casefold():
            return area
    names = ", ".join(areas)
    raise Slip("area", f"{shown(row.area)} is not one of the plan areas of this community: {names}.")


def _plan(
    row: CommitmentRow, named: Named, area: PlanArea | None, known: Commitment | None, plan: Plan
) -> None:
    given: dict[str, Any] = {
        "meeting": named.meeting,
        "text": row.text,
        "area": area,
        "partner": named.partner,
        "due_on": row.due_on,
        "outcome": row.outcome,
        "closed_on": _closed_on(row, known, plan.today),
    }
    if known:
        first_due_on = row.due_on if known.due_on is None else None
        plan.count(row, changed=plan.commitments.amend(known, first_due_on=first_due_on, **given))
    else:
        days = [named.meeting and named.meeting.ends_on, row.due_on, given["closed_on"], plan.today]
        plan.commitments.add(
            key=row.commitment,
            group=named.group,
            member=named.member,
            made_on=min(day for day in days if day),
            first_due_on=row.due_on,
            **given,
        )
        plan.count_new(row)


def _closed_on(row: CommitmentRow, known: Commitment | None, today: date) -> date | None:
    """Return the day of closing; where the row has an outcome only, the due date if past, or else today."""
    if row.closed_on or not row.outcome or (known and known.closed_on):
        return row.closed_on
    return min(row.due_on or today, today)
