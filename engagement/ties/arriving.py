"""How long it takes until somebody who is new has three ties, for each group and for the community."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from itertools import takewhile
from typing import Any

from engagement.catalogue import METRICS
from engagement.measures.interval import Interval
from engagement.measures.survival import Spell, Step, kaplan_meier, quantile, survival_at
from engagement.models import Level
from engagement.periods import Quarter
from engagement.result import Cell, Result, Tally, judged
from engagement.ties.newcomers import Newcomer

SETTLED = 90
"""Days by which newcomers should have arrived; who has no tie at all then is alone."""

EVERY, LONGEST = 15, 360
"""Days between the points of the curve that is kept of the community, and the last of them."""

WATCHED = 8
"""Who joined in one of so many quarters, the one looked at among them, is counted as new."""


Point = tuple[int, float, float | None, float | None]
"""Days since joining, the share that has arrived, and its interval."""


def arrivals(
    quarter: Quarter, day: date, new: Sequence[Newcomer], *, alone: Collection[int]
) -> Iterator[Result]:
    """Return the results of the groups that newcomers joined, and of the community.

    `alone` have no tie that day.
    """
    first = quarter.shifted(1 - WATCHED).first_day
    seen = [one for one in new if first <= one.joined_on <= day]
    of_group: defaultdict[int | None, list[Newcomer]] = defaultdict(list)
    for one in seen:
        of_group[one.group_id].append(one)
    for group, joined in of_group.items():
        yield _result(Cell(Level.GROUP, group, quarter), day, joined, alone)
    yield _result(Cell(Level.COMMUNITY, None, quarter), day, seen, alone)


def _result(cell: Cell, day: date, new: Sequence[Newcomer], alone: Collection[int]) -> Result:
    spells = [_spell(one, day) for one in new]
    steps = kaplan_meier(spells)
    at_settled = survival_at(steps, SETTLED)
    waiting = at_settled.survival if at_settled else 1.0
    tells = waiting == 0 or max((spell.exit for spell in spells), default=0) >= SETTLED
    tally = Tally(sum(spell.ended for spell in spells), len(spells))
    interval = at_settled.interval if at_settled else None
    result = judged(
        METRICS["newcomer_integration"],
        cell,
        tally,
        1 - waiting if tells else None,
        Interval(1 - interval.high, 1 - interval.low) if interval else None,
    )
    if result.value is None:
        return result
    past = [one for one in new if (day - one.joined_on).days > SETTLED and not _has_left(one, day)]
    without = sum(one.member_id in alone for one in past)
    detail: dict[str, Any] = {
        "median_days": quantile(steps),
        "past_90_days": len(past),
        "without_ties": without,
    }
    if cell.level == Level.COMMUNITY:
        detail["curve"] = _curve(steps, max(spell.exit for spell in spells))
    return result._replace(detail=detail)


def _curve(steps: Sequence[Step], watched: float) -> list[Point]:
    """Return who has arrived by when, as far as somebody was watched."""
    found = [(day, survival_at(steps, day)) for day in range(EVERY, LONGEST + 1, EVERY)]
    return [
        (day, 1 - step.survival, 1 - step.interval.high, 1 - step.interval.low)
        if step and step.interval
        else (day, 1 - step.survival if step else 0.0, None, None)
        for day, step in takewhile(lambda at: at[0] <= watched, found)
    ]


def _spell(one: Newcomer, day: date) -> Spell:
    """Return the days from joining to the third tie, or as long as there was somebody to have ties."""
    last = min(day, one.left_on) if one.left_on else day
    tied = one.tied_on is not None and one.tied_on <= last
    end = one.tied_on if tied and one.tied_on else last
    return Spell(0, max((end - one.joined_on).days, 0.5), ended=tied)


def _has_left(one: Newcomer, day: date) -> bool:
    return one.left_on is not None and one.left_on < day
