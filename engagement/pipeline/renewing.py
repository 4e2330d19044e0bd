"""Bringing the counts of the groups that are due up to date, and noting what has changed."""

from datetime import date

from engagement.families import Family, Moment, Table
from engagement.families.family import OPEN
from engagement.models.counts import PersonCount
from engagement.pipeline.scratch import run

# What is counted anew replaces what was counted before, row by row and only where it differs. So nothing is
# written where nothing has changed, and a second time changes nothing.
_RENEW = """
WITH gone AS (
    DELETE FROM {table} t USING due_group g
    WHERE t.group_id = g.group_id AND {is_open}
      AND NOT EXISTS (SELECT FROM fresh f WHERE {same})
    RETURNING {keys}
), kept AS (
    INSERT INTO {table} AS t ({columns}) SELECT {columns} FROM fresh
    ON CONFLICT ({on}) DO UPDATE SET ({values}) = ROW ({excluded})
    WHERE ({current}) IS DISTINCT FROM ({excluded})
    RETURNING {keys}
)
INSERT INTO changed (group_id, period_id, member_id) SELECT * FROM gone UNION ALL SELECT * FROM kept
"""

_FORGET = """
DELETE FROM engagement_nextchange n USING due_group g
WHERE n.group_id = g.group_id AND n.family = %(family)s
"""

_REMEMBER = """
INSERT INTO engagement_nextchange AS n (family, group_id, "on")
SELECT %(family)s, c.group_id, c."on" FROM ({changes}) AS c(group_id, "on")
ON CONFLICT (family, group_id) DO UPDATE SET "on" = least(n."on", excluded."on")
"""


def renew(table: Table, moment: Moment) -> None:
    """Count the groups of `due_group` for one table."""
    run(f"CREATE TEMPORARY TABLE fresh ON COMMIT DROP AS {table.rows}", moment.parameters)
    run(_renewal(table))
    run("DROP TABLE fresh")


def _renewal(table: Table) -> str:
    meta = table.model._meta
    columns = [field.column for field in meta.concrete_fields if field.column]
    keys = [name for name in ("group_id", "period_id", "member_id") if name in columns]
    values = [column for column in columns if column not in keys]
    return _RENEW.format(
        table=meta.db_table,
        is_open=OPEN.format(period="t.period_id"),
        same=" AND ".join(f"f.{key} = t.{key}" for key in keys),
        keys=", ".join(f"t.{key}" for key in keys) + ("" if "member_id" in keys else ", NULL::bigint"),
        columns=", ".join(columns),
        on=", ".join(keys),
        values=", ".join(values),
        current=", ".join(f"t.{value}" for value in values),
        excluded=", ".join(f"excluded.{value}" for value in values),
    )


def note_all(table: Table) -> None:
    """Take every row of the groups of `due_group` for changed."""
    member = "t.member_id" if issubclass(table.model, PersonCount) else "NULL::bigint"
    run(
        f"INSERT INTO changed SELECT t.group_id, t.period_id, {member} FROM {table.model._meta.db_table} t "  # noqa: S608
        f"JOIN due_group g ON g.group_id = t.group_id WHERE {OPEN.format(period='t.period_id')}"
    )


def note_next_changes(family: Family, moment: Moment) -> None:
    """Write down when each of the groups is due again if nothing happens to it."""
    run(_FORGET, {"family": family.name})
    if family.next_change:
        run(_REMEMBER.format(changes=family.next_change), moment.parameters | {"family": family.name})


def bring_forward(family: Family, changes: list[tuple[int, date]]) -> None:
    """Make groups due earlier than their counts alone would."""
    if changes:
        groups, days = zip(*changes, strict=True)
        parameters: dict[str, object] = {"family": family.name, "groups": list(groups), "days": list(days)}
        run(
            _REMEMBER.format(changes="SELECT * FROM unnest(%(groups)s::bigint[], %(days)s::date[])"),
            parameters,
        )
