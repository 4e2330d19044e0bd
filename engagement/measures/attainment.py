"""How far goals were reached."""

from collections.abc import Sequence
from math import sqrt

CORRELATION = 0.3
"""How much the goals of one person, or of one group, are believed to go together."""


def attainment(
    outcomes: Sequence[float], weights: Sequence[float] | None = None, *, correlation: float = CORRELATION
) -> float | None:
    """Return the T score of Goal Attainment Scaling.

    Formula: 50 + 10 Σ(w x) / √((1 - r) Σw² + r (Σw)²), x from -2 (much less than expected) to +2, r = 0.3.
    Unit: T points; 50 is all as expected, 10 is a standard deviation. Range: about 20 to 80.
    Edge cases: no goal, or no weight: None. Self-scored: say what share somebody else confirmed.
    Source: Kiresuk and Sherman 1968, Community Mental Health Journal 4:443-453.
    """
    weights = [1.0] * len(outcomes) if weights is None else weights
    squares, whole = sum(weight**2 for weight in weights), sum(weights)
    reached = sum(weight * outcome for weight, outcome in zip(weights, outcomes, strict=True))
    return _score(reached, squares, whole, correlation)


def attainment_of_all(reached: float, goals: int) -> float | None:
    """Return the T score of so many goals of equal weight, from the sum of their outcomes.

    Formula: 50 + 10 Σx / √(0.7 n + 0.3 n²), as in `attainment`. Edge cases: no goal: None.
    """
    return _score(reached, goals, goals, CORRELATION)


def _score(reached: float, squares: float, whole: float, correlation: float) -> float | None:
    if not squares:
        return None
    return 50 + 10 * reached / sqrt((1 - correlation) * squares + correlation * whole**2)
