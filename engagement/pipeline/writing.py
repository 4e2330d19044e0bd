"""Writing results: only what came out otherwise is written."""

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from io import StringIO

from django.db import connection

from engagement.models import Level, SeatCount
from engagement.models.counts import Count
from engagement.pipeline.scratch import run
from engagement.result import Result
from engagement.sums import TABLES, Sums, counted_in

_STALE = """
DELETE FROM engagement_metricresult r USING wanted w
WHERE r.level = %(level)s AND {same_subject} AND r.period_id = w.period_id AND r.metric = ANY(%(metrics)s)
  AND NOT EXISTS (
      SELECT FROM fresh_result f WHERE f.metric = r.metric AND f.period_id = r.period_id AND {found})
"""

_PEOPLE_OF_FEW = """
UPDATE fresh_result SET people = few.people
FROM (SELECT f.metric, f.period_id, count(DISTINCT u.member_id) AS people
      FROM fresh_result f
      JOIN engagement_metricresult r ON r.level = 'group' AND r.metric = f.metric
           AND r.period_id = f.period_id AND r.is_of_few
      JOIN {table} u ON u.group_id = r.subject_id AND u.period_id = r.period_id
      WHERE {is_in}
      GROUP BY f.metric, f.period_id) few
WHERE fresh_result.metric = few.metric AND fresh_result.period_id = few.period_id
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


def add_sums(sums: Sums) -> list[str]:
    """Make the results of the cells in `wanted` that are sums; return the names of their metrics."""
    run(f"INSERT INTO fresh_result {sums.sql}", sums.parameters)
    return sums.metrics


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
    run("ANALYZE wanted, fresh_result")
    whole = level == Level.COMMUNITY
    if whole:
        _note_people_of_few()
    stale = _STALE.format(
        same_subject="r.subject_id IS NULL" if whole else "r.subject_id = w.subject_id",
        found="true" if whole else "f.subject_id = r.subject_id",
    )
    gone = run(stale, {"level": level, "metrics": list(metrics)})
    return gone + run(_MERGE, {"until": until, "at": at})


def _note_people_of_few() -> None:
    """Say of each result of the community how many people are in no other figure of it that is shown.

    They are those of the groups whose figures are kept back, because few people are in each.
    """
    for table in TABLES:
        columns = counted_in(table)
        cases = " ".join(f"WHEN '{metric}' THEN u.{column}" for metric, column in columns.items())
        if columns:
            here = "f.metric = ANY(%(metrics)s)"
            _update_people(table, f"{here} AND CASE f.metric {cases} END > 0", metrics=list(columns))
    summed = [metric for table in TABLES for metric in counted_in(table)]
    _update_people(SeatCount, "u.at_end > 0 AND f.metric <> ALL(%(summed)s)", summed=summed)


def _update_people(table: type[Count], is_in: str, **parameters: object) -> None:
    sql = _PEOPLE_OF_FEW.format(table=table._meta.db_table, is_in=is_in)
    run(sql, parameters)


def _as_text(result: Result) -> Iterator[object]:
    *columns, detail = result
    yield from columns
    yield None if detail is None else json.dumps(detail)
