"""Bringing the counts of the groups that are due up to date, and noting what has changed."""

from datetime import date

from django.db import connection

from engagement.families import Family, Moment, Table
from engagement.families.family import OPEN
from engagement.pipeline.scratch import run, written_fields

# What is counted anew replaces what was counted before, row by row and only where it differs. So nothing is
# written where nothing has changed, and a second time changes nothing.
_RENEW = """
WITH gone AS (
    DELETE FROM {table} t USING due_group g
    WHERE t.group_id = g.group_id AND {is_open}
      AND NOT EXISTS (SELECT FROM fresh f WHERE {same})
    RETURNING t.group_id, t.period_id
), kept AS (
    INSERT INTO {table} AS t ({columns}) SELECT {columns} FROM fresh
    ON CONFLICT ({on}) DO UPDATE SET ({values}) = ROW ({excluded})
    WHERE ({current}) IS DISTINCT FROM ({excluded})
    RETURNING t.group_id, t.period_id
)
INSERT INTO changed SELECT * FROM gone UNION SELECT * FROM kept
"""

_NOTE = """
INSERT INTO engagement_countedgroup (family, group_id, has_counts, changes_on)
SELECT %(family)s, g.group_id, {has_counts}, c."on"
FROM due_group g LEFT JOIN ({changes}) AS c(group_id, "on") ON c.group_id = g.group_id
ON CONFLICT (family, group_id) DO UPDATE
SET has_counts = excluded.has_counts, changes_on = excluded.changes_on
"""

_BRING_FORWARD = """
UPDATE engagement_countedgroup k SET changes_on = least(k.changes_on, c."on")
FROM unnest(%(groups)s::bigint[], %(days)s::date[]) AS c(group_id, "on")
WHERE k.family = %(family)s AND k.group_id = c.group_id
"""


_BELIEVED_EMPTY = "SELECT reltuples <= 0 FROM pg_class WHERE oid = %s::regclass"


def look_at(table: Table) -> None:
    """Let PostgreSQL learn that a table has rows now, before others are joined to it row by row."""
    name = table.model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(_BELIEVED_EMPTY, [name])
        (is_believed_empty,) = cursor.fetchone()
    if is_believed_empty:
        run(f"ANALYZE {name}")


def renew(table: Table, moment: Moment) -> None:
    """Count the groups of `due_group` for one table."""
    run(f"CREATE TEMPORARY TABLE fresh ON COMMIT DROP AS {table.rows}", moment.parameters)
    run(_renewal(table))
    run("DROP TABLE fresh")


def _renewal(table: Table) -> str:
    meta = table.model._meta
    columns = [str(field.column) for field in written_fields(table.model)]
    keys = [name for name in ("group_id", "period_id", "member_id") if name in columns]
    values = [column for column in columns if column not in keys]
    return _RENEW.format(
        table=meta.db_table,
        is_open=OPEN.format(period="t.period_id"),
        same=" AND ".join(f"f.{key} = t.{key}" for key in keys),
        columns=", ".join(columns),
        on=", ".join(keys),
        values=", ".join(values),
        current=", ".join(f"t.{value}" for value in values),
        excluded=", ".join(f"excluded.{value}" for value in values),
    )


def note_all(table: Table) -> None:
    """Take every quarter of the groups of `due_group` for changed."""
    run(
        f"INSERT INTO changed SELECT DISTINCT t.group_id, t.period_id FROM {table.model._meta.db_table} t "  # noqa: S608
        f"JOIN due_group g ON g.group_id = t.group_id WHERE {OPEN.format(period='t.period_id')}"
    )


def note_groups(family: Family, moment: Moment) -> None:
    """Write down that the groups were counted, and when each is due again if nothing happens to it."""
    tables = [table.model._meta.db_table for table in family.tables]
    exist = (f"EXISTS (SELECT FROM {table} t WHERE t.group_id = g.group_id)" for table in tables)
    has_counts = " OR ".join(exist) or "true"
    changes = family.next_change or "SELECT NULL::bigint, NULL::date"
    run(_NOTE.format(has_counts=has_counts, changes=changes), moment.parameters | {"family": family.name})


def bring_forward(family: Family, changes: list[tuple[int, date]]) -> None:
    """Make groups due earlier than their counts alone would."""
    groups, days = [group for group, _ in changes], [day for _, day in changes]
    run(_BRING_FORWARD, {"family": family.name, "groups": groups, "days": days})
