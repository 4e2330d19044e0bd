"""How far a mean of a few answers can be trusted, from means and variances alone."""

from collections.abc import Sequence
from math import sqrt
from statistics import fmean
from typing import NamedTuple

from scipy.special import stdtrit

AGREED = 0.70
"""From this r_WG(J) on a group is said to have one opinion."""


class Moments(NamedTuple):
    """The scores of some people: how many, their mean and their variance."""

    n: int
    mean: float
    variance: float


def half_width(scores: Moments) -> float | None:
    """Return half the width of the 95 % interval of a mean, by Student's t; of one score there is none."""
    if scores.n < 2:
        return None
    return float(stdtrit(scores.n - 1, 0.975)) * sqrt(scores.variance / scores.n)


def agreement(item_variances: Sequence[float], *, scale: int) -> float:
    """Return r_WG(J) of James, Demaree and Wolf 1984: 1 if all answer alike, 0 if they agree as dice do."""
    disagreement = fmean(item_variances) / ((scale**2 - 1) / 12)
    agreed = len(item_variances) * max(0.0, 1 - disagreement)
    return agreed / (agreed + disagreement)


def alpha(item_variances: Sequence[float], total_variance: float) -> float | None:
    """Return Cronbach's alpha: whether the items go together; of one item, or equal sums, there is none."""
    items = len(item_variances)
    if items < 2 or not total_variance:
        return None
    return items / (items - 1) * (1 - sum(item_variances) / total_variance)


def intraclass(groups: Sequence[Moments]) -> tuple[float, float] | None:
    """Return ICC(1) and ICC(2) after Bliese 2000: how much of what differs lies between groups.

    The first is the share of the variance, the second how reliable the mean of a group is. Of fewer than two
    groups, or where nobody differs, there are none.
    """
    people, number = sum(group.n for group in groups), len(groups)
    if number < 2 or people <= number:
        return None
    mean = sum(group.n * group.mean for group in groups) / people
    between = sum(group.n * (group.mean - mean) ** 2 for group in groups) / (number - 1)
    within = sum((group.n - 1) * group.variance for group in groups) / (people - number)
    size = (people - sum(group.n**2 for group in groups) / people) / (number - 1)
    spread = between + (size - 1) * within
    return ((between - within) / spread, (between - within) / between) if spread and between else None
