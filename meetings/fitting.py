"""Making the minutes of a day's items fill the day exactly. Pure counting."""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

STEP = 5
"""Lengths are multiples of so many minutes where the day allows it."""


class NoRoom(Exception):
    """What may not be shortened takes the whole day, or leaves less than a minute for each of the others."""


class Length(NamedTuple):
    """How long an item is, if anybody has said so, and whether it may be scaled."""

    minutes: int | None
    is_fixed: bool = False


def fit(items: Sequence[Length], total: int) -> list[int]:
    """Return lengths that add up to `total`.

    If some items have no length yet, the others keep theirs and the rest of the day is shared out among
    them in equal parts. If all have one, breaks keep theirs and the others are scaled in proportion.

    Raises:
        NoRoom: there is no such division.
    """
    unset = [item for item in items if item.minutes is None]
    gives = [item.minutes is None if unset else not item.is_fixed for item in items]
    left = total - sum(item.minutes or 0 for item, takes in zip(items, gives, strict=True) if not takes)
    weights = [item.minutes or 1 for item, takes in zip(items, gives, strict=True) if takes]
    shares = iter(_share(left, weights))
    return [next(shares) if takes else item.minutes or 0 for item, takes in zip(items, gives, strict=True)]


def _share(total: int, weights: Sequence[int]) -> list[int]:
    """Divide in proportion, by fives where that comes out; the largest rests get what is left over."""
    if not weights or total < len(weights):
        raise NoRoom
    step = STEP if total % STEP == 0 and total >= STEP * len(weights) else 1
    spare, whole = total // step - len(weights), sum(weights)  # each has one step, however light it weighs
    wishes = [max(Fraction(weight * total, whole * step) - 1, Fraction(0)) for weight in weights]
    scale = Fraction(spare) / sum(wishes) if spare else Fraction(0)
    steps = [1 + int(wish * scale) for wish in wishes]
    rests = sorted(range(len(weights)), key=lambda n: (int(wishes[n] * scale) - wishes[n] * scale, n))
    for n in rests[: total // step - sum(steps)]:
        steps[n] += 1
    return [number * step for number in steps]
