"""Every seat in every quarter in which it is held, and drawing people by lot from them."""

from dataclasses import dataclass

import numpy as np

from exchange.synthetic import assumptions as a
from exchange.synthetic.chances import Floats, Ints
from exchange.synthetic.rosters import Seats


@dataclass(frozen=True)
class Sittings:
    """Seats by quarter, ordered by quarters and in these by groups: who sits together is side by side."""

    seats: Seats
    seat: Ints
    quarter: Ints
    groups: int
    starts: Ints  # of each quarter and group the first position
    ends: Ints  # and the one after the last

    def __len__(self) -> int:
        return len(self.seat)

    @property
    def group(self) -> Ints:
        return self.seats.group[self.seat]

    @property
    def person(self) -> Ints:
        return self.seats.person[self.seat]

    @property
    def tenure(self) -> Ints:
        """Whole quarters since joining."""
        return self.quarter - self.seats.joined[self.seat]

    @property
    def until_leaving(self) -> Ints:
        """Quarters that are still to come before the seat is given up."""
        return self.seats.last[self.seat] - self.quarter

    def of_group(self, quarter: Ints, group: Ints) -> tuple[Ints, Ints]:
        """Return the stretch of those who sit in a group."""
        return self.starts[quarter, group], self.ends[quarter, group]

    def of_region(self, quarter: Ints, group: Ints) -> tuple[Ints, Ints]:
        """Return the stretch of those who live where a group does."""
        first = group // a.REGION * a.REGION
        return self.starts[quarter, first], self.ends[quarter, np.minimum(first + a.REGION, self.groups) - 1]

    def of_all(self, quarter: Ints) -> tuple[Ints, Ints]:
        return self.starts[quarter, 0], self.ends[quarter, self.groups - 1]


def sittings(seats: Seats, *, groups: int, quarters: int) -> Sittings:
    """Lay out the seats by quarter."""
    held = [np.flatnonzero((seats.joined <= q) & (seats.last >= q)) for q in range(quarters)]
    seat = np.concatenate([held[q][np.argsort(seats.group[held[q]], kind="stable")] for q in range(quarters)])
    quarter = np.repeat(np.arange(quarters), [len(those) for those in held])
    place = quarter * groups + seats.group[seat]
    cells = np.arange(quarters * groups)
    starts, ends = (np.searchsorted(place, cells, side=side) for side in ("left", "right"))
    shape = (quarters, groups)
    return Sittings(seats, seat, quarter, groups, starts.reshape(shape), ends.reshape(shape))


class Lots:
    """Draws sittings by weight, each from a stretch of its own."""

    def __init__(self, rng: np.random.Generator, weights: Floats) -> None:
        self._rng = rng
        self._before = np.concatenate([[0.0], np.cumsum(weights)])

    def draw(self, stretch: tuple[Ints, Ints]) -> Ints:
        """Return a sitting from each stretch; -1 where there is nobody to be drawn."""
        low, high = (self._before[edge] for edge in stretch)
        found = np.searchsorted(self._before, self._rng.uniform(low, high), side="right") - 1
        return np.where(high > low, np.clip(found, stretch[0], stretch[1] - 1), -1)
