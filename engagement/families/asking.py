"""What surveys found: published findings as figures of the quarter in which the survey closed."""

from collections.abc import Callable, Iterable, Iterator

from django.db import connection

from engagement.catalogue import METRICS
from engagement.families.family import Family, Found, Moment
from engagement.families.seats import SEATS
from engagement.measures.interval import Interval
from engagement.models import ENOUGH_PEOPLE, FrozenQuarter, Level
from engagement.periods import Quarter
from engagement.result import Cell, Result, Tally, judged
from surveys.aggregates import Published, published
from surveys.models import About

SAFETY = METRICS["psychological_safety"]
POINTS = 7
"""Answers on a shorter scale are stretched to so many points."""


def of_groups(moment: Moment) -> Found:
    """Say of each group that is due what it answered, in the quarters that are counted still."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT group_id, since = '-infinity' FROM due_group")
        is_new: dict[int | None, bool] = dict(cursor.fetchall())
    frozen = set(FrozenQuarter.objects.frozen().values_list("period_id", flat=True))

    def is_counted(finding: Published, quarter: Quarter) -> bool:
        return finding.group_id in is_new and (is_new[finding.group_id] or quarter.id not in frozen)

    return Found(list(_told(moment, is_counted)), [])


def of_community(moment: Moment, quarters: list[Quarter]) -> Iterable[Result]:
    """Say what all answered together."""
    return _told(moment, lambda finding, quarter: finding.group_id is None and quarter in quarters)


def _told(moment: Moment, is_counted: Callable[[Published, Quarter], bool]) -> Iterator[Result]:
    """Yield the latest finding of each quarter; of fewer than five who were asked, nothing."""
    latest: dict[tuple[int | None, Quarter], Published] = {}
    for finding in published(About.SAFETY):
        quarter = Quarter.of(finding.last_on)
        if finding.last_on < moment.as_of and finding.asked >= ENOUGH_PEOPLE and is_counted(finding, quarter):
            latest[finding.group_id, quarter] = finding
    for (group, quarter), finding in latest.items():
        level = Level.COMMUNITY if group is None else Level.GROUP
        yield _result(Cell(level, group, quarter), finding)


def _result(cell: Cell, finding: Published) -> Result:
    mean, low, high = (
        _stretched(value, finding.scale) for value in (finding.mean, finding.low, finding.high)
    )
    interval = None if low is None or high is None else Interval(low, high)
    found = judged(SAFETY, cell, Tally(finding.answers, finding.asked), mean, interval)
    beside = {"finding": finding.status, "agreement": finding.agreement}
    beside |= {"icc1": finding.icc1, "icc2": finding.icc2}
    return found._replace(
        people=finding.asked if cell.level == Level.GROUP else None,
        detail={name: value for name, value in beside.items() if value is not None},
    )


def _stretched(value: float | None, scale: int) -> float | None:
    return None if value is None else round(1 + (value - 1) * (POINTS - 1) / (scale - 1), 1)


ASKING = Family(
    name="asking",
    verbs=SEATS.verbs,
    next_change="SELECT g.group_id, %(as_of)s::date + 1 FROM due_group g",
    metrics=(SAFETY.name,),
    of_groups=of_groups,
    of_community=of_community,
    is_read_daily=True,
)
