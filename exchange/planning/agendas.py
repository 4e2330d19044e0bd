"""Agendas, as the files want them. The items of a meeting are numbered through all of its days."""

from collections import defaultdict
from typing import Any

from exchange.faults import Slip, shown
from exchange.planning.keyed import Keyed
from exchange.planning.meetings import Sitting
from exchange.planning.plan import Plan
from exchange.reading.files import AgendaRow
from exchange.reading.tables import Table
from meetings.models import AgendaItem, MeetingDay
from members.models import Member

ROOM = 60
"""Characters for the name of a role that leads an item."""


def plan_agendas(
    table: Table[AgendaRow], members: Keyed[Member], sittings: Keyed[Sitting], plan: Plan
) -> None:
    """Plan the agendas. An item that would pass the end of its day begins the next, if there is one."""
    rows_of = defaultdict(list)
    for row in table.rows:
        if sittings.find(row.meeting, table, row.line, "meeting"):
            rows_of[row.meeting].append(row)
    known = _known_items([sittings[key] for key in rows_of])
    for key, rows in rows_of.items():
        sitting, items = sittings[key], known[key]
        for row in sorted(rows, key=lambda row: row.position):
            try:
                _check_gap(row, items, table)
                owner = _owner(row, members)
                _plan_item(row, owner, sitting, items, plan)
            except Slip as slip:
                table.fault(row.line, slip.column, slip.sentence)
                table.unread.add(row.meeting)  # one gap is told once


def _known_items(sittings: list[Sitting]) -> defaultdict[str, list[AgendaItem]]:
    """Return the stored items of each meeting in order, hung on the days at hand."""
    days = {day.pk: (day, s.meeting.key) for s in sittings for day in s.days if day.pk}
    items = defaultdict(list)
    stored = AgendaItem.objects.filter(day__in=list(days)).select_related("owner")
    for item in stored.order_by("day__on", "position"):
        item.day, key = days[item.day_id]
        items[key].append(item)
    return items


def _check_gap(row: AgendaRow, items: list[AgendaItem], table: Table[AgendaRow]) -> None:
    following = len(items) + 1
    if row.position > following and row.meeting not in table.unread:
        raise Slip(
            "position", f"the item after position {following - 1} has position {following}; leave no gap."
        )


def _owner(row: AgendaRow, members: Keyed[Member]) -> dict[str, Any]:
    """Return who leads the item, as fields of it: a member, or else whoever has a role of that name."""
    if row.lead is None:
        return {}
    if row.lead in members:
        return {"owner": members[row.lead], "stamp": {"owner_role": ""}}
    if len(row.lead) > ROOM:
        raise Slip(
            "lead", f"{shown(row.lead)} is no member's key, and a role has room for {ROOM} characters."
        )
    return {"owner_role": row.lead, "stamp": {"owner": None}}


def _plan_item(
    row: AgendaRow, owner: dict[str, Any], sitting: Sitting, items: list[AgendaItem], plan: Plan
) -> None:
    if row.position <= len(items):
        item = items[row.position - 1]
        if row.lead == (item.owner.key if item.owner else item.owner_role):
            owner = {}
        plan.count(row, changed=plan.agenda.amend(item, title=row.title, minutes=row.minutes, **owner))
    else:
        owner.pop("stamp", None)
        day, position = _place(row.minutes or 0, sitting.days, items)
        item = plan.agenda.add(day=day, position=position, title=row.title, minutes=row.minutes, **owner)
        items.append(item)
        plan.count_new(row)


def _place(minutes: int, days: list[MeetingDay], items: list[AgendaItem]) -> tuple[MeetingDay, int]:
    """Return the day for an item that follows the others, and its position there."""
    current = items[-1].day if items else days[0]
    before = [item for item in items if item.day is current]
    used = sum(item.minutes or 0 for item in before)
    following = days[days.index(current) + 1 :]
    if following and current.minutes is not None and used + minutes > current.minutes:
        return following[0], 1
    return current, before[-1].position + 1 if before else 1
