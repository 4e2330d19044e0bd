"""Whether a series rises or falls, and by how much."""

from collections.abc import Sequence
from itertools import combinations
from math import isnan
from statistics import median
from typing import NamedTuple

from scipy.stats import kendalltau

ENOUGH = 5
"""With four points even a perfect fall happens by chance once in twelve: nothing is claimed."""


class Trend(NamedTuple):
    """Rising pairs less falling ones, as a rank correlation, and how often chance alone would do it."""

    s: int
    tau: float | None
    p: float | None


def mann_kendall(
    values: Sequence[float], at: Sequence[float] | None = None, *, least: int = ENOUGH
) -> Trend | None:
    """Test a series for a trend; `at` says when, if it was not at equal steps.

    Formula: S = Σ sign(later - earlier) over all pairs; tau-b and its two-sided p, exact where no two values
    are the same. Unit: pairs; none. Range: tau from -1 to 1.
    Edge cases: fewer points than `least`: None; all values the same: tau and p are None.
    Source: Mann 1945, Econometrica 13:245-259; Kendall 1938.
    """
    if len(values) < max(2, least):
        return None
    s = sum((b > a) - (b < a) for a, b in combinations(values, 2))
    tau, p = map(float, kendalltau(range(len(values)) if at is None else at, values))
    return Trend(s, *(None if isnan(number) else number for number in (tau, p)))


def theil_sen(values: Sequence[float], at: Sequence[float] | None = None) -> float | None:
    """Return the slope of a series that a few wild values cannot bend.

    Formula: the median of (later - earlier) / (time between), over all pairs. Unit: that of the values, for
    each step. Range: any. Edge cases: fewer than two points: None.
    Source: Sen 1968, Journal of the American Statistical Association 63:1379-1389.
    """
    points = list(enumerate(values)) if at is None else list(zip(at, values, strict=True))
    slopes = [(y - x) / (u - t) for (t, x), (u, y) in combinations(points, 2)]
    return median(slopes) if slopes else None
