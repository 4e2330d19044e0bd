"""Groups: where they are, what they are like, and how that changes where something is planted."""

from dataclasses import dataclass

import numpy as np

from exchange.demo.names import HOMES
from exchange.synthetic import assumptions as a
from exchange.synthetic.calendar import Quarters
from exchange.synthetic.chances import Floats, Ints
from exchange.synthetic.planting import Planting
from exchange.synthetic.plants import Kind

ZONES = sorted({home.zone for home in HOMES})


@dataclass(frozen=True)
class Circles:
    """Groups, one to a position in each array."""

    planting: Planting
    sizes: Ints  # seats to fill, beside the facilitator's
    quality: Floats
    homes: Ints  # positions in HOMES
    weekday: Ints
    offset: Ints  # days into the quarter

    @property
    def count(self) -> int:
        return len(self.sizes)

    def log_odds(self, quarters: Quarters) -> Floats:
        """Return what a group's members have in common in coming, by quarter and group."""
        quarter = np.arange(quarters.count)[:, None]
        group = np.arange(self.count)[None, :]
        declined = self.planting.steps(Kind.DECLINING, group, quarter, most=a.DECLINE_LASTS)
        shocked = self.planting.holds(Kind.SHOCK, group, quarter)
        season = np.array(a.SEASONS)[quarters.seasons][:, None]
        return np.asarray(a.USUAL + self.quality[None, :] + season + a.DECLINE * declined + a.SHOCK * shocked)

    def zones(self, quarter: Ints | int, group: Ints) -> Ints:
        """Return in which of ZONES a group meets in a quarter; where it is planted, it moves to another."""
        home = np.array([ZONES.index(home.zone) for home in HOMES])[self.homes[group]]
        moved = self.planting.holds(Kind.TIME_ZONE, group, quarter)
        return np.asarray((home + moved) % len(ZONES))


def circles(rng: np.random.Generator, planting: Planting, sizes: Ints) -> Circles:
    """Draw the groups."""
    weights = np.array([home.weight for home in HOMES], dtype=float)
    regions = -(-planting.groups // a.REGION)
    homes = rng.choice(len(HOMES), regions, p=weights / weights.sum())
    return Circles(
        planting,
        sizes,
        quality=rng.normal(0, a.QUALITY, planting.groups),
        homes=np.repeat(homes, a.REGION)[: planting.groups],
        weekday=rng.integers(0, 3, planting.groups, endpoint=True),
        offset=rng.integers(0, 8, planting.groups, endpoint=True),
    )
