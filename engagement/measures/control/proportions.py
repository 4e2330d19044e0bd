"""Control charts of shares: each quarter's x of n of one group, read against many groups."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from math import sqrt
from statistics import fmean
from typing import NamedTuple, TypeVar

from engagement.measures.interval import Interval

Period = TypeVar("Period")
Count = tuple[float, float]  # x of n

OVERDISPERSION = 1.2
"""How much more a group's quarter wavers than tossed coins would: who is away once is often away again."""

SLACK = 0.5
"""How far below the target, in standard deviations, a quarter may lie without adding to a CUSUM."""

MEAN_RANGE = 1.128  # of two draws from a normal distribution, in its standard deviations


class Laney(NamedTuple):
    """A p' chart: the centre, how much the points waver in units of chance, and the limits of each point."""

    centre: float
    sigma_z: float
    limits: list[Interval]


def period_effects(community: Mapping[Period, Count]) -> dict[Period, float]:
    """Return how far the whole community was from its own mean in each period: season, holidays.

    Formula: x/n of the period - Σx/Σn. Unit: a share. Range: -1 to 1.
    Edge cases: a period in which nothing was counted has no effect: 0. Subtract it from a group's share.
    Source: common cause and special cause, Wheeler 1993; Shewhart 1931.
    """
    x, n = (sum(count[part] for count in community.values()) for part in (0, 1))
    return {period: seen / of - x / n if of else 0.0 for period, (seen, of) in community.items()}


def cusum(
    shares: Sequence[float | None],
    counts: Sequence[float],
    *,
    target: float,
    slack: float = SLACK,
    overdispersion: float = OVERDISPERSION,
) -> list[float] | None:
    """Return the lower CUSUM after each quarter: what has piled up below the target. Above 5 it signals.

    Formula: S = max(0, S + (m - p) / (c √(m(1-m)/n)) - k), from 0, with slack k = 0.5 and c = 1.2.
    Unit: standard deviations. Range: 0 upwards.
    Edge cases: a quarter without a share, or counted over nothing, leaves S as it was. A target of exactly 0
    or 1 has no spread: None; draw such a baseline towards the community's first (`proportions.shrunken`).
    Source: Page 1954, Biometrika 41:100-115.
    """
    spread = overdispersion * sqrt(max(0.0, target * (1 - target)))
    if not spread:
        return None
    piled, found = 0.0, []
    for share, count in zip(shares, counts, strict=True):
        if share is not None and count:
            piled = max(0.0, piled + (target - share) * sqrt(count) / spread - slack)
        found.append(piled)
    return found


def first_above(levels: Iterable[float], limit: float = 5.0) -> int | None:
    """Return the position of the first level above the limit, where a CUSUM signals; None if quiet."""
    return next((at for at, level in enumerate(levels) if level > limit), None)


def sigma_z(series: Iterable[Sequence[Count]], *, centre: float) -> float | None:
    """Return how much shares waver from one quarter to the next, in units of what chance alone would do.

    Formula: the mean of |z - z before| / 1.128, z = (p - m) / √(m(1-m)/n), over all series together.
    Unit: none. Range: 0 upwards; 1 is chance alone. A few quarters say little, so pool many groups.
    Edge cases: no two quarters in a row, or a centre of exactly 0 or 1: None.
    Source: Laney 2002, Quality Engineering 14:531-537.
    """
    spread = sqrt(max(0.0, centre * (1 - centre)))
    if not spread:
        return None
    ranges = []
    for counts in series:
        z = [(x / n - centre) * sqrt(n) / spread for x, n in counts if n]
        ranges += [abs(later - earlier) for earlier, later in pairwise(z)]
    return fmean(ranges) / MEAN_RANGE if ranges else None


def laney(
    counts: Sequence[Count], *, centre: float | None = None, spread: float | None = None, sigmas: float = 3
) -> Laney | None:
    """Return a p' chart of the shares of one group.

    Formula: m ± sigmas · √(m(1-m)/n) · sigma_z. The centre m is Σx/Σn and sigma_z that of these
    counts, unless a `centre` and a `spread` pooled from many groups are given.
    Unit: a share. Range: cut to 0 and 1.
    Edge cases: nothing counted, no two quarters, or a centre of exactly 0 or 1: None.
    Source: Laney 2002, Quality Engineering 14:531-537.
    """
    n = sum(of for _, of in counts)
    if not n:
        return None
    centre = sum(x for x, _ in counts) / n if centre is None else centre
    spread = sigma_z([counts], centre=centre) if spread is None else spread
    if spread is None:
        return None
    widths = [sigmas * spread * sqrt(centre * (1 - centre) / of) if of else 1.0 for _, of in counts]
    limits = [Interval(max(0.0, centre - width), min(1.0, centre + width)) for width in widths]
    return Laney(centre, spread, limits)
