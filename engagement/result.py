"""A result that is not kept yet, and whether it says something."""

from datetime import date
from typing import Any, NamedTuple

from engagement.catalogue import Metric
from engagement.measures.interval import Interval
from engagement.models import Level, Status
from engagement.periods import Quarter


class Cell(NamedTuple):
    """A member, a group or the community, in one quarter."""

    level: Level
    subject_id: int | None
    quarter: Quarter


class Tally(NamedTuple):
    """So much of so much."""

    numerator: float
    denominator: float


class Result(NamedTuple):
    """A row of `MetricResult` that is not kept yet."""

    metric: str
    method_version: int
    level: Level
    subject_id: int | None
    period_id: int
    numerator: float
    denominator: float
    value: float | None
    ci_low: float | None
    ci_high: float | None
    status: Status
    people: int | None = None
    detail: Any = None


def judged(
    metric: Metric, cell: Cell, tally: Tally, value: float | None, interval: Interval | None
) -> Result:
    """Return the result of a cell, without a value where there is too little to speak from."""
    status = Status.OK
    if not tally.denominator:
        status = Status.NOT_APPLICABLE
    elif tally.denominator < metric.minimum[cell.level] or value is None:
        status = Status.NOT_ENOUGH_DATA
    low, high = interval if interval and status == Status.OK else (None, None)
    return Result(
        metric=metric.name,
        method_version=metric.version,
        level=cell.level,
        subject_id=cell.subject_id,
        period_id=cell.quarter.id,
        numerator=float(tally.numerator),
        denominator=float(tally.denominator),
        value=value if status == Status.OK else None,
        ci_low=low,
        ci_high=high,
        status=status,
    )


def end_of(quarter: Quarter, as_of: date) -> date:
    """Return the day at which a quarter is looked at: its last, or for the running one the day of looking."""
    return min(quarter.last_day, as_of)
