"""What is true of people: labels from what came of the plants, not from what was meant."""

from collections.abc import Iterator

import numpy as np

from exchange.synthetic import assumptions as a
from exchange.synthetic.chances import NEVER
from exchange.synthetic.plants import Kind, Label, Subject
from exchange.synthetic.realised import Drawn
from exchange.synthetic.rings import ring_of
from exchange.synthetic.world import World

BRIDGES = 6
"""Other groups to which a broker is tied at the end."""

BALANCED = 5
"""Help given and taken from which on a balance says something."""

GREW = 1.5
EARLY = 2  # quarters in which a newcomer should have met somebody


def label_people(drawn: Drawn) -> Iterator[Label]:
    """Return the labels of everybody in whom something is true."""
    yield from _brokers(drawn)
    yield from _free_riders(drawn)
    yield from _emerging(drawn)
    yield from _newcomers(drawn)
    yield from _ring(drawn.world)
    yield from _came_back(drawn.world)


def _brokers(drawn: Drawn) -> Iterator[Label]:
    """Who is tied into many other groups, planted or by chance: in how many. By chance the strength is 0."""
    if Kind.BROKER not in drawn.world.planting.kinds:
        return
    planted = set(drawn.world.people.chosen[Kind.BROKER].tolist())
    here = set(drawn.world.seats.person[drawn.world.left < 0].tolist())
    real = here & set(np.flatnonzero(drawn.other_groups >= BRIDGES).tolist())
    last = drawn.world.quarters.count - 1
    for person in sorted(planted | real):
        groups = int(drawn.other_groups[person])
        yield _label(
            drawn.world,
            Kind.BROKER,
            person,
            quarters=(last, last),
            realised=groups,
            took=person in real,
            strength=a.BROKER_TALKS if person in planted else 0.0,
        )


def _free_riders(drawn: Drawn) -> Iterator[Label]:
    """Who asks and does not give: their balance of help."""
    for person in drawn.world.people.chosen.get(Kind.FREE_RIDER, ()):
        given, taken = len(drawn.given(person)), drawn.taken(person)
        balance = (given - taken) / (given + taken) if given + taken else 0.0
        took = given + taken >= BALANCED and balance < 0
        yield _label(
            drawn.world, Kind.FREE_RIDER, person, realised=balance, took=took, strength=a.RIDER_GIVES
        )


def _emerging(drawn: Drawn) -> Iterator[Label]:
    """Who helps more and more: help in each of the last two quarters against those before it began."""
    world = drawn.world
    for person in world.people.chosen.get(Kind.EMERGING, ()):
        start, given = int(world.people.grows[person]), drawn.given(person)
        first = max(0, int(world.seats.joined[world.seats.person == person].min()))
        before = (np.sum(given < start) + 1) / max(1, start - first + 1)
        growth = float(np.sum(given >= world.quarters.count - 2) / 2 / before)
        yield _label(
            world,
            Kind.EMERGING,
            person,
            quarters=(start, NEVER),
            realised=growth,
            took=growth >= GREW,
            strength=a.GROWTH,
        )


def _newcomers(drawn: Drawn) -> Iterator[Label]:
    """Who came and was left alone: the people they met in twos in the first two quarters."""
    seats = drawn.world.seats
    for seat in np.flatnonzero(seats.alone):
        joined, last = int(seats.joined[seat]), int(seats.last[seat])
        met = drawn.contacts(int(seat), EARLY)
        yield _label(
            drawn.world,
            Kind.NEWCOMER,
            int(seats.person[seat]),
            quarters=(joined, min(last, joined + a.ALONE_FOR - 1)),
            realised=met,
            took=met <= 1 and last > joined,
            strength=a.ALONE,
        )


def _ring(world: World) -> Iterator[Label]:
    """Who thanks somebody every day: how many they are."""
    for group in world.planting.chosen(Kind.THANKS_RING):
        ring, since = ring_of(world, group), int(world.planting.since(Kind.THANKS_RING)[group])
        for person in ring:
            yield _label(
                world,
                Kind.THANKS_RING,
                person,
                quarters=(since, NEVER),
                realised=len(ring),
                took=len(ring) == a.RING,
            )


def _came_back(world: World) -> Iterator[Label]:
    """People who left a group and sit in it again: quarters in between."""
    seats = world.seats
    for seat in np.flatnonzero(seats.returned):
        before = (seats.person == seats.person[seat]) & (seats.group == seats.group[seat])
        away = int(seats.joined[seat] - seats.last[before & (seats.joined < seats.joined[seat])].max() - 1)
        yield _label(
            world,
            Kind.REJOIN,
            int(seats.person[seat]),
            quarters=(int(seats.joined[seat]), int(seats.last[seat])),
            realised=away,
            took=away >= 2,
        )


def _label(
    world: World,
    kind: Kind,
    person: int,
    *,
    realised: float,
    took: bool,
    strength: float = 1.0,
    quarters: tuple[int, int] = (0, NEVER),
) -> Label:
    """Return the label of a person, from a quarter to the end of another."""
    dates = world.quarters.start_of(max(0, quarters[0])), world.quarters.end_of(quarters[1])
    return Label(
        kind, Subject.MEMBER, int(person) + 1, world.keys[person], *dates, strength, round(realised, 4), took
    )
