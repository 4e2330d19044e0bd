"""How strong a tie is today, when what made it fades."""

from collections.abc import Iterable
from typing import NamedTuple


class Touch(NamedTuple):
    """Something that two people did together: on which day, and how much it counts."""

    day: float  # a day number, such as `date.toordinal()`
    weight: float = 1.0


def decayed(touches: Iterable[Touch], *, today: float, half_life: float) -> float:
    """Return the strength of a tie today.

    Formula: Σ weight · 2^(-(today - day)/H), over what happened up to today.
    Unit: that of the weights: 1 is one direct meeting today. Range: 0 upwards.
    Edge cases: nothing happened: 0. Something every d days settles at 1 / (1 - 2^(-d/H)).
    Source: exponential forgetting; with H in days as the time in which a tie loses half its strength.
    """
    return sum(weight * faded(today - day, half_life) for day, weight in touches if day <= today)


def faded(age: float, half_life: float) -> float:
    """Return what is left of 1 after `age`, in the unit of the half-life."""
    return float(0.5 ** (age / half_life))


def at_landmark(touches: Iterable[Touch], *, landmark: float, half_life: float) -> float:
    """Return the strength as seen from a fixed day, so that what comes later is only added.

    Formula: Σ weight · 2^((day - L)/H). Unit and range as `decayed`; days after L weigh more than 1.
    Edge cases: a double overflows some 1,000 half-lives after L. H can only be changed by counting anew.
    Source: forward decay, Cormode, Shkapenyuk, Srivastava and Xu 2009, ICDE 138-149.
    """
    return sum(weight * faded(landmark - day, half_life) for day, weight in touches)


def from_landmark(weight: float, *, landmark: float, today: float, half_life: float) -> float:
    """Return the strength today of a tie kept in landmark form: w · 2^(-(today - L)/H).

    It is what `decayed` gives, as long as nothing in it lies after today.
    """
    return weight * faded(today - landmark, half_life)
