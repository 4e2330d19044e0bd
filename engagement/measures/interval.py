"""How far a number can be trusted."""

from statistics import NormalDist
from typing import NamedTuple

Z95 = NormalDist().inv_cdf(0.975)
"""The normal quantile of a two-sided 95 % interval, 1.96."""


class Interval(NamedTuple):
    """A 95 % interval: values that the counts seen do not contradict."""

    low: float
    high: float
