"""Counts for an amount of something: commitments for each meeting attended."""

from math import sqrt

from engagement.measures.interval import Z95, Interval


def byar(numerator: float, denominator: float) -> Interval:
    """Return Byar's approximate Poisson interval of a count, divided by the amount it was counted over.

    Formula: low = x (1 - 1/9x - z/3√x)³, high = y (1 - 1/9y + z/3√y)³ with y = x + 1 and z = 1.96.
    Unit: that of the rate. Range: 0 upwards. Within 1 % of the exact limits from a count of 5 on.
    Edge cases: a count of 0 has the low limit 0; the amount must be above 0.
    Source: Breslow and Day 1987, Statistical Methods in Cancer Research, volume II, page 69.
    """
    low = numerator * _cube(numerator, -Z95) if numerator else 0.0
    high = (numerator + 1) * _cube(numerator + 1, Z95)
    return Interval(low / denominator, high / denominator)


def _cube(count: float, z: float) -> float:
    return float((1 - 1 / (9 * count) + z / (3 * sqrt(count))) ** 3)
