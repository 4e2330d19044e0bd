"""When each notice is due: instants that follow from the dates of a meeting or commitment and a clock.

Nothing here reads the database or the time of day. Computed anew whenever somebody asks, so that what is due
always follows from how things stand.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from commitments.models import Commitment
from meetings.models import Meeting
from notifications import kinds

MORNING = time(8)
QUIET_FROM, QUIET_UNTIL = time(21), time(7)
SETTLING = timedelta(minutes=30)
"""A change is told once nobody has changed the meeting again for so long."""

DAY = timedelta(days=1)
GRACE = timedelta(days=3)
"""How late a reminder may be where nothing else says so: beat may have slept over a weekend."""

DAYS_BEFORE_MEETING = (21, 14, 7)
DAYS_BEFORE_ANSWERS = (7, 3, 1)
DAYS_BEFORE_DUE = (7, 1, -1)
FIRST_STEP_AFTER = timedelta(days=7)
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


def after_quiet_hours(at: datetime, clock: ZoneInfo, begins_at: datetime | None = None) -> datetime:
    """Return `at`, or the end of the night that it lies in, unless the meeting begins before that."""
    local = at.astimezone(clock)
    if QUIET_UNTIL <= local.time() < QUIET_FROM:
        return at
    is_evening = local.time() >= QUIET_FROM
    wakes_at = at_wall(local.date() + (DAY if is_evening else timedelta()), QUIET_UNTIL, clock)
    return at if begins_at and begins_at <= wakes_at else wakes_at


def begins_at(meeting: Meeting) -> datetime:
    """Return when people come together; a meeting without hours is taken to open at nine."""
    return meeting.starts_at if meeting.is_timed else at_wall(meeting.starts_on, OPENS, meeting.zone)


def asks_for_answers(meeting: Meeting) -> bool:
    """Whether this meeting wants to know who comes: the silent are reminded, and silence is not a yes.

    A day to answer by asks, whatever the group's rule for meetings without one.
    """
    return meeting.group.nudges_answers or meeting.reply_by_on is not None


def of_meeting(meeting: Meeting, clock: ZoneInfo) -> list[Moment]:
    """Return what is due to somebody who is expected at this meeting and lives by that clock."""
    begins = begins_at(meeting)
    found = [*_news(meeting, begins), *([] if meeting.is_cancelled else _reminders(meeting, begins, clock))]
    return [m._replace(due_at=after_quiet_hours(m.due_at, clock, begins)) for m in found]


def _news(meeting: Meeting, begins: datetime) -> Iterator[Moment]:
    """One mail for several edits: each is another occurrence, and overtakes the one before it."""
    told_at = meeting.changed_at + SETTLING if begins - meeting.changed_at > DAY else meeting.changed_at
    change = f"change {meeting.sequence}"
    if meeting.is_cancelled:
        yield Moment(kinds.MEETING_CANCELLED, change, told_at, meeting.ends_at)
        return
    yield Moment(kinds.SAVE_THE_DATE, "scheduled", meeting.changed_at, begins)
    if meeting.sequence:
        yield Moment(kinds.MEETING_CHANGED, change, told_at, meeting.ends_at)


def _reminders(meeting: Meeting, begins: datetime, clock: ZoneInfo) -> Iterator[Moment]:
    start = f"{meeting.starts_at.astimezone(UTC):%Y-%m-%dT%H:%MZ}"
    if asks_for_answers(meeting):
        yield from _nudges(meeting, start, begins, clock)
    yield Moment(kinds.SUMMARY, start, begins - DAY, begins)
    morning = at_wall(begins.astimezone(clock).date(), MORNING, clock)
    yield Moment(kinds.DAY_OF, start, min(morning, begins - timedelta(hours=1)), begins)


def _nudges(meeting: Meeting, start: str, begins: datetime, clock: ZoneInfo) -> Iterator[Moment]:
    counted_from, days, label = meeting.starts_on, DAYS_BEFORE_MEETING, ""
    if meeting.reply_by_on:
        counted_from, days, label = meeting.reply_by_on, DAYS_BEFORE_ANSWERS, f" by {meeting.reply_by_on}"
    for n in days:
        due_at = at_wall(counted_from - n * DAY, MORNING, clock)
        yield Moment(kinds.REPLY_NUDGE, f"{start}{label} {n}d", due_at, min(due_at + GRACE, begins))


def of_commitment(commitment: Commitment, recipient_id: int, clock: ZoneInfo) -> list[Moment]:
    """Return what is due to the committed, or to the partner, as long as the commitment is open."""
    if not commitment.is_open:
        return []
    days = [(kinds.FIRST_STEP, f"{commitment.made_on}", commitment.made_on + FIRST_STEP_AFTER)]
    if recipient_id == commitment.member_id and commitment.due_on:
        due_on = commitment.due_on
        days += [(kinds.COMMITMENT_DUE, f"{due_on} {n}d", due_on - n * DAY) for n in DAYS_BEFORE_DUE]
    mornings = [(kind, occurrence, at_wall(on, MORNING, clock)) for kind, occurrence, on in days]
    return [Moment(kind, occurrence, due_at, due_at + GRACE) for kind, occurrence, due_at in mornings]
