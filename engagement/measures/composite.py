"""One figure out of several, for who insists on one. The parts say more."""

from collections.abc import Sequence
from math import prod
from statistics import fmean

FLOOR = 0.01
"""What a part counts at least: a single true 0 would make the whole 0, whatever the others are."""


def placed(value: float | None, *, worst: float, best: float) -> float | None:
    """Return where a value stands between two fixed goalposts, from `FLOOR` to 1.

    Formula: (value - worst) / (best - worst), kept within FLOOR and 1; best may be below worst.
    Unit: none. Edge cases: no value: None. The goalposts stay, so that a quarter compares with another.
    Source: OECD and JRC 2008, Handbook on Constructing Composite Indicators; UNDP since 2010.
    """
    return None if value is None else min(1.0, max(FLOOR, (value - worst) / (best - worst)))


def geometric(parts: Sequence[float | None]) -> float | None:
    """Return the geometric mean of the parts: a weak one cannot be made up for by a strong one.

    Formula: (Π x)^(1/n). Unit and range: those of the parts, which must not be negative.
    Edge cases: a part that is missing, or none at all: None, never a mean of the rest; a part of 0 gives 0,
    so place the parts first. (21, 1, 1, 1) gives 2.14 and (6, 6, 6, 6) gives 6; their means are both 6.
    Source: OECD and JRC 2008, the step of aggregation.
    """
    told = _all_told(parts)
    return prod(told) ** (1 / len(told)) if told else None


def arithmetic(parts: Sequence[float | None]) -> float | None:
    """Return the arithmetic mean of the parts, to set beside the geometric one.

    Formula: Σ x / n. Unit and range: those of the parts. Edge cases: as the geometric mean.
    Source: OECD and JRC 2008, the step of aggregation.
    """
    told = _all_told(parts)
    return fmean(told) if told else None


def _all_told(parts: Sequence[float | None]) -> list[float] | None:
    told = [part for part in parts if part is not None]
    return told if len(told) == len(parts) else None
