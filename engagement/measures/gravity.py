"""Orbit's gravity: a word for how close members are to the middle, more than a measurement."""

from collections.abc import Sequence

LEVELS = (1, 4, 7, 10)
"""What exploring, participating, contributing and leading weigh, as Orbit has it."""


def commitment(members: Sequence[int], weights: Sequence[float] = LEVELS) -> float:
    """Return the weighted commitment of a community with so many members at each level.

    Formula: Σ weight² · members. Unit: points. Range: 0 upwards.
    Edge cases: nobody: 0. The weights and their squares are a convention.
    Source: Orbit model, gravity (2021).
    """
    return sum(weight**2 * count for weight, count in zip(weights, members, strict=True))


def gravity(before: Sequence[int], now: Sequence[int], weights: Sequence[float] = LEVELS) -> float | None:
    """Return how the weighted commitment changed, for each present member.

    Formula: (commitment now - commitment before) / members now. Unit: points for each member.
    Range: any. Edge cases: nobody now: None. Source: Orbit model, gravity (2021).
    """
    people = sum(now)
    return (commitment(now, weights) - commitment(before, weights)) / people if people else None
