"""An agenda with its start times, which follow from the order and the minutes."""

from collections.abc import Iterable
from datetime import time, timedelta
from typing import NamedTuple

from meetings.models import AgendaItem, Meeting, MeetingDay


class Slot(NamedTuple):
    """An item and the wall time at which it starts; none where the day has no hours."""

    item: AgendaItem
    starts: time | None


class Timetable(NamedTuple):
    """One day's agenda."""

    number: int
    day: MeetingDay
    slots: list[Slot]
    planned: int  # minutes
    left: int | None  # minutes of the day not planned; below zero where it is too full

    @property
    def too_long(self) -> int:
        return max(0, -(self.left or 0))

    @property
    def unset(self) -> int:
        """How many items have no length yet."""
        return sum(slot.item.minutes is None for slot in self.slots)


def timetables(meeting: Meeting) -> list[Timetable]:
    """Return the days of a meeting with their agendas; two queries, whatever their number."""
    days = meeting.days.prefetch_related("items__owner")
    return [_timetable(number, day) for number, day in enumerate(days, 1)]


def _timetable(number: int, day: MeetingDay) -> Timetable:
    slots = list(_slots(day, day.items.all()))
    planned = sum(slot.item.minutes or 0 for slot in slots)
    left = None if day.minutes is None else day.minutes - planned
    return Timetable(number, day, slots, planned, left)


def _slots(day: MeetingDay, items: Iterable[AgendaItem]) -> Iterable[Slot]:
    """Give each item its start. An item of unknown length leaves the rest of the day without times."""
    at = day.starts_at if day.starts else None
    for item in items:
        yield Slot(item, at.astimezone(day.meeting.zone).time() if at else None)
        at = at + timedelta(minutes=item.minutes) if at and item.minutes is not None else None
