"""When an option is, in words: by the clock of the poll, and by the reader's where that differs."""

from datetime import datetime, tzinfo
from typing import NamedTuple

from django.utils import timezone

from meetings.wording import clock, date_span
from polls.models import Option, Poll


class When(NamedTuple):
    """The parts of one answer to “when would that be?”."""

    date: str
    hours: str
    yours: str

    def __str__(self) -> str:
        return ", ".join(part for part in (self.date, self.hours) if part)


def when(option: Option, reader: tzinfo | None = None) -> When:
    """Say when an option is; `reader` is the zone of whoever reads, the active one unless given.

    `yours` is empty where both clocks show the same, and where no hours are known: a date is a date.
    """
    date = date_span(option.on, option.on)
    if option.starts is None or option.ends is None:
        return When(date, "", "")
    here = reader or timezone.get_current_timezone()
    return When(date, f"{clock(option.starts)}–{clock(option.ends)}", _yours(option, here))


def zone_words(poll: Poll) -> str:
    """Name the poll's zone by its city: “Chicago time”."""
    return f"{poll.timezone.rsplit('/', 1)[-1].replace('_', ' ')} time"


def shows_another_clock(option: Option, here: tzinfo) -> bool:
    """Whether a clock in that zone stands otherwise than the poll's while the option lasts."""
    return _offset(option.starts_at, here) != _offset(option.starts_at, option.poll.zone)


def _yours(option: Option, here: tzinfo) -> str:
    if not shows_another_clock(option, here):
        return ""
    starts, ends = option.starts_at.astimezone(here), option.ends_at.astimezone(here)
    date = "" if starts.date() == option.on else f"{starts:%a %-d %B}, "
    return f"{date}{clock(starts)}–{clock(ends)} your time"


def _offset(moment: datetime, zone: tzinfo) -> object:
    return moment.astimezone(zone).utcoffset()
