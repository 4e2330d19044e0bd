"""In which order people speak: at random, and not twice the same first."""

from collections.abc import Sequence
from random import Random, SystemRandom
from typing import TypeVar

T = TypeVar("T")


def shuffled(people: Sequence[T], *, first_before: T | None = None, by: Random | None = None) -> list[T]:
    """Return the people in a random order, every order as likely as any other.

    Except those that begin with whoever began the last time, if anybody else is there.
    """
    chance, order = by or SystemRandom(), list(people)
    chance.shuffle(order)
    while len(order) > 1 and order[0] == first_before:
        chance.shuffle(order)
    return order
