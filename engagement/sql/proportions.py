"""Shares and rates, as expressions over a count and its base."""

from typing import NamedTuple

from engagement.measures.interval import Z95


class Limits(NamedTuple):
    """Two expressions: the ends of a 95 % interval."""

    low: str
    high: str


def share(x: str, n: str) -> str:
    """Return x of n, null of nothing."""
    return f"({x})::float8 / nullif(({n})::float8, 0)"


def wilson(x: str, n: str) -> Limits:
    """Return Wilson's interval of x of n; see `measures.proportions.wilson`."""
    p, per_n = f"({share(x, n)})", f"({Z95**2!r} / nullif(({n})::float8, 0))"
    half = f"sqrt({per_n} * ({p} * (1 - {p}) + {per_n} / 4))"
    low, high = (f"({p} + {per_n} / 2 {sign} {half}) / (1 + {per_n})" for sign in "-+")
    return Limits(
        low=f"CASE WHEN {p} <= 0 THEN 0 WHEN {p} > 0 THEN greatest(0, {low}) END",
        high=f"CASE WHEN {p} >= 1 THEN 1 WHEN {p} < 1 THEN least(1, {high}) END",
    )


def newcombe(x: str, n: str, before_x: str, before_n: str) -> Limits:
    """Return the interval of x of n less an earlier share; see `measures.proportions.newcombe`."""
    p, q = f"({share(x, n)})", f"({share(before_x, before_n)})"
    of_p, of_q = wilson(x, n), wilson(before_x, before_n)
    return Limits(
        low=f"{p} - {q} - sqrt(({p} - {of_p.low}) ^ 2 + ({of_q.high} - {q}) ^ 2)",
        high=f"{p} - {q} + sqrt(({of_p.high} - {p}) ^ 2 + ({q} - {of_q.low}) ^ 2)",
    )


def shrunken(x: str, n: str, *, towards: str, strength: float = 6) -> str:
    """Return a share drawn towards that of the whole; see `measures.proportions.shrunken`."""
    return f"(({x})::float8 + ({towards})::float8 * {strength!r}) / (({n})::float8 + {strength!r})"


def byar(x: str, amount: str) -> Limits:
    """Return Byar's interval of a rate; see `measures.rates.byar`."""
    count, base = f"({x})::float8", f"nullif(({amount})::float8, 0)"
    low = _byars(f"nullif({count}, 0)", f"-{Z95!r}")
    return Limits(low=f"coalesce({low}, 0) / {base}", high=f"{_byars(f'({count} + 1)', repr(Z95))} / {base}")


def _byars(count: str, z: str) -> str:
    return f"({count} * (1 - 1 / (9 * {count}) + ({z}) / (3 * sqrt({count}))) ^ 3)"
