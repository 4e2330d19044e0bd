"""Attendance of groups that are well, and of some that decline, by a model that is written here."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

SEASON = (0.0, 0.05, -0.25, -0.10)
MEETINGS = (0.20, -0.15, -0.15)  # one of two days, two calls
SHOCK, DECLINE, LONGEST = 0.3, -0.35, 6
LEAVES = 0.05  # of a group in a quarter; somebody else takes the seat

Series = dict[int, tuple[float, float]]


class Plant(NamedTuple):
    """Groups by what is true of them; `start` is the quarter in which a decline begins."""

    groups: dict[int, Series]
    start: dict[int, int]


def plant(*, groups: int, quarters: int, declining: float, seed: int) -> Plant:
    """Draw the attendance of groups whose people and circumstances differ, quarter by quarter."""
    chance = np.random.default_rng(seed)
    drawn: dict[int, Series] = {}
    start: dict[int, int] = {}
    for number in range(1, groups + 1):
        if chance.random() < declining:
            start[number] = int(chance.integers(6, 10))
        drawn[number] = _group(chance, quarters, start.get(number))
    return Plant(drawn, start)


def _group(chance: np.random.Generator, quarters: int, start: int | None) -> Series:
    size = int(np.clip(round(chance.normal(11, 2)), 6, 16))
    spirit, people = chance.normal(0, 0.4), chance.normal(0, 0.8, size)
    series: Series = {}
    for quarter in range(quarters):
        gone = chance.random(size) < LEAVES
        people[gone] = chance.normal(0, 0.8, gone.sum())
        falls = 0 if start is None or quarter < start else min(quarter - start + 1, LONGEST)
        base = 2.25 + people + spirit + SEASON[quarter % 4] + DECLINE * falls
        series[quarter] = (_come(chance, base), float(size * len(MEETINGS)))
    return series


def _come(chance: np.random.Generator, base: NDArray[np.float64]) -> float:
    came = 0
    for meeting in MEETINGS:
        odds = base + meeting + chance.normal(0, SHOCK)
        came += int((chance.random(base.size) < 1 / (1 + np.exp(-odds))).sum())
    return float(came)
