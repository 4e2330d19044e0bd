"""Shares: x of n."""

from math import hypot, sqrt

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


def newcombe(now: tuple[float, float], before: tuple[float, float]) -> Interval | None:
    """Return the interval of the difference of two shares, the present x of n less the earlier one.

    Formula: (p - q) - √((p - l)² + (u' - q)²) to (p - q) + √((u - p)² + (q - l')²), l and u being Wilson's
    limits of p, l' and u' those of q. Unit: a share. Range: -1 to 1.
    Edge cases: one of them counted over nothing: None. Where 0 lies within, no change was seen.
    Source: Newcombe 1998, method 10, Statistics in Medicine 17:873-890.
    """
    if not now[1] or not before[1]:
        return None
    p, q = now[0] / now[1], before[0] / before[1]
    of_p, of_q = wilson(*now), wilson(*before)
    return Interval(
        low=p - q - hypot(p - of_p.low, of_q.high - q), high=p - q + hypot(of_p.high - p, q - of_q.low)
    )


def shrunken(numerator: float, denominator: float, *, towards: float, strength: float = 6) -> float:
    """Return a share drawn towards that of the whole, as much as it is thin. Only to sort by.

    Formula: (x + m k) / (n + k), m the share of the whole and k = 6 observations of it.
    Unit: a share. Range: 0 to 1. Edge cases: nothing counted: the share of the whole.
    Source: the mean of a beta distribution after x of n; Efron and Morris 1975.
    """
    return (numerator + towards * strength) / (denominator + strength)
