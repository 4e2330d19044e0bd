"""Arranging what a meeting does with its time. All of it under a lock of the meeting, one hand at a time."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from ledger.actions import record
from ledger.models import Entry
from meetings.agendas import Template
from meetings.events import Happened
from meetings.models import AgendaItem, Meeting, MeetingDay
from members.models import Member

A_DOUBLE_CLICK = timedelta(seconds=5)
"""The same new item again within this is one click too many."""


class AgendaInUse(Exception):
    """The meeting has an agenda already; a template would bury it."""


class ItemGone(Exception):
    """Somebody took the item off the agenda meanwhile."""


@transaction.atomic
def lay_out_agenda(meeting: Meeting, template: Template, *, by: Member | None, at: datetime) -> None:
    """Fill the empty agenda of a meeting from a template, day by day; days that either lacks stay empty.

    Raises:
        AgendaInUse: there are items already.
    """
    _lock(meeting)
    if AgendaItem.objects.filter(day__meeting=meeting).exists():
        raise AgendaInUse
    AgendaItem.objects.bulk_create(
        AgendaItem(day=day, position=position, **line._asdict())
        for day, plan in zip(meeting.days.all(), template.days, strict=False)
        for position, line in enumerate(plan.lines, 1)
    )
    _note(meeting, by=by, at=at)


@transaction.atomic
def add_item(day: MeetingDay, *, by: Member, at: datetime, **fields: Any) -> AgendaItem:
    """Put a new item at the end of a day; who says the same again in the same moment has clicked twice."""
    _lock(day.meeting)
    last = day.items.last()
    if last and _is_second_click(last, fields, by=by, at=at):
        return last
    item = AgendaItem.objects.create(day=day, position=day.items.count() + 1, **fields)
    _note(day.meeting, by=by, at=at)
    return item


@transaction.atomic
def change_item(item: AgendaItem, *, by: Member, at: datetime, **fields: Any) -> None:
    """Change what an item is about, how long it takes or who owns it.

    Raises:
        ItemGone: there is nothing to change any more.
    """
    meeting = _lock_item(item)
    for field, value in fields.items():
        setattr(item, field, value)
    item.save(update_fields=list(fields))
    _note(meeting, by=by, at=at)


@transaction.atomic
def move_item(item: AgendaItem, *, day: MeetingDay, position: int, by: Member, at: datetime) -> None:
    """Put an item at a place (1 is the first) in a day of the same meeting; the others make room.

    Raises:
        ItemGone: there is nothing to move any more.
    """
    meeting = _lock_item(item)
    leaving, item.day = item.day, day
    others = [other for other in day.items.all() if other.pk != item.pk]
    others.insert(max(0, position - 1), item)
    _number(others)
    if leaving != day:
        _number(list(leaving.items.exclude(pk=item.pk)))
    _note(meeting, by=by, at=at)


@transaction.atomic
def remove_item(item: AgendaItem, *, by: Member, at: datetime) -> None:
    """Take an item off the agenda; those after it move up.

    Raises:
        ItemGone: somebody has removed it already.
    """
    meeting = _lock_item(item)
    item.delete()
    _number(list(item.day.items.all()))
    _note(meeting, by=by, at=at)


def _lock(meeting: Meeting) -> None:
    Meeting.objects.select_for_update().get(pk=meeting.pk)


def _is_second_click(last: AgendaItem, fields: dict[str, Any], *, by: Member, at: datetime) -> bool:
    """Whether that person changed the agenda just now, and its last item is the one they ask for.

    Later it is meant: two hot seats of the same length may follow each other.
    """
    just_now = Entry.objects.about(last.day.meeting).filter(
        verb=Happened.AGENDA_CHANGED, by=by, at__gt=at - A_DOUBLE_CLICK
    )
    return all(getattr(last, name) == value for name, value in fields.items()) and just_now.exists()


def _lock_item(item: AgendaItem) -> Meeting:
    """Lock the meeting of an item, read anew where the item stands, and return the meeting."""
    meeting = item.day.meeting
    _lock(meeting)
    try:
        item.refresh_from_db(fields=["day", "position"])
    except AgendaItem.DoesNotExist:
        raise ItemGone from None
    return meeting


def _number(items: list[AgendaItem]) -> None:
    for position, item in enumerate(items, 1):
        item.position = position
    AgendaItem.objects.bulk_update(items, ["day", "position"])


def _note(meeting: Meeting, *, by: Member | None, at: datetime) -> None:
    record(Happened.AGENDA_CHANGED, by=by, about=meeting, group_id=meeting.group_id, at=at)
