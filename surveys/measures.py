"""Whether people answer alike, whether a mean says something of its group, and how far it can be trusted."""

from collections.abc import Sequence
from math import sqrt
from statistics import fmean, variance
from typing import NamedTuple

from scipy.special import stdtrit

AGREED = 0.70
"""From this r_WG(J) on a group is said to have one opinion."""


class Intraclass(NamedTuple):
    """How much of what differs, differs between groups."""

    between: float  # mean square
    within: float  # mean square
    size: float  # of the average group, as the formula weighs them
    icc1: float | None  # the share of variance that lies between groups
    icc2: float | None  # how reliable a group's mean is


def rwg(ratings: Sequence[Sequence[float]], *, scale: int = 7) -> float | None:
    """Return r_WG(J), the agreement of one group on several items; a row of ratings for each person.

    Formula: J(1 - s²/σ²) / (J(1 - s²/σ²) + s²/σ²), s² the mean variance of an item, σ² = (A² - 1)/12 that of
    answers drawn at random from A points. Unit: none. Range: 0 to 1; from 0.70 a mean may be shown.
    Edge cases: fewer than two people or no item: None; people who agree less than dice do: 0.
    Source: James, Demaree and Wolf 1984, Journal of Applied Psychology 69:85-98.
    """
    items = list(zip(*ratings, strict=True))
    if len(ratings) < 2 or not items:
        return None
    disagreement = fmean(map(variance, items)) / ((scale**2 - 1) / 12)
    agreed = len(items) * max(0.0, 1 - disagreement)
    return agreed / (agreed + disagreement)


def intraclass(groups: Sequence[Sequence[float]]) -> Intraclass | None:
    """Return ICC(1) and ICC(2) of a score that the people of several groups gave.

    Formula: from a one-way analysis of variance, n0 = (N - Σn²/N)/(G - 1):
    ICC(1) = (MSB - MSW)/(MSB + (n0 - 1) MSW), ICC(2) = (MSB - MSW)/MSB.
    Unit: none. Range: up to 1; ICC(1) may fall to -1/(n0 - 1), where groups differ less than chance.
    Edge cases: fewer than two groups, or nobody beyond one in each: None; no variance at all: both None.
    Source: Shrout and Fleiss 1979; Bliese 2000.
    """
    groups = [group for group in groups if group]
    people, number = sum(map(len, groups)), len(groups)
    if number < 2 or people <= number:
        return None
    mean = fmean(score for group in groups for score in group)
    between = sum(len(group) * (fmean(group) - mean) ** 2 for group in groups) / (number - 1)
    within = sum((score - fmean(group)) ** 2 for group in groups for score in group) / (people - number)
    size = (people - sum(len(group) ** 2 for group in groups) / people) / (number - 1)
    spread = between + (size - 1) * within
    return Intraclass(
        between=between,
        within=within,
        size=size,
        icc1=(between - within) / spread if spread else None,
        icc2=(between - within) / between if between else None,
    )


def cronbach(ratings: Sequence[Sequence[float]]) -> float | None:
    """Return Cronbach's alpha: whether the items of a scale go together; a row of ratings for each person.

    Formula: J/(J - 1) · (1 - Σ variance of an item / variance of the sum). Unit: none. Range: up to 1.
    Edge cases: fewer than two people or two items, or all sums the same: None.
    Source: Cronbach 1951, Psychometrika 16:297-334.
    """
    items = list(zip(*ratings, strict=True))
    if len(ratings) < 2 or len(items) < 2:
        return None
    total = variance(map(sum, ratings))
    return len(items) / (len(items) - 1) * (1 - sum(map(variance, items)) / total) if total else None


def half_width(deviation: float, n: int) -> float | None:
    """Return half the width of the 95 % interval of a mean, by Student's t.

    Formula: t(0.975, n-1) · s / √n. Unit: that of the values. Range: 0 upwards.
    Edge cases: fewer than two values: None. Eight answers on a scale to 7 with s = 0.9 give 0.75: smaller
    differences between two years are noise. Source: Student 1908, Biometrika 6:1-25.
    """
    return float(stdtrit(n - 1, 0.975)) * deviation / sqrt(n) if n > 1 else None
