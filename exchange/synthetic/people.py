"""What people are like: how they are inclined, and in whom something is planted."""

from dataclasses import dataclass

import numpy as np

from exchange.synthetic import assumptions as a
from exchange.synthetic.chances import NEVER, Flags, Floats, Ints
from exchange.synthetic.planting import Planting
from exchange.synthetic.plants import PERSON_SHARES, Kind
from exchange.synthetic.rosters import Seats


@dataclass(frozen=True)
class People:
    """People, one to a position in each array."""

    keenness: Floats  # to come, in log-odds
    drive: Floats  # to do what they said
    asks: Floats  # in a quarter
    generosity: Floats
    crossing: Floats  # talks with people of other groups that they begin in a quarter
    leading: Floats
    talking: Floats
    chosen: dict[Kind, Ints]  # in whom something is planted
    grows: Ints  # the quarter from which on they help more and more, NEVER where not

    def are(self, kind: Kind, persons: Ints) -> Flags:
        """Whether something is planted in these people."""
        return np.isin(persons, self.chosen.get(kind, np.array([], dtype=int)))


def people(rng: np.random.Generator, seats: Seats, planting: Planting, *, quarters: int) -> People:
    """Draw everybody."""
    count, chosen = seats.people, _choose(rng, seats, planting, quarters)
    grows = np.full(count, NEVER)
    emerging = chosen.get(Kind.EMERGING, np.array([], dtype=int))
    grows[emerging] = quarters - rng.integers(4, a.GROWS_FOR, len(emerging), endpoint=True)
    return People(
        keenness=_keenness(rng, seats),
        drive=rng.normal(0, a.DRIVE, count),
        asks=rng.gamma(a.ASKS_SHAPE, a.ASKS / a.ASKS_SHAPE, count),
        generosity=_at_least_usual(seats, rng.lognormal(0, a.GENEROSITY, count)),
        crossing=rng.pareto(a.CROSSING_SHAPE, count) * a.CROSSING,
        leading=_at_least_usual(seats, rng.lognormal(0, a.ROLE_PROPENSITY, count)),
        talking=_at_least_usual(seats, rng.gamma(a.TALKING, 1 / a.TALKING, count)),
        chosen=chosen,
        grows=grows,
    )


def _keenness(rng: np.random.Generator, seats: Seats) -> Floats:
    """Those on whom a plant depends come a little more often than others."""
    drawn = rng.normal(0, a.KEENNESS, seats.people)
    drawn[seats.person[seats.facilitates | seats.stars]] += a.STAYING
    return drawn


def _at_least_usual(seats: Seats, drawn: Floats) -> Floats:
    """Let those in whom talking or helping may be planted not be the quiet ones of their groups."""
    stars = seats.person[seats.stars]
    drawn[stars] = np.maximum(drawn[stars], 1)
    return drawn


def _choose(rng: np.random.Generator, seats: Seats, planting: Planting, quarters: int) -> dict[Kind, Ints]:
    """Choose people who are there at the end and have been for a year, in groups without another plant."""
    settled = (seats.last == NEVER) & (seats.joined <= quarters - 5) & ~seats.facilitates & ~seats.stars
    busy = [
        planting.since(kind)[seats.group] < NEVER
        for kind in (Kind.CLOSED, Kind.DOMINATED, Kind.HUB, Kind.SMALL)
    ]
    able = rng.permutation(seats.person[settled & ~np.logical_or.reduce(busy)])
    there = int(np.sum(seats.last == NEVER))
    chosen = {}
    for kind, share in PERSON_SHARES.items():
        if kind in planting.kinds:
            count = max(1, round(share * there))
            chosen[kind], able = np.sort(able[:count]), able[count:]
    return chosen
