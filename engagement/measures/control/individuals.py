"""Control charts of single values that are not shares."""

from collections.abc import Sequence
from itertools import pairwise
from statistics import fmean
from typing import NamedTuple

ENOUGH = 8
"""Points below which no limits are drawn."""

TO_LIMITS = 2.66  # 3 / 1.128
TO_RANGE_LIMIT = 3.267


class Limits(NamedTuple):
    """What such a series does by itself. Keep them: a person, not the next quarter, draws new ones."""

    mean: float
    mean_range: float
    low: float
    high: float
    range_high: float


def limits(values: Sequence[float], *, least: int = ENOUGH) -> Limits | None:
    """Return the natural process limits of an XmR chart.

    Formula: x̄ ± 2.66 mR, and 3.267 mR for the ranges, mR the mean of |x - x before|.
    Unit: that of the values. Range: any. Edge cases: fewer points than `least`, or than 2: None.
    Source: Wheeler 1993, Understanding Variation.
    """
    if len(values) < max(2, least):
        return None
    mean, mean_range = fmean(values), fmean(abs(b - a) for a, b in pairwise(values))
    reach = TO_LIMITS * mean_range
    return Limits(mean, mean_range, mean - reach, mean + reach, TO_RANGE_LIMIT * mean_range)


def outside(values: Sequence[float], within: Limits) -> list[int]:
    """Return the positions of the values beyond the limits.

    Edge cases: limits drawn from values that never moved lie on the mean; nothing is said then.
    Source: rule 1 of Wheeler 1993.
    """
    if not within.mean_range:
        return []
    return [at for at, value in enumerate(values) if not within.low <= value <= within.high]


def longest_run(values: Sequence[float], centre: float) -> int:
    """Return the most values in a row on one side of the centre; eight of them are a signal.

    Unit: points. Edge cases: a value on the centre is on neither side and ends a run.
    Source: rule 2 of Wheeler 1993.
    """
    longest = run = 0
    last = 0
    for value in values:
        side = (value > centre) - (value < centre)
        run = run + 1 if side and side == last else abs(side)
        longest, last = max(longest, run), side
    return longest
