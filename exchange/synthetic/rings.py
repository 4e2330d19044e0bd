"""A few people who thank one another every day, for nothing."""

import numpy as np

from exchange.synthetic import assumptions as a
from exchange.synthetic.calendar import DAY
from exchange.synthetic.chances import Ints
from exchange.synthetic.plants import Kind
from exchange.synthetic.verbs import Coming
from exchange.synthetic.world import World


def ring_of(world: World, group: int) -> Ints:
    """Return the first people of a group who sit there from the beginning of the ring to the end."""
    since, seats = world.planting.since(Kind.THANKS_RING)[group], world.seats
    there = (seats.group == group) & (seats.joined <= since) & (seats.last >= world.quarters.count)
    return np.asarray(seats.person[there][: a.RING])


def write_rings(world: World) -> None:
    """Let each thank the next of the ring, once a day."""
    for group in world.planting.chosen(Kind.THANKS_RING):
        ring, since = ring_of(world, group), world.planting.since(Kind.THANKS_RING)[group]
        days = np.repeat(np.arange(world.quarters.first_days[since], world.quarters.end), len(ring))
        turn = np.arange(len(days)) % len(ring)
        world.ledger.tell(
            Coming.THANKS_GIVEN,
            days * DAY + DAY // 2 + turn,
            by=ring[turn] + 1,
            toward=ring[(turn + 1) % len(ring)] + 1,
            group=np.full(len(days), group + 1),
        )
