"""Small expressions over the rows of a subject."""

from collections.abc import Sequence

from engagement.measures.composite import FLOOR


def median(of: str) -> str:
    """Return the value in the middle, or halfway between the two there."""
    return f"percentile_cont(0.5) WITHIN GROUP (ORDER BY ({of})::float8)"


def attainment(outcome: str, weight: str = "1", *, correlation: float = 0.3) -> str:
    """Return the T score of a subject's goals; see `measures.attainment`."""
    x, w = f"({outcome})::float8", f"({weight})::float8"
    spread = f"sqrt({1 - correlation!r} * sum({w} ^ 2) + {correlation!r} * sum({w}) ^ 2)"
    return f"50 + 10 * sum({w} * {x}) / nullif({spread}, 0)"


def gravity(level_weight: str, before: str, now: str) -> str:
    """Return the change of weighted commitment for each present member; see `measures.gravity`."""
    squares, change = f"(({level_weight})::float8) ^ 2", f"(({now}) - ({before}))"
    return f"sum({squares} * {change}) / nullif(sum({now}), 0)::float8"


def placed(value: str, *, worst: float, best: float) -> str:
    """Return where a value stands between two goalposts; see `measures.composite.placed`."""
    place = f"(({value})::float8 - {worst!r}) / {best - worst!r}"
    return f"CASE WHEN ({value}) IS NOT NULL THEN least(1, greatest({FLOOR!r}, {place})) END"


def geometric(parts: Sequence[str]) -> str:
    """Return the geometric mean of columns, null if one of them is; see `measures.composite.geometric`."""
    product = " * ".join(f"({part})::float8" for part in parts)
    return f"power({product}, {1 / len(parts)!r}::float8)"


def arithmetic(parts: Sequence[str]) -> str:
    """Return the mean of columns, null if one of them is; see `measures.composite.arithmetic`."""
    return f"({' + '.join(f'({part})::float8' for part in parts)}) / {len(parts)}"
