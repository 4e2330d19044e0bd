"""A family of metrics: what is counted together, and when it is to be counted again."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from engagement.models.counts import Count
from engagement.periods import Quarter
from engagement.result import Result

OPEN = """(g.since = '-infinity' OR NOT EXISTS (
    SELECT FROM engagement_frozenquarter z WHERE z.period_id = {period} AND z.frozen_at IS NOT NULL))"""
"""SQL: whether a quarter of the group `g` is still counted. What is new comes with all its past."""

QUARTER_OF = "extract(year FROM {day})::int * 4 + extract(quarter FROM {day})::int - 1"
"""SQL: the number of the quarter in which a day lies, as `Quarter.of`."""

FIRST_DAY = "make_date({period} / 4, {period} %% 4 * 3 + 1, 1)"
"""SQL: the first day of a quarter, where there are parameters."""

LAST_DAY = f"least({FIRST_DAY} + interval '3 months' - interval '1 day', %(as_of)s)::date"
"""SQL: the day at which a quarter is looked at, its last or for the running one the day of counting."""


@dataclass(frozen=True)
class Moment:
    """What a computation counts: the ledger up to a line, as seen at the end of a day."""

    as_of: date
    zone: str  # of the community
    watermark: int
    watched_from: date | None  # the day on which attendance was first taken

    @property
    def now(self) -> Quarter:
        return Quarter.of(self.as_of)

    @property
    def parameters(self) -> dict[str, Any]:
        """What the SQL of a family may name."""
        return {"as_of": self.as_of, "zone": self.zone, "until": self.watermark}


class Table(NamedTuple):
    """A table of counts, and the SQL of its rows, in the order of its columns."""

    model: type[Count]
    rows: str


class Found(NamedTuple):
    """What was worked out in Python: results of groups, and when they change by the calendar alone."""

    results: list[Result]
    changes: list[tuple[int, date]]  # group and day


@dataclass(frozen=True)
class Family:
    """Metrics that rest on the same facts.

    All SQL joins the temporary table `due_group g (group_id, since)`, the groups that are to be counted:
    facts of before `since` are not read, and quarters that are not `OPEN` are left out. What lies after the
    day `as_of` is left out as if it had not happened; `next_change` says on which day it will have.
    """

    name: str
    verbs: tuple[str, ...]  # a line with one of these makes its group due
    tables: tuple[Table, ...] = ()
    next_change: str = ""  # rows (group_id, on), the day after `as_of`
    late: str = ""  # rows (period_id, lines): of the CTE `line`, those about quarters that are not open
    metrics: tuple[str, ...] = ()  # that `of_groups` and `of_community` work out
    of_groups: Callable[[Moment], Found] | None = None
    of_community: Callable[[Moment, list[Quarter]], Iterable[Result]] | None = None
    is_read_daily: bool = (
        False  # because no line tells of its facts: between two days nothing can be compared
    )


def earliest(*changes: str) -> str:
    """Return the SQL of the first day of several `next_change`, whose days may also lie in the past."""
    each = "(SELECT * FROM ({change}) AS c(group_id, day))"
    every = " UNION ALL ".join(each.format(change=change) for change in changes)
    return f"""
    SELECT group_id, min(day) FROM ({every}) AS every WHERE day > %(as_of)s GROUP BY group_id
    """  # noqa: S608 - put together from SQL of ours
