"""Hours of a week in words: by the venue's clock, and by the reader's where that differs."""

from datetime import date, datetime, time, tzinfo

from django.utils import timezone

from meetings.wording import clock
from members.timezones import zone


def city(zone_name: str) -> str:
    """Name a zone by its city: “Chicago”."""
    return zone_name.rsplit("/", 1)[-1].replace("_", " ")


def without_year(first: date, last: date) -> str:
    """Two dates where the year goes without saying: “Mon 29 June – Wed 1 July”."""
    if first == last:
        return f"{first:%a %-d %B}"
    return f"{first:%a %-d}{'' if first.month == last.month else f' {first:%B}'} – {last:%a %-d %B}"


def hours(starts: time, ends: time) -> str:
    return f"{clock(starts)}–{clock(ends)}"


def your_time(moment: datetime, zone_name: str, reader: tzinfo | None = None) -> str:
    """Say what the reader's clock shows then; nothing where it shows the same as that of the venue."""
    there = moment.astimezone(zone(zone_name))
    here = moment.astimezone(reader or timezone.get_current_timezone())
    if here.utcoffset() == there.utcoffset():
        return ""
    same_day = here.date() == there.date()
    return f"{clock(here)} your time" if same_day else f"{here:%a} {clock(here)} your time"
