"""Whether what was brought up to date step by step is what counting everything anew comes to."""

from datetime import datetime

from django.db import connection, models

from engagement.families import Moment
from engagement.models import DIRECT, MetricResult, PersonTies, TiePart
from engagement.models.counts import PersonCount
from engagement.pipeline.aside import COUNTED, computed_aside
from engagement.pipeline.scratch import run, written_fields

TOLERANCE = 1e-9
"""So much two sums of the same numbers may differ, because they were added up in another order."""

# Where something is being written down while we look, the two cannot be compared.
_MOVED = f"""
CREATE TEMPORARY TABLE moved ON COMMIT DROP AS
SELECT group_id FROM ledger_entry WHERE id > %(until)s AND group_id IS NOT NULL
UNION SELECT {DIRECT} FROM ledger_entry WHERE id > %(until)s
"""  # noqa: S608 - a number of ours

_DRIFT = """
SELECT count(*) FROM {schema}.{table} kept FULL JOIN {table} anew ON {same_keys}
WHERE (kept.period_id IS NULL OR anew.period_id IS NULL OR {differ}) AND {still}
"""

_STILL = {
    "counts": "coalesce(kept.group_id, anew.group_id) NOT IN (SELECT group_id FROM moved)",
    "results": """CASE coalesce(kept.level, anew.level)
        WHEN 'group' THEN coalesce(kept.subject_id, anew.subject_id) NOT IN (SELECT group_id FROM moved)
        ELSE NOT EXISTS (SELECT FROM moved) END""",
    "people": "NOT EXISTS (SELECT FROM moved)",
}
_HELD = {MetricResult: "results", PersonTies: "people"}


def drift(moment: Moment, at: datetime) -> dict[str, int]:
    """Return for each table how many rows are otherwise than they should be; only those that have any.

    Counts of whole numbers are to be equal, others within a billionth. Quarters that are frozen are taken as
    they are.
    """
    with computed_aside(moment, at, frozen=True) as schema:
        run(_MOVED, moment.parameters)
        found = {table._meta.db_table: _drift(table, schema) for table in COUNTED}
    return {table: rows for table, rows in found.items() if rows}


def _drift(model: type[models.Model], schema: str) -> int:
    fields = written_fields(model)
    keys = _keys(model)
    values = [f for f in fields if f.column not in {*keys, "id", "watermark", "computed_at"}]
    with connection.cursor() as cursor:
        cursor.execute(
            _DRIFT.format(
                schema=schema,
                table=model._meta.db_table,
                same_keys=" AND ".join(f"{_plain('kept', key)} = {_plain('anew', key)}" for key in keys),
                differ=" OR ".join(_differ(field) for field in values),
                still=_STILL[_HELD.get(model, "counts")],
            )
        )
        return int(cursor.fetchone()[0])


def _keys(model: type[models.Model]) -> list[str]:
    if model is MetricResult:
        return ["level", "subject_id", "metric", "period_id"]
    if model is PersonTies:
        return ["member_id", "period_id"]
    if model is TiePart:
        return ["period_id", "one_id", "other_id", "group_id"]
    return ["group_id", "period_id", *(["member_id"] if issubclass(model, PersonCount) else [])]


def _plain(side: str, key: str) -> str:
    """A full join wants plain equality, and the community has no id."""
    return f"coalesce({side}.{key}, 0)" if key == "subject_id" else f"{side}.{key}"


def _differ(field: "models.Field[object, object]") -> str:
    kept, anew = f"kept.{field.column}", f"anew.{field.column}"
    if isinstance(field, models.FloatField):
        too_much = f"{TOLERANCE!r} * greatest(1, abs({kept}))"
        return f"({kept} IS NULL) <> ({anew} IS NULL) OR abs({kept} - {anew}) > {too_much}"
    return f"{kept} IS DISTINCT FROM {anew}"
