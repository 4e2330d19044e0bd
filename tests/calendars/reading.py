"""What a calendar program makes of a file."""

from datetime import UTC, date, datetime
from typing import Any

import recurring_ical_events
from icalendar import Calendar

Span = tuple[datetime | date, datetime | date]


def events(file: bytes) -> list[Any]:
    return list(Calendar.from_ical(file).walk("VEVENT"))


def shown(*files: bytes) -> list[Span]:
    """Return from when to when a calendar shows something that has read these files one after the other.

    A later file about a meeting takes the place of an earlier one, as its UID says; a cancelled one goes.
    """
    known: dict[str, list[Any]] = {}
    for file in files:
        read: dict[str, list[Any]] = {}
        for event in events(file):
            read.setdefault(str(event["uid"]), []).append(event)
        known |= read
    calendar = Calendar()
    for event in (one for entries in known.values() for one in entries):
        if event["status"] != "CANCELLED":
            calendar.add_component(event)
    found = recurring_ical_events.of(calendar).between(date(1990, 1, 1), date(2100, 1, 1))
    return sorted(((_moment(e["dtstart"].dt), _moment(e["dtend"].dt)) for e in found), key=_when)


def _when(span: Span) -> str:
    return span[0].isoformat()


def _moment(value: Any) -> datetime | date:
    return value.astimezone(UTC) if isinstance(value, datetime) else value
