"""Shares: x of n."""

from math import sqrt

from engagement.measures.interval import Z95, Interval


def wilson(numerator: float, denominator: float) -> Interval:
    """Return Wilson's score interval for a share.

    Formula: (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n), with p = x/n and z = 1.96.
    Unit: a share. Range: within 0 to 1, never empty, also for 0 of n and n of n.
    Edge cases: x may have halves (a day attended in part); n must be above 0.
    Source: Wilson 1927; method 3 of Newcombe 1998, Statistics in Medicine 17:857-872.
    """
    share, per_n = numerator / denominator, Z95**2 / denominator
    centre = share + per_n / 2
    half_width = sqrt(per_n * (share * (1 - share) + per_n / 4))
    return Interval(
        low=0.0 if numerator <= 0 else max(0.0, (centre - half_width) / (1 + per_n)),
        high=1.0 if numerator >= denominator else min(1.0, (centre + half_width) / (1 + per_n)),
    )
