"""Instants at which notices are due: counted from dates, by the clock of whoever reads.

Nothing here reads the database or the time of day. Computed anew whenever somebody asks, so that what is due
always follows from how things stand.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from meetings.models import Meeting

MORNING = time(8)
QUIET_FROM, QUIET_UNTIL = time(21), time(7)
SETTLING = timedelta(minutes=30)
"""A change is told once nobody has changed it again for so long."""

DAY = timedelta(days=1)
GRACE = timedelta(days=3)
"""How late a reminder may be where nothing else says so: beat may have slept over a weekend."""

OPENS = time(9)  # of a meeting of which only the date is known


class Moment(NamedTuple):
    """That a kind of notice is due at an instant, and of use until another."""

    kind: str
    occurrence: str
    due_at: datetime
    until: datetime


def at_wall(on: date, wall: time, clock: ZoneInfo) -> datetime:
    """Return when a clock shows `wall` on that day, or would if it were not put forward just then."""
    return datetime.combine(on, wall, tzinfo=clock).astimezone(UTC)


def morning_after(at: datetime, clock: ZoneInfo) -> datetime:
    """Return eight o'clock on the day after an instant, by that clock."""
    return at_wall(at.astimezone(clock).date() + DAY, MORNING, clock)


def mornings(
    kind: str, label: str, on: date, days_before: Iterable[int], clock: ZoneInfo, *, until: datetime
) -> Iterator[Moment]:
    """Yield a kind at eight so many days before a day, or after it, of use for a while or `until`."""
    for n in days_before:
        due_at = at_wall(on - n * DAY, MORNING, clock)
        if due_at < until:
            yield Moment(kind, f"{label} {n}d", due_at, min(due_at + GRACE, until))


def after_quiet_hours(at: datetime, clock: ZoneInfo, begins_at: datetime | None = None) -> datetime:
    """Return `at`, or the end of the night that it lies in, unless the meeting begins before that."""
    local = at.astimezone(clock)
    if QUIET_UNTIL <= local.time() < QUIET_FROM:
        return at
    is_evening = local.time() >= QUIET_FROM
    wakes_at = at_wall(local.date() + (DAY if is_evening else timedelta()), QUIET_UNTIL, clock)
    return at if begins_at and begins_at <= wakes_at else wakes_at


def told_at(changed_at: datetime, begins: datetime) -> datetime:
    """Return when a change is told: after a while without another, or at once if what changed is near."""
    return changed_at + SETTLING if begins - changed_at > DAY else changed_at


def begins_at(meeting: Meeting) -> datetime:
    """Return when people come together; a meeting without hours is taken to open at nine."""
    return meeting.starts_at if meeting.is_timed else at_wall(meeting.starts_on, OPENS, meeting.zone)


def start_of(meeting: Meeting) -> str:
    """Name an occurrence by the instant at which the meeting begins, so that a moved one is another."""
    return f"{meeting.starts_at.astimezone(UTC):%Y-%m-%dT%H:%MZ}"
