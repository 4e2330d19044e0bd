"""The days of a meeting of which a row tells the first start and the last end."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from exchange.faults import Slip
from exchange.reading.files import MeetingRow
from meetings.actions import Hours
from meetings.models import MeetingDay

LONGEST = 31
"""Days that a meeting lasts at most; more of them are a slip of the pen."""

USUAL_START, USUAL_END = time(8, 0), time(17, 30)
FIRST_SECOND, LAST_SECOND = time(0, 0), time(23, 59, 59)


class Span(NamedTuple):
    """A meeting as the format has it: first and last day, the first day's start and the last day's end."""

    starts_on: date
    ends_on: date
    starts: time | None = None
    ends: time | None = None

    @property
    def starts_at(self) -> datetime | None:
        return datetime.combine(self.starts_on, self.starts) if self.starts else None

    @property
    def ends_at(self) -> datetime | None:
        return datetime.combine(self.ends_on, self.ends) if self.ends else None

    @property
    def dates(self) -> list[date]:
        length = (self.ends_on - self.starts_on).days + 1
        return [self.starts_on + timedelta(days=n) for n in range(length)]


def span_of(days: Sequence[MeetingDay]) -> Span:
    """Return what the format says of these days, which are in order: both times or none."""
    starts, ends = days[0].starts, days[-1].ends
    if starts is None or ends is None:
        starts = ends = None
    return Span(days[0].on, days[-1].on, starts, ends)


def wanted_span(row: MeetingRow, now: Span | None) -> Span:
    """Return when a meeting is to be; what the row leaves open stays as it is `now`.

    Raises:
        Slip: that cannot be.
    """
    ends_on = (row.ends_at and row.ends_at.date()) or (now and now.ends_on) or row.starts_on
    span = Span(
        starts_on=row.starts_on,
        ends_on=row.ends_on or ends_on,
        starts=row.starts_at.time() if row.starts_at else now and now.starts,
        ends=row.ends_at.time() if row.ends_at else now and now.ends,
    )
    _check_dates(row, span)
    _check_times(span)
    return span


def _check_dates(row: MeetingRow, span: Span) -> None:
    if span.ends_on < span.starts_on:
        raise Slip("ends_on", f"{span.ends_on} is before the first day, {span.starts_on}; give the last day.")
    if len(span.dates) > LONGEST:
        raise Slip(
            "ends_on", f"the meeting would last {len(span.dates)} days; at most {LONGEST} are possible."
        )
    if row.starts_at and row.starts_at.date() != span.starts_on:
        raise Slip("starts_at", f"this is not on the first day, {span.starts_on}; one of the two is wrong.")
    if row.ends_at and row.ends_at.date() != span.ends_on:
        raise Slip("ends_at", f"this is not on the last day, {span.ends_on}; one of the two is wrong.")


def _check_times(span: Span) -> None:
    if span.starts is None and span.ends is None:
        return
    if span.starts is None or span.ends is None:
        missing = "ends_at" if span.ends is None else "starts_at"
        raise Slip(missing, "a meeting has both a start and an end, or only dates; fill this cell too.")
    if len(span.dates) == 1 and span.ends <= span.starts:
        raise Slip("ends_at", f"the meeting ends after it starts at {span.starts:%H:%M}; give a later time.")
    if span.ends == FIRST_SECOND:
        raise Slip("ends_at", "no day ends as it begins; write 23:59 of the day before.")


def hours_of(span: Span) -> list[Hours]:
    """Return the hours of each day.

    Every day starts at the wall time of the first, and a day before the last ends at 17:30. Where a day would
    end before it begins, the next best hour takes the place: the meeting's own end, or a usual start.
    """
    starts, ends = span.starts, span.ends
    if starts is None or ends is None:
        return [Hours(on) for on in span.dates]
    evening = next(end for end in (USUAL_END, ends, LAST_SECOND) if end > starts)
    morning = next(start for start in (starts, USUAL_START, FIRST_SECOND) if start < ends)
    *before, last = span.dates
    return [*(Hours(on, starts, evening) for on in before), Hours(last, morning, ends)]


def changed_hours(days: Sequence[MeetingDay], span: Span) -> list[Hours]:
    """Return the hours after a change: if only dates change, each day keeps the hours it has."""
    now = span_of(days)
    if len(days) != len(span.dates) or (now.starts, now.ends) != (span.starts, span.ends):
        return hours_of(span)
    return [Hours(on, day.starts, day.ends) for day, on in zip(days, span.dates, strict=True)]
