"""Exact limits of a rate, apart from `rates` because what it needs is slow to load."""

from scipy.special import gammaincinv

from engagement.measures.interval import Interval


def exact(count: int, amount: float) -> Interval:
    """Return the exact Poisson interval of a count, divided by the amount it was counted over.

    Formula: low = χ²(0.025; 2x) / 2, high = χ²(0.975; 2x + 2) / 2, quantiles of χ².
    Unit: that of the rate. Range: 0 upwards. For counts below 5, where Byar's limits are rough.
    Edge cases: a count of 0 has the low limit 0; the amount must be above 0.
    Source: Garwood 1936, Biometrika 28:437-442.
    """
    low = float(gammaincinv(count, 0.025)) if count else 0.0
    return Interval(low / amount, float(gammaincinv(count + 1, 0.975)) / amount)
