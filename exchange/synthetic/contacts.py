"""Talking in twos, in the group and across groups."""

from dataclasses import dataclass

import numpy as np

from exchange.synthetic import assumptions as a
from exchange.synthetic.chances import NOBODY, Flags, Floats, Ints
from exchange.synthetic.plants import Kind
from exchange.synthetic.sittings import Lots
from exchange.synthetic.verbs import Coming
from exchange.synthetic.world import World


@dataclass(frozen=True)
class Talks:
    """Talks of two people, one to a position; both are sittings."""

    one: Ints
    other: Ints
    at: Ints


def talk(world: World) -> Talks:
    """Draw talks within groups, and then across them."""
    rng, sits = world.chances("talks"), world.sittings
    room = np.where(alone(world), a.ALONE, 1.0)
    times = rng.poisson(a.TALKS * room)
    one = np.repeat(np.arange(len(sits)), times)
    other = Lots(rng, room).draw(sits.of_group(sits.quarter[one], sits.group[one]))
    across = crossings(world) * room
    reaching = np.repeat(np.arange(len(sits)), rng.poisson(across / 2))
    reached = outsiders(world, rng, across + 0.05 * room, reaching)
    one, other = np.concatenate([one, reaching]), np.concatenate([other, reached])
    at = world.some_time(rng, sits.quarter[one])
    real = (other != NOBODY) & (sits.person[one] != sits.person[other])
    return Talks(one[real], other[real], at[real])


def write_talks(world: World, talks: Talks) -> None:
    """Tell the ledger, but what was lost. A talk across groups is of no group."""
    kept = world.kept(talks.at)
    one, other = talks.one[kept], talks.other[kept]
    sits = world.sittings
    group = np.where(sits.group[one] == sits.group[other], sits.group[one] + 1, NOBODY)
    world.ledger.tell(
        Coming.ONE_TO_ONE_HELD,
        talks.at[kept],
        by=sits.person[one] + 1,
        toward=sits.person[other] + 1,
        group=group,
    )


def crossings(world: World) -> Floats:
    """Return how much people have to do with other groups in a quarter; in closed groups nothing."""
    sits = world.sittings
    bridges = world.people.are(Kind.BROKER, sits.person)
    return np.asarray(np.where(bridges, a.BROKER_TALKS, world.people.crossing[sits.person]) * ~closed(world))


def outsiders(world: World, rng: np.random.Generator, weights: Floats, sitting: Ints) -> Ints:
    """Draw for each sitting somebody of another group, mostly of the same region; -1 where none was found."""
    sits = world.sittings
    lots = Lots(rng, weights * ~closed(world))
    near, everywhere = (
        sits.of_region(sits.quarter[sitting], sits.group[sitting]),
        sits.of_all(sits.quarter[sitting]),
    )
    stays = rng.random(len(sitting)) < a.SAME_REGION
    drawn = lots.draw((np.where(stays, near[0], everywhere[0]), np.where(stays, near[1], everywhere[1])))
    other = (drawn != NOBODY) & (sits.group[drawn] != sits.group[sitting])
    return np.where(other & ~closed(world)[sitting], drawn, NOBODY)


def closed(world: World) -> Flags:
    """Whether a sitting is in a group that keeps to itself."""
    sits = world.sittings
    return world.planting.holds(Kind.CLOSED, sits.group, sits.quarter)


def alone(world: World) -> Flags:
    """Whether a sitting is of a newcomer to whom nobody talks yet."""
    sits = world.sittings
    return np.asarray(sits.seats.alone[sits.seat] & (sits.tenure < a.ALONE_FOR))
