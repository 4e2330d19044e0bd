"""Chance, the same for the same seed."""

import math
import random
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Generic, TypeVar

from meetings.walltime import start_of_day

T = TypeVar("T")


class Deck(Generic[T]):
    """Things dealt to people, so that nobody gets the same again before they have had each."""

    def __init__(self, chances: "Chances", things: Sequence[T]) -> None:
        self._chances, self._things = chances, things
        self._left: dict[str, list[T]] = {}

    def deal(self, whose: str) -> T:
        if not self._left.get(whose):
            self._left[whose] = self._chances.sample(self._things, len(self._things))
        return self._left[whose].pop()


class Chances(random.Random):
    """Draws as the demo needs them. Each of its parts has its own, so that one can change alone."""

    def happens(self, probability: float) -> bool:
        return self.random() < probability

    def happens_at(self, logit: float) -> bool:
        """Whether something of these log-odds happens."""
        return self.happens(1 / (1 + math.exp(-logit)))

    def poisson(self, mean: float) -> int:
        """Draw a count by Knuth's way: how many times can one multiply before falling below exp(-mean)?"""
        limit, product, count = math.exp(-mean), self.random(), 0
        while product > limit:
            product *= self.random()
            count += 1
        return count

    def one_of(self, weights: Mapping[T, float]) -> T:
        """Draw one of the keys by its weight."""
        return self.choices(list(weights), list(weights.values()))[0]

    def some(self, things: Sequence[T], count: int) -> list[T]:
        """Draw that many different things, or all there are."""
        return self.sample(things, min(count, len(things)))

    def day(self, first: date, last: date) -> date:
        """Draw a day from the first to the last."""
        return first + timedelta(days=self.randint(0, max(0, (last - first).days)))

    def hour(self, on: date, zone_name: str, *, first: int = 8, last: int = 20) -> datetime:
        """Draw an instant of that day, between these hours of the zone."""
        return start_of_day(on, zone_name) + timedelta(minutes=self.randint(first * 60, last * 60))

    def moment(self, first: datetime, last: datetime) -> datetime:
        """Draw an instant between these, to the second."""
        return first + timedelta(seconds=int(max(0.0, (last - first).total_seconds()) * self.random()))
