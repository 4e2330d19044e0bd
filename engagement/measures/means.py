"""Means of a few answers, and how far they can be trusted."""

from math import sqrt

from scipy.special import stdtrit


def half_width(deviation: float, n: int) -> float | None:
    """Return half the width of the 95 % interval of a mean, by Student's t.

    Formula: t(0.975, n-1) · s / √n. Unit: that of the values. Range: 0 upwards.
    Edge cases: fewer than two values: None. Eight answers on a scale to 7 with s = 0.9 give 0.75: smaller
    differences between two years are noise. Source: Student 1908, Biometrika 6:1-25.
    """
    return float(stdtrit(n - 1, 0.975)) * deviation / sqrt(n) if n > 1 else None
