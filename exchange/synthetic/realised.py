"""What came of it: who is tied to whom, who helped and who led, counted from what was drawn."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from exchange.synthetic.airtime import Spoken
from exchange.synthetic.calendar import DAY
from exchange.synthetic.chances import Floats, Ints
from exchange.synthetic.contacts import Talks
from exchange.synthetic.helping import Helped
from exchange.synthetic.meetings import Held
from exchange.synthetic.presence import Expected
from exchange.synthetic.world import World

HALF_LIFE = 91 * DAY
TIED = 0.5
"""Two people are tied from this weight on: one talk or help within a half-life."""


@dataclass(frozen=True)
class Drawn:
    """All that was drawn, and what it comes to."""

    world: World
    held: Held
    expected: Expected
    spoken: Spoken
    talks: Talks
    helped: Helped

    @cached_property
    def attendance(self) -> Floats:
        """Return the share that came, by quarter and group; not a number where nobody met."""
        shape = self.world.sittings.starts.shape
        cell = self.held.quarter[self.expected.meeting], self.held.group[self.expected.meeting]
        came, expected = np.zeros(shape), np.zeros(shape)
        np.add.at(came, cell, self.expected.marked)
        np.add.at(expected, cell, 1)
        rates: Floats = np.divide(came, expected, out=np.full(shape, np.nan), where=expected > 0)
        return rates

    @cached_property
    def help(self) -> tuple[Ints, Ints, Ints]:
        """Return who gave and who received, as sittings, and when, of all confirmed help that is known."""
        known = (self.helped.confirmed_at >= 0) & (self.helped.confirmed_at < self.world.end)
        known &= self.world.kept(self.helped.confirmed_at)
        return (
            self.helped.helper[known],
            self.helped.asker[self.helped.ask[known]],
            self.helped.confirmed_at[known],
        )

    @cached_property
    def meetings_in_two(self) -> tuple[Ints, Ints, Ints]:
        """Return both, as sittings, and when, of every talk and every help that is known."""
        known = self.world.kept(self.talks.at)
        giver, receiver, at = self.help
        return (
            np.concatenate([self.talks.one[known], giver]),
            np.concatenate([self.talks.other[known], receiver]),
            np.concatenate([self.talks.at[known], at]),
        )

    def given(self, person: int) -> Ints:
        """Return the quarters of all help that somebody gave."""
        giver, _, _ = self.help
        sits = self.world.sittings
        return np.asarray(sits.quarter[giver[sits.person[giver] == person]])

    def taken(self, person: int) -> int:
        _, receiver, _ = self.help
        return int(np.sum(self.world.sittings.person[receiver] == person))

    @cached_property
    def other_groups(self) -> Ints:
        """Return for each person in how many other groups they are tied to somebody at the end."""
        one, other, at = self.meetings_in_two
        sits, people = self.world.sittings, self.world.seats.people
        pair = np.stack(
            [sits.person[one] * people + sits.person[other], sits.person[other] * people + sits.person[one]]
        )
        groups = np.stack([sits.group[other], sits.group[one]])
        strength = np.tile(0.5 ** ((self.world.end - at) / HALF_LIFE), 2)
        pairs, first, place = np.unique(pair.ravel(), return_index=True, return_inverse=True)
        tied = np.bincount(place, weights=strength) >= TIED
        person, group = pairs[tied] // people, groups.ravel()[first[tied]]
        return self._distinct(person, group)

    def _distinct(self, person: Ints, group: Ints) -> Ints:
        """Count for each person the different groups beside their own."""
        own = np.full(self.world.seats.people, -1)
        own[self.world.seats.person] = self.world.seats.group
        reached = np.unique(np.stack([person, group])[:, group != own[person]], axis=1)
        return np.bincount(reached[0], minlength=self.world.seats.people)

    def contacts(self, seat: int, quarters: int) -> int:
        """Count the different people somebody met in twos in their first quarters in a seat."""
        sits, seats = self.world.sittings, self.world.seats
        one, other, _ = self.meetings_in_two
        early = sits.quarter < seats.joined[seat] + quarters
        met = {*sits.person[other[(sits.seat[one] == seat) & early[one]]]}
        return len(met | {*sits.person[one[(sits.seat[other] == seat) & early[other]]]})

    def outward(self, group: int, since: int) -> int:
        """Count talks and help across the border of a group."""
        sits = self.world.sittings
        one, other, _ = self.meetings_in_two
        across = (sits.group[one] == group) != (sits.group[other] == group)
        return int(np.sum(across & (sits.quarter[one] >= since)))
