"""Whether a group has changed. Rows have a period, a share and the base `n` it was counted over."""

from engagement.measures.control.individuals import ENOUGH, TO_LIMITS, TO_RANGE_LIMIT
from engagement.measures.control.proportions import MEAN_RANGE, OVERDISPERSION, SLACK
from engagement.sql.naming import matching, qualified
from engagement.sql.proportions import Limits


def period_effects(source: str, *, by: str) -> str:
    """Return how far each period of a subject (the community) was from its own mean, from columns x and n.

    Columns: `by`, period_id, effect. See `measures.control.proportions.period_effects`.
    """
    return f"""
    SELECT {by}, period_id,
           coalesce(sum(x)::float8 / nullif(sum(n)::float8, 0)
               - sum(sum(x)) OVER whole / nullif(sum(sum(n)) OVER whole, 0)::float8, 0) AS effect
    FROM {source}
    GROUP BY {by}, period_id
    WINDOW whole AS (PARTITION BY {by})
    """  # noqa: S608 - names out of our own code


def cusum(source: str, *, by: str) -> str:
    """Return the lower CUSUM of each subject after each period, from columns share, n and target.

    Columns: `by`, period_id, level. What has piled up is how far the running sum stands above its lowest
    point so far, so that no recursion is needed. See `measures.control.proportions.cusum`.
    """
    return f"""
    SELECT {by}, period_id,
           CASE WHEN target > 0 AND target < 1
                THEN summed - least(0, min(summed) OVER (PARTITION BY {by} ORDER BY period_id)) END AS level
    FROM (SELECT {by}, period_id, target, sum(step) OVER (PARTITION BY {by} ORDER BY period_id) AS summed
          FROM (SELECT {by}, period_id, target,
                       CASE WHEN share IS NULL OR coalesce(n, 0) = 0 THEN 0
                            ELSE (target - share) * sqrt(n::float8) / ({OVERDISPERSION!r}
                                 * sqrt(nullif(greatest(target * (1 - target), 0), 0))) - {SLACK!r}
                            END AS step
                FROM (SELECT {by}, period_id, n, target::float8 AS target, share::float8 AS share
                      FROM {source}) given) stepped) piled
    """  # noqa: S608 - names out of our own code


def sigma_z(source: str, *, by: str, pool: str) -> str:
    """Return how much shares waver beyond chance, pooled over subjects; `pool` is a column of `by`.

    Takes columns x, n and centre. Columns: `pool`, sigma_z. See `measures.control.proportions.sigma_z`.
    """
    return f"""
    SELECT {pool}, avg(abs(z - before)) / {MEAN_RANGE!r} AS sigma_z
    FROM (SELECT {pool}, z, lag(z) OVER (PARTITION BY {by} ORDER BY period_id) AS before
          FROM (SELECT {by}, period_id, (x::float8 / n - centre) * sqrt(n::float8)
                       / sqrt(nullif(greatest(centre::float8 * (1 - centre), 0), 0)) AS z
                FROM {source} WHERE n > 0) scored) ranged
    GROUP BY {pool}
    """  # noqa: S608 - names out of our own code


def laney(centre: str, n: str, sigma_z: str, *, sigmas: float = 3) -> Limits:
    """Return the limits of a p' chart for a share of n; see `measures.control.proportions.laney`."""
    width = f"{sigmas!r} * ({sigma_z}) * sqrt({centre} * (1 - {centre}) / nullif(({n})::float8, 0))"
    known = f"CASE WHEN ({sigma_z}) IS NOT NULL THEN"
    return Limits(
        low=f"{known} greatest(0, {centre} - {width}) END", high=f"{known} least(1, {centre} + {width}) END"
    )


def xmr(source: str, *, by: str, order: str, of: str, least: int = ENOUGH) -> str:
    """Return the natural process limits of each subject's series.

    Columns: `by`, points, mean, mean_range, low, high, range_high. See `measures.control.individuals`.
    """
    return f"""
    SELECT {by}, points, mean, mean_range, mean - {TO_LIMITS!r} * mean_range AS low,
           mean + {TO_LIMITS!r} * mean_range AS high, {TO_RANGE_LIMIT!r} * mean_range AS range_high
    FROM (SELECT {by}, count(*) AS points, avg(x) AS mean, avg(abs(x - before)) AS mean_range
          FROM (SELECT {by}, ({of})::float8 AS x,
                       lag(({of})::float8) OVER (PARTITION BY {by} ORDER BY {order}) AS before
                FROM {source}) ranged
          GROUP BY {by}) summed
    WHERE points >= {max(2, least)}
    """  # noqa: S608 - names out of our own code


def trend(source: str, *, by: str, at: str, of: str) -> str:
    """Return the rising less the falling pairs of each subject's series, its tau-b and its median slope.

    Columns: `by`, s, tau, slope. No two rows of a subject are at the same time. The p of the test has no form
    here; it is in `measures.control.trend`.
    """
    return f"""
    SELECT {by}, sum(sign(rise)) AS s,
           sum(sign(rise)) / nullif(sqrt(count(*) * (count(*) FILTER (WHERE rise <> 0))::float8), 0) AS tau,
           percentile_cont(0.5) WITHIN GROUP (ORDER BY rise / step) AS slope
    FROM (SELECT {qualified("a", by)}, (b.{of} - a.{of})::float8 AS rise, (b.{at} - a.{at})::float8 AS step
          FROM {source} a JOIN {source} b ON {matching("a", "b", by)} AND b.{at} > a.{at}) paired
    GROUP BY {by}
    """  # noqa: S608 - names out of our own code
