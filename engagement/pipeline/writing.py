"""From counts to results: set by set, and only what came out otherwise is written."""

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from io import StringIO

from django.db import connection

from engagement.catalogue import CATALOGUE
from engagement.families import FAMILIES
from engagement.measures.proportions import wilson
from engagement.measures.rates import byar
from engagement.models import Level, RosterCount, SeatCount
from engagement.models.counts import Count, PersonCount
from engagement.pipeline.scratch import run
from engagement.result import Result
from engagement.sql import proportions as shares

SUMMED = tuple(metric for metric in CATALOGUE if metric.counted)
"""The metrics whose numerator and denominator are sums of counts."""

_TABLES: tuple[type[Count], ...] = tuple(table.model for family in FAMILIES for table in family.tables)
_KEYS = {"pk", "group_id", "period_id", "member_id"}

_LIMITS = {wilson: shares.wilson("m.x", "m.n"), byar: shares.byar("m.x", "m.n")}

# From rows (subject_id, period_id, is_cell, people, metric, x, n).
_JUDGED = """
INSERT INTO fresh_result
SELECT m.metric, k.version, %(level)s, m.subject_id, m.period_id, m.x, m.n,
       CASE WHEN s.says THEN m.x / m.n END, CASE WHEN s.says THEN {low} END, CASE WHEN s.says THEN {high} END,
       CASE WHEN s.says THEN 'ok' WHEN m.n > 0 THEN 'not_enough_data' ELSE 'not_applicable' END,
       m.people, NULL
FROM ({rows}) m
JOIN (VALUES {metrics}) AS k(metric, version, least) ON k.metric = m.metric
CROSS JOIN LATERAL (SELECT m.n > 0 AND m.n >= k.least AS says) s
WHERE m.is_cell OR m.n > 0
"""

_OF_SUBJECTS = """
SELECT c.subject_id, c.period_id, c.is_cell, c.people, v.metric, v.x, v.n
FROM (
    SELECT w.subject_id, w.period_id, bool_or(u.is_cell) AS is_cell, {people} AS people, {sums}
    FROM wanted w JOIN ({union}) u ON u.{key} = w.subject_id AND u.period_id = w.period_id
    GROUP BY w.subject_id, w.period_id) c
CROSS JOIN LATERAL (VALUES {counted}) AS v(metric, x, n)
"""

_OF_ALL = """
SELECT NULL::bigint AS subject_id, r.period_id, true AS is_cell, NULL::int AS people, r.metric,
       sum(r.numerator) AS x, sum(r.denominator) AS n
FROM wanted w JOIN engagement_metricresult r ON r.period_id = w.period_id
WHERE r.level = 'group' AND r.metric = ANY(%(metrics)s)
GROUP BY r.period_id, r.metric
"""

_STALE = """
DELETE FROM engagement_metricresult r USING wanted w
WHERE r.level = %(level)s AND {same_subject} AND r.period_id = w.period_id AND r.metric = ANY(%(metrics)s)
  AND NOT EXISTS (
      SELECT FROM fresh_result f WHERE f.metric = r.metric AND f.period_id = r.period_id AND {found})
"""

_COLUMNS = ", ".join(Result._fields)
_KEPT = (
    "method_version",
    "numerator",
    "denominator",
    "value",
    "ci_low",
    "ci_high",
    "status",
    "people",
    "detail",
)
_MERGE = f"""
INSERT INTO engagement_metricresult AS r ({_COLUMNS}, watermark, computed_at)
SELECT {_COLUMNS}, %(until)s, %(at)s FROM fresh_result
ON CONFLICT (level, subject_id, metric, period_id) DO UPDATE
SET ({", ".join(_KEPT)}, watermark, computed_at)
    = ({", ".join(f"excluded.{column}" for column in _KEPT)}, excluded.watermark, excluded.computed_at)
WHERE ({", ".join(f"r.{column}" for column in _KEPT)})
      IS DISTINCT FROM ({", ".join(f"excluded.{column}" for column in _KEPT)})
"""  # noqa: S608 - put together from the constants above


def judge_sums(level: Level) -> list[str]:
    """Make the results of the cells in `wanted` that are sums; return the names of their metrics."""
    metrics = [metric for metric in SUMMED if level in metric.levels]
    sql = _JUDGED.format(
        rows=_OF_ALL if level == Level.COMMUNITY else _of_subjects(level),
        metrics=", ".join(f"('{m.name}', {m.version}, {m.minimum[level]})" for m in metrics),
        low=_limit("low"),
        high=_limit("high"),
    )
    names = [metric.name for metric in metrics]
    run(sql, {"level": level, "metrics": names})
    return names


def add_results(results: Iterable[Result]) -> None:
    """Put results that were worked out in Python beside the others, as PostgreSQL does it fastest."""
    lines = StringIO()
    csv.writer(lines).writerows(_as_text(result) for result in results)
    lines.seek(0)
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY fresh_result ({_COLUMNS}) FROM STDIN WITH (FORMAT csv)", lines)


def merge_results(level: Level, metrics: Sequence[str], *, until: int, at: datetime) -> int:
    """Keep what is in `fresh_result`; of the cells in `wanted` and these metrics nothing else stays.

    Returns how many results came out otherwise than before.
    """
    whole = level == Level.COMMUNITY
    stale = _STALE.format(
        same_subject="r.subject_id IS NULL" if whole else "r.subject_id = w.subject_id",
        found="true" if whole else "f.subject_id = r.subject_id",
    )
    gone = run(stale, {"level": level, "metrics": list(metrics)})
    return gone + run(_MERGE, {"until": until, "at": at})


def _limit(end: str) -> str:
    """Return the SQL of an end of the interval, which each metric has in its way or not at all."""
    cases = []
    for interval, limits in _LIMITS.items():
        names = ", ".join(f"'{metric.name}'" for metric in SUMMED if metric.interval is interval)
        cases.append(f"WHEN m.metric IN ({names}) THEN {getattr(limits, end)}")
    return f"CASE {' '.join(cases)} END"


def _of_subjects(level: Level) -> str:
    of_members = level == Level.MEMBER
    tables = [table for table in _TABLES if not of_members or issubclass(table, PersonCount)]
    cell = SeatCount if of_members else RosterCount
    names = list(dict.fromkeys(name for table in tables for name in _columns(table)))
    metrics = [metric for metric in SUMMED if level in metric.levels]
    return _OF_SUBJECTS.format(
        key="member_id" if of_members else "group_id",
        people="NULL::int" if of_members else "coalesce(max(u.people), 0)::int",
        sums=", ".join(f"coalesce(sum(u.{name}), 0)::float8 AS {name}" for name in names if name != "people"),
        union=" UNION ALL ".join(_selected(table, names, cell) for table in tables),
        counted=", ".join(f"('{m.name}', c.{m.counted[0]}, c.{m.counted[1]})" for m in metrics if m.counted),
    )


def _selected(table: type[Count], names: Iterable[str], cell: type[Count]) -> str:
    own = set(_columns(table))
    columns = ", ".join(name if name in own else f"NULL::int AS {name}" for name in names)
    member = "member_id" if issubclass(table, PersonCount) else "NULL::bigint AS member_id"
    keys = f"group_id, period_id, {member}, {str(table is cell).lower()} AS is_cell"
    return f"SELECT {keys}, {columns} FROM {table._meta.db_table}"  # noqa: S608 - names out of our own code


def _columns(model: type[Count]) -> list[str]:
    return [field.name for field in model._meta.concrete_fields if field.name not in _KEYS]


def _as_text(result: Result) -> Iterator[object]:
    *columns, detail = result
    yield from columns
    yield None if detail is None else json.dumps(detail)
