"""How long people stay."""

from collections.abc import Sequence
from itertools import pairwise
from math import inf

from engagement.measures.hazards import BOUNDS
from engagement.measures.interval import Z95

_ROUNDING = 1e-12


def kaplan_meier(source: str, *, by: str) -> str:
    """Return the steps of each subject's curve, from rows with the columns entry, exit and ended.

    Columns: `by`, t, at_risk, events, survival, error, low, high. Entry must be before exit.
    The logarithms of a product cannot say 0, so the step at which the last one leaves is written out.
    See `measures.survival.kaplan_meier`.
    """
    return f"""
    SELECT {by}, t, at_risk, events,
           CASE WHEN events = at_risk THEN 0 ELSE exp(logs) END AS survival,
           CASE WHEN events < at_risk THEN exp(logs) * sqrt(greenwood) END AS error,
           CASE WHEN events < at_risk THEN exp(logs / exp({Z95!r} * sqrt(greenwood) / logs)) END AS low,
           CASE WHEN events < at_risk THEN exp(logs * exp({Z95!r} * sqrt(greenwood) / logs)) END AS high
    FROM (SELECT {by}, t, at_risk, events,
                 sum(ln(nullif(1 - events::float8 / at_risk, 0))) OVER up_to AS logs,
                 sum(events / nullif(at_risk::float8 * (at_risk - events), 0)) OVER up_to AS greenwood,
                 count(*) FILTER (WHERE events = at_risk) OVER up_to
                     - (events = at_risk)::int AS emptied
          FROM (SELECT {by}, t, sum(ended) AS events,
                       sum(sum(entering - leaving)) OVER (PARTITION BY {by} ORDER BY t)
                           - sum(entering - leaving) AS at_risk
                FROM (SELECT {by}, entry AS t, 1 AS entering, 0 AS leaving, 0 AS ended FROM {source}
                      UNION ALL
                      SELECT {by}, exit, 0, 1, ended::int FROM {source}) moments
                GROUP BY {by}, t) counted
          WHERE events > 0
          WINDOW up_to AS (PARTITION BY {by} ORDER BY t)) stepped
    WHERE emptied = 0
    """  # noqa: S608 - names out of our own code


def quantile(steps: str, *, by: str, left: float = 0.5) -> str:
    """Return by when that share has left; null where the curve does not fall so far.

    Columns: `by`, t. Who has no step has no row. See `measures.survival.quantile`.
    """
    return f"""
    SELECT {by}, min(t) FILTER (WHERE survival <= {1 - left + _ROUNDING!r}) AS t FROM {steps} GROUP BY {by}
    """  # noqa: S608 - names out of our own code


def restricted_mean(steps: str, *, by: str, until: float) -> str:
    """Return the mean stay within `until`: each fall of the curve takes away what was left of the time.

    Columns: `by`, stay. Who has no step has no row, and stays all of the time. See `measures.survival`.
    """
    return f"""
    SELECT {by}, {until!r} - coalesce(sum(fall * ({until!r} - t)) FILTER (WHERE t < {until!r}), 0) AS stay
    FROM (SELECT {by}, t::float8 AS t,
                 coalesce(lag(survival) OVER (PARTITION BY {by} ORDER BY t), 1) - survival AS fall
          FROM {steps}) falling
    GROUP BY {by}
    """  # noqa: S608 - names out of our own code


def hazards(source: str, *, by: str, bounds: Sequence[float] = BOUNDS) -> str:
    """Return leavings and time at risk in bands of tenure, from rows as `kaplan_meier` takes them.

    Columns: `by`, after, until, leavings, at_risk; every band of a subject has a row.
    `measures.hazards.merged` joins the thin ones.
    """
    rows = ", ".join(f"({after!r}, '{until!r}'::float8)" for after, until in pairwise([0.0, *bounds, inf]))
    return f"""
    SELECT {by}, after::float8 AS after, until,
           count(*) FILTER (WHERE ended AND exit > after AND exit <= until) AS leavings,
           sum(greatest(0, least(exit, until) - greatest(entry, after)))::float8 AS at_risk
    FROM {source} CROSS JOIN (VALUES {rows}) band (after, until)
    GROUP BY {by}, after, until
    """  # noqa: S608 - names out of our own code
