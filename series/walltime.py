"""The hours of a series on one of its dates, also in a night in which clocks leave some out."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from meetings.actions import Hours
from members.timezones import zone

_MINUTE = timedelta(minutes=1)
_LAST_MINUTE = time(23, 59)


def hours(on: date, starts: time, ends: time, timezone: str) -> Hours:
    """Return when people come together on that date, by the venue's clock.

    The wall time stays, whatever the offset. An hour that clocks skip becomes the first that exists; an end
    that they skip, or that would come before the beginning, comes as long after it as was meant.
    """
    here = zone(timezone)
    begins = _first_existing(datetime.combine(on, starts), here)
    end = datetime.combine(begins.date(), ends)
    if end <= begins or not _exists(end, here) or begins.date() != on:
        meant = datetime.combine(on, ends) - datetime.combine(on, starts)
        end = (begins.replace(tzinfo=here).astimezone(UTC) + meant).astimezone(here).replace(tzinfo=None)
        end = min(end, datetime.combine(begins.date(), _LAST_MINUTE))
    return Hours(begins.date(), begins.time(), end.time())


def _first_existing(wall: datetime, here: ZoneInfo) -> datetime:
    while not _exists(wall, here):
        wall += _MINUTE
    return wall


def _exists(wall: datetime, here: ZoneInfo) -> bool:
    there_and_back = wall.replace(tzinfo=here).astimezone(UTC).astimezone(here)
    return there_and_back.replace(tzinfo=None) == wall
