"""When people leave: how often, at which tenure."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import inf
from typing import NamedTuple

from engagement.measures.interval import Interval
from engagement.measures.poisson import exact
from engagement.measures.survival import Spell

BOUNDS = (4.0, 8.0)
"""The tenures, in quarters, at which the second and the third band begin."""

ENOUGH = 30
"""The time at risk, in quarters of one person, below which a band says nothing by itself."""


class Band(NamedTuple):
    """The tenures after one and up to another: how many left there, in how much time together."""

    after: float
    until: float
    leavings: int
    at_risk: float

    @property
    def rate(self) -> float | None:
        return self.leavings / self.at_risk if self.at_risk else None

    @property
    def interval(self) -> Interval | None:
        return exact(self.leavings, self.at_risk) if self.at_risk else None


def bands(spells: Iterable[Spell], bounds: Sequence[float] = BOUNDS) -> list[Band]:
    """Return the hazard in bands of tenure.

    Formula: leavings / time at risk; a spell is at risk in the part of it that lies in the band.
    Unit: leavings for each unit of tenure. Range: 0 upwards; the interval is that of a Poisson count.
    Edge cases: nobody at risk in a band: no rate. Who leaves at a bound leaves in the band that ends there.
    Source: occurrence and exposure rates, Clayton and Hills 1993, chapter 5.
    """
    spells = list(spells)
    return [
        Band(
            after,
            until,
            sum(spell.ended and after < spell.exit <= until for spell in spells),
            sum(max(0.0, min(spell.exit, until) - max(spell.entry, after)) for spell in spells),
        )
        for after, until in pairwise([0.0, *bounds, inf])
    ]


def merged(found: Sequence[Band], *, least: float = ENOUGH) -> list[Band]:
    """Join bands in which too few were at risk to the next one, the last to the one before.

    Edge cases: too few at risk in all of them together: no band is left.
    """
    joined: list[Band] = []
    for band in found:
        thin = bool(joined) and joined[-1].at_risk < least
        joined.append(_together(joined.pop(), band) if thin else band)
    if len(joined) > 1 and joined[-1].at_risk < least:
        last = joined.pop()
        joined.append(_together(joined.pop(), last))
    return [band for band in joined if band.at_risk >= least]


def _together(one: Band, other: Band) -> Band:
    return Band(one.after, other.until, one.leavings + other.leavings, one.at_risk + other.at_risk)
