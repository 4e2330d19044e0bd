"""Arranging what a meeting does with its time: one hand at a time, and each change can be undone."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from meetings.actions.arranging import arranging, last_change
from meetings.agendas import Template, days_of
from meetings.fitting import Length, fit
from meetings.models import AgendaChange, AgendaItem, AgendaTemplate, Format, Meeting, MeetingDay
from members.models import Member

A_DOUBLE_CLICK = timedelta(seconds=5)
"""The same change again by the same person within this is one click too many."""


class AgendaInUse(Exception):
    """The meeting has an agenda already; a template would bury it."""


class NothingToUndo(Exception):
    """Somebody changed the agenda after the change that was to be undone."""


def lay_out_agenda(
    meeting: Meeting, template: Template | AgendaTemplate, *, by: Member | None, at: datetime
) -> None:
    """Fill the empty agenda of a meeting from a template, day by day; days that either lacks stay empty.

    Raises:
        AgendaInUse: there are items already.
    """
    fill_agenda(meeting, days_of(template), says=f"laid out “{template.name}”", by=by, at=at)


def fill_agenda(
    meeting: Meeting,
    days: Iterable[Iterable[Mapping[str, Any]]],
    *,
    says: str,
    by: Member | None,
    at: datetime,
) -> None:
    """Fill the empty agenda of a meeting with items, given by their fields, day by day.

    Raises:
        AgendaInUse: there are items already.
    """
    with arranging(meeting, says, by=by, at=at) as agenda:
        if agenda.items:
            raise AgendaInUse
        for day, items in zip(meeting.days.all(), days, strict=False):
            for fields in items:
                agenda.put(AgendaItem(**fields), day)


def add_item(day: MeetingDay, *, by: Member, at: datetime, **fields: Any) -> AgendaItem:
    """Put a new item at the end of a day; who says the same again in the same moment has clicked twice."""
    item, says = AgendaItem(**fields), f"added “{fields['title']}”"
    with arranging(day.meeting, says, by=by, at=at) as agenda:
        last = agenda.days.get(day.pk, [])[-1:]
        if last and _says(last[0], fields) and _just_now(day.meeting, says, by=by, at=at):
            return last[0]
        agenda.put(item, day)
    return item


def change_item(item: AgendaItem, *, by: Member, at: datetime, **fields: Any) -> None:
    """Change what an item is about, how long it takes or who owns it; other fields stay as they are now.

    Raises:
        ItemGone: there is nothing to change any more.
    """
    with arranging(item.day.meeting, f"changed “{item.title}”", by=by, at=at) as agenda:
        agenda.take(item)
        for field, value in fields.items():
            setattr(item, field, value)
        agenda.put(item, item.day, item.position)


def move_item(item: AgendaItem, *, day: MeetingDay, position: int, by: Member, at: datetime) -> None:
    """Put an item at a place (1 is the first) in a day of the same meeting; the others make room.

    Raises:
        ItemGone: there is nothing to move any more.
    """
    with arranging(item.day.meeting, f"moved “{item.title}”", by=by, at=at) as agenda:
        agenda.put(agenda.take(item), day, position)


def duplicate_item(item: AgendaItem, *, by: Member, at: datetime) -> AgendaItem:
    """Put the same once more behind an item; a double click does it once.

    Raises:
        ItemGone: there is nothing to repeat any more.
    """
    says = f"repeated “{item.title}”"
    with arranging(item.day.meeting, says, by=by, at=at) as agenda:
        agenda.put(agenda.take(item), item.day, item.position)
        if _just_now(item.day.meeting, says, by=by, at=at):
            return item
        names = ("title", "minutes", "format", "owner_id", "owner_role", "record")
        twin = AgendaItem(**{name: getattr(item, name) for name in names})
        agenda.put(twin, item.day, item.position + 1)
    return twin


def remove_item(item: AgendaItem, *, by: Member, at: datetime) -> None:
    """Take an item off the agenda; those after it move up.

    Raises:
        ItemGone: somebody has removed it already.
    """
    with arranging(item.day.meeting, f"removed “{item.title}”", by=by, at=at) as agenda:
        agenda.take(item)


def fit_day(day: MeetingDay, *, by: Member, at: datetime) -> None:
    """Make the items of a day fill its hours exactly: `fitting.fit` says how.

    Raises:
        NoRoom: the day has no hours, or its breaks leave nothing for the others.
    """
    with arranging(day.meeting, f"fitted {day.on:%A} to its hours", by=by, at=at) as agenda:
        items = agenda.days.get(day.pk, [])
        lengths = [Length(item.minutes, item.format == Format.BREAK) for item in items]
        for item, minutes in zip(items, fit(lengths, day.minutes or 0), strict=True):
            item.minutes = minutes


def undo_change(meeting: Meeting, *, sequence: int, by: Member, at: datetime) -> AgendaChange:
    """Take the last change of an agenda back, the one of that sequence; return it. To undo that is to redo.

    Raises:
        NothingToUndo: it is not the last one any more.
    """
    change = meeting.agenda_changes.filter(sequence=sequence).first()
    if change is None:
        raise NothingToUndo
    with arranging(meeting, f"took back: {change.says}", by=by, at=at) as agenda:
        if meeting.agenda_sequence != sequence:
            raise NothingToUndo
        agenda.put_back(change.before)
    return change


def changes_since(meeting: Meeting, sequence: int, *, by_others_than: Member) -> Sequence[AgendaChange]:
    """Return what others changed after the agenda was as at `sequence`, as far as it is remembered."""
    changes = meeting.agenda_changes.filter(sequence__gt=sequence).exclude(by=by_others_than)
    return list(changes.select_related("by"))


def _says(item: AgendaItem, fields: Mapping[str, Any]) -> bool:
    return all(getattr(item, name) == value for name, value in fields.items())


def _just_now(meeting: Meeting, says: str, *, by: Member, at: datetime) -> bool:
    """Whether that person did the same just now, and nothing has happened since.

    Later it is meant: two hot seats of the same length may follow each other.
    """
    last = last_change(meeting)
    return bool(last and last.says == says and last.by_id == by.pk and last.at > at - A_DOUBLE_CLICK)
