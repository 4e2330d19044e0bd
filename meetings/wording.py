"""When a meeting is, in words: by the clock of the venue, and by the reader's where that differs."""

from datetime import date, datetime, time, tzinfo
from typing import NamedTuple

from django.utils import timezone

from meetings.models import Meeting, MeetingDay


class When(NamedTuple):
    """The parts of one answer to “when is it?”."""

    dates: str
    hours: str
    zone: str
    yours: str

    def __str__(self) -> str:
        return ", ".join(part for part in (self.dates, self.hours) if part)


def when(meeting: Meeting, reader: tzinfo | None = None) -> When:
    """Say when a meeting is; `reader` is the zone of whoever reads, the active one unless given.

    `yours` is empty where both clocks show the same; `hours` and `yours` where no hours are known.
    """
    dates = date_span(meeting.starts_on, meeting.ends_on)
    if not meeting.is_timed:
        return When(dates, "", "", "")
    starts, ends = meeting.starts_at.astimezone(meeting.zone), meeting.ends_at.astimezone(meeting.zone)
    hours = f"from {clock(starts)}" if meeting.has_several_days else f"{clock(starts)}–{clock(ends)}"
    return When(dates, hours, zone_words(meeting), _yours(meeting, reader))


def day_hours(day: MeetingDay) -> str:
    """Say from when to when a day lasts by the venue's clock."""
    return f"{clock(day.starts)}–{clock(day.ends)}" if day.starts and day.ends else ""


def date_span(first: date, last: date) -> str:
    """Two dates as people write them, naming month and year once: “Mon 4 – Tue 5 May 2026”."""
    if first == last:
        return f"{first:%a %-d %B %Y}"
    if first.year != last.year:
        return f"{first:%a %-d %B %Y} – {last:%a %-d %B %Y}"
    if first.month != last.month:
        return f"{first:%a %-d %B} – {last:%a %-d %B %Y}"
    return f"{first:%a %-d} – {last:%a %-d %B %Y}"


def clock(moment: datetime | time) -> str:
    return f"{moment:%H:%M}"


def zone_words(meeting: Meeting) -> str:
    """Name the venue's zone by its city: “Chicago time”."""
    return f"{meeting.timezone.rsplit('/', 1)[-1].replace('_', ' ')} time"


def _yours(meeting: Meeting, reader: tzinfo | None) -> str:
    here = meeting.starts_at.astimezone(reader or timezone.get_current_timezone())
    there = meeting.starts_at.astimezone(meeting.zone)
    if here.utcoffset() == there.utcoffset():
        return ""
    if here.date() == there.date():
        return f"{clock(here)} your time"
    return f"{here:%a} {clock(here)} your time"
