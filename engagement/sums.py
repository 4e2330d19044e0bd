"""From counts to results: what is one count divided by another, in SQL, for groups, members and the whole."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from engagement.catalogue import CATALOGUE
from engagement.families import FAMILIES
from engagement.measures.proportions import wilson
from engagement.measures.rates import byar
from engagement.metric import Metric
from engagement.models import Level, RosterCount, SeatCount
from engagement.models.counts import Count, PersonCount
from engagement.sql import proportions as shares

SUMMED = tuple(metric for metric in CATALOGUE if metric.counted)
"""The metrics whose numerator and denominator are sums of counts."""

TABLES: tuple[type[Count], ...] = tuple(table.model for family in FAMILIES for table in family.tables)
_KEYS = {"pk", "group_id", "period_id", "member_id"}

_LIMITS = {wilson: shares.wilson("m.x", "m.n"), byar: shares.byar("m.x", "m.n")}

# From rows (subject_id, period_id, is_cell, people, metric, x, n), in the order of `Result`.
_JUDGED = """
SELECT m.metric, k.version AS method_version, %(level)s AS level, m.subject_id, m.period_id,
       m.x AS numerator, m.n AS denominator, CASE WHEN s.says THEN m.x / m.n END AS value,
       CASE WHEN s.says THEN {low} END AS ci_low, CASE WHEN s.says THEN {high} END AS ci_high,
       CASE WHEN s.says THEN 'ok' WHEN m.n > 0 THEN 'not_enough_data' ELSE 'not_applicable' END AS status,
       m.people, NULL::jsonb AS detail
FROM ({rows}) m
JOIN (VALUES {metrics}) AS k(metric, version, least) ON k.metric = m.metric
CROSS JOIN LATERAL (SELECT m.n > 0 AND m.n >= k.least AS says) s
WHERE m.is_cell OR m.n > 0
"""

_OF_SUBJECTS = """
SELECT c.subject_id, c.period_id, c.is_cell, v.people, v.metric, v.x, v.n
FROM (
    SELECT {subject} AS subject_id, u.period_id, bool_or(u.is_cell) AS is_cell, {sums}
    FROM ({union}) u GROUP BY {subject}, u.period_id) c
CROSS JOIN LATERAL (VALUES {counted}) AS v(metric, x, n, people)
"""

_OF_ALL = """
SELECT NULL::bigint AS subject_id, r.period_id, true AS is_cell, NULL::int AS people, r.metric,
       sum(r.numerator) AS x, sum(r.denominator) AS n
FROM wanted w JOIN engagement_metricresult r ON r.period_id = w.period_id
WHERE r.level = 'group' AND r.metric = ANY(%(metrics)s)
GROUP BY r.period_id, r.metric
"""


class Sums(NamedTuple):
    """A query for rows of `Result`, the names of its metrics, and what its parameters are."""

    sql: str
    metrics: list[str]
    level: Level

    @property
    def parameters(self) -> dict[str, Any]:
        return {"level": self.level, "metrics": self.metrics}


def of_groups() -> Sums:
    """Of the groups and quarters in `wanted`; with each how many people are in it."""
    wanted = "JOIN wanted w ON w.subject_id = u.group_id AND w.period_id = u.period_id"
    return _judged(Level.GROUP, _of_subjects(Level.GROUP, TABLES, RosterCount, wanted))


def of_members(whose: str = "true") -> Sums:
    """Of members in all their quarters, of those of whom the condition on `u.member_id` holds."""
    tables = [table for table in TABLES if issubclass(table, PersonCount)]
    return _judged(Level.MEMBER, _of_subjects(Level.MEMBER, tables, SeatCount, f"WHERE {whose}"))


def of_all() -> Sums:
    """Of the community in the quarters in `wanted`, out of the results of its groups."""
    return _judged(Level.COMMUNITY, _OF_ALL)


def counted_in(table: type[Count]) -> dict[str, str]:
    """Return the metrics that people are in who have something in a table, and in which column."""
    if not issubclass(table, PersonCount):
        return {}
    columns = _columns(table)
    return {metric.name: of for metric in _of(Level.GROUP) if (of := _base(metric)) in columns}


def _judged(level: Level, rows: str) -> Sums:
    metrics = _of(level)
    sql = _JUDGED.format(
        rows=rows,
        metrics=", ".join(f"('{m.name}', {m.version}, {m.minimum[level]})" for m in metrics),
        low=_limit("low"),
        high=_limit("high"),
    )
    return Sums(sql, [metric.name for metric in metrics], level)


def _of(level: Level) -> list[Metric]:
    return [metric for metric in SUMMED if level in metric.levels]


def _base(metric: Metric) -> str:
    """Return the count that a metric is divided by."""
    return metric.counted[1] if metric.counted else ""


def _limit(end: str) -> str:
    """Return the SQL of an end of the interval, which each metric has in its way or not at all."""
    cases = []
    for interval, limits in _LIMITS.items():
        names = ", ".join(f"'{metric.name}'" for metric in SUMMED if metric.interval is interval)
        cases.append(f"WHEN m.metric IN ({names}) THEN {getattr(limits, end)}")
    return f"CASE {' '.join(cases)} END"


def _of_subjects(level: Level, tables: Iterable[type[Count]], cell: type[Count], which: str) -> str:
    names = list(dict.fromkeys(name for table in tables for name in _columns(table)))
    return _OF_SUBJECTS.format(
        subject="u.member_id" if level == Level.MEMBER else "u.group_id",
        sums=", ".join(_sums(names, tables)),
        union=" UNION ALL ".join(f"{_selected(table, names, cell)} {which}" for table in tables),
        counted=", ".join(_counted(metric, level) for metric in _of(level)),
    )


def _sums(names: Iterable[str], tables: Iterable[type[Count]]) -> Iterator[str]:
    """Yield the sum of each count and, for each that others are divided by, how many people have any."""
    bases = {of: people for table in tables for of, people in _people(table)}
    for name in names:
        yield f"coalesce(sum(u.{name}), 0)::float8 AS {name}"
    for of, people in bases.items():
        yield f"{people} AS people_of_{of}"


def _people(table: type[Count]) -> Iterator[tuple[str, str]]:
    """A person has one row of a table in a group and quarter; what is counted as a whole is of all there."""
    own = set(_columns(table))
    for metric in SUMMED:
        if (of := _base(metric)) in own:
            each = issubclass(table, PersonCount)
            yield of, f"(count(*) FILTER (WHERE u.{of} > 0))::int" if each else "max(u.people)::int"


def _counted(metric: Metric, level: Level) -> str:
    of, base = metric.counted or ("", "")
    people = f"c.people_of_{base}" if level == Level.GROUP else "NULL::int"
    return f"('{metric.name}', c.{of}, c.{base}, {people})"


def _selected(table: type[Count], names: Iterable[str], cell: type[Count]) -> str:
    own = set(_columns(table))
    columns = ", ".join(f"u.{name}" if name in own else f"NULL::int AS {name}" for name in names)
    member = "u.member_id" if issubclass(table, PersonCount) else "NULL::bigint AS member_id"
    keys = f"u.group_id, u.period_id, {member}, {str(table is cell).lower()} AS is_cell"
    return f"SELECT {keys}, {columns} FROM {table._meta.db_table} u"  # noqa: S608 - names out of our own code


def _columns(model: type[Count]) -> list[str]:
    return [field.name for field in model._meta.concrete_fields if field.name not in _KEYS]
