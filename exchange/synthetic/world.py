"""What all parts of a synthetic community share."""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from django.utils.text import slugify

from exchange.synthetic import assumptions as a
from exchange.synthetic.calendar import DAY, Clocks, Quarters
from exchange.synthetic.chances import NOBODY, Flags, Ints, chances
from exchange.synthetic.circles import ZONES, Circles, circles
from exchange.synthetic.ledger import Ledger
from exchange.synthetic.naming import PLAIN, names
from exchange.synthetic.people import People, people
from exchange.synthetic.planting import Planting, plant
from exchange.synthetic.plants import Kind
from exchange.synthetic.rosters import Seats, rosters, sizes_of
from exchange.synthetic.sittings import Sittings, sittings

SETTLING = 9
"""Days at the beginning of a quarter in which people leave and come; the meetings are later."""


@dataclass(frozen=True)
class World:
    """A community as arrays. Rows of the tables have the positions in them as ids, counted from 1."""

    seed: int
    quarters: Quarters
    planting: Planting
    circles: Circles
    seats: Seats
    sittings: Sittings
    people: People
    clocks: Clocks
    ledger: Ledger = field(default_factory=Ledger)

    def chances(self, part: str) -> np.random.Generator:
        return chances(self.seed, part)

    @cached_property
    def facilitators(self) -> Ints:
        """Return the person who leads each group."""
        leads = np.zeros(self.circles.count, dtype=int)
        first = self.seats.facilitates
        leads[self.seats.group[first]] = self.seats.person[first]
        return leads

    @cached_property
    def stars(self) -> Ints:
        """Return the person in each group who talks or helps most, where that is planted."""
        found = np.zeros(self.circles.count, dtype=int)
        found[self.seats.group[self.seats.stars]] = self.seats.person[self.seats.stars]
        return found

    @cached_property
    def joined(self) -> Ints:
        """Return each seat's first day."""
        rng, joined, first = self.chances("joining"), self.seats.joined, self.quarters.first_days
        quarter = np.where(joined < 0, first[0] + joined * 91, first[np.maximum(joined, 0)])
        return np.asarray(quarter + rng.integers(0, SETTLING, len(joined)))

    @cached_property
    def left(self) -> Ints:
        """Return each seat's last day, early in the quarter after its last; -1 where it is still held."""
        rng, last = self.chances("leaving"), self.seats.last
        over = last < self.quarters.count - 1
        following = self.quarters.first_days[np.where(over, last + 1, 0)]
        day = np.where(self.seats.moved, following - 1, following + rng.integers(0, SETTLING, len(last)))
        return np.where(over, day, NOBODY)

    @cached_property
    def names(self) -> list[str]:
        return names(self.chances("names"), self.seats.people)

    @cached_property
    def keys(self) -> list[str]:
        """Return the key of each person: their name in plain letters and their number."""
        plain = (slugify(name.translate(PLAIN)) for name in self.names)
        return [f"{name}-{number}" for number, name in enumerate(plain, 1)]

    @property
    def end(self) -> int:
        """The moment, in seconds since 1970, before which everything happened."""
        return self.quarters.end * DAY

    @property
    def lost_quarter(self) -> int:
        return self.quarters.count // 2

    @property
    def lost_days(self) -> tuple[int, int]:
        """The first of the lost days, and the one after the last."""
        first = int(self.quarters.first_days[self.lost_quarter]) + a.LOST_FROM
        return first, first + a.LOST_DAYS

    def kept(self, at: Ints) -> Flags:
        """Whether what happened at these moments was not lost before anybody kept it."""
        if Kind.LOST_WEEKS not in self.planting.kinds:
            return np.ones(len(at), dtype=bool)
        first, after = self.lost_days
        return np.asarray((at < first * DAY) | (at >= after * DAY))

    def some_time(self, rng: np.random.Generator, quarter: Ints) -> Ints:
        """Draw a moment of each of these quarters, when everybody has come."""
        first, after = self.quarters.first_days[quarter] + SETTLING, self.quarters.first_days[quarter + 1]
        return rng.integers(first * DAY, after * DAY)


def world(*, seed: int, kinds: frozenset[Kind], groups: int, quarters: Quarters) -> World:
    """Draw who there is, where they sit and what they are like."""
    planting = plant(chances(seed, "planting"), kinds, groups=groups, quarters=quarters.count)
    sizes = sizes_of(chances(seed, "sizes"), planting)
    seats = rosters(chances(seed, "rosters"), planting, sizes=sizes, quarters=quarters.count)
    earliest = int(quarters.first_days[0]) - (a.LONGEST_TENURE + 1) * 92
    return World(
        seed,
        quarters,
        planting,
        circles(chances(seed, "circles"), planting, sizes),
        seats,
        sittings(seats, groups=groups, quarters=quarters.count),
        people(chances(seed, "people"), seats, planting, quarters=quarters.count),
        Clocks(ZONES, earliest, quarters.end + 100),
    )
