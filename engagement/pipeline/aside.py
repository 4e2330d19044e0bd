"""Computing aside: the same work on temporary tables of the same names, which nobody else sees."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import connection, models, transaction

from engagement.families import FAMILIES, Moment
from engagement.models import CountedGroup, FrozenQuarter, MetricResult, Outdated, PersonTies, TiePart
from engagement.pipeline.blocks import count_groups, write_community
from engagement.pipeline.due import EVERYTHING
from engagement.pipeline.planning import tell_planner
from engagement.pipeline.scratch import run, written_fields
from engagement.ties.catalogue import NETWORKS
from engagement.ties.step import count_ties, is_read_weekly

COUNTS = tuple(table.model for family in FAMILIES for table in family.tables)
COUNTED: tuple[type[models.Model], ...] = (*COUNTS, TiePart, PersonTies, MetricResult)
"""What a computation writes, but for what it keeps for the next."""

READ_DAILY = [name for family in FAMILIES if family.is_read_daily for name in family.metrics]

_RESULTS = MetricResult._meta.db_table
_TAKE = "INSERT INTO {table} ({columns}) OVERRIDING SYSTEM VALUE SELECT {columns} FROM {schema}.{table}"

_IS_FROZEN = "period_id IN (SELECT period_id FROM engagement_frozenquarter WHERE frozen_at IS NOT NULL)"


@contextmanager
def computed_aside(moment: Moment, at: datetime, *, frozen: bool = False) -> Iterator[str]:
    """Let the block see what counting everything anew comes to; afterwards all is as it was.

    PostgreSQL looks for a table among the temporary ones first. Yields the schema of the real ones. With
    `frozen`, what is frozen is taken over from them.
    """
    tell_planner()
    with transaction.atomic():
        schema = _schema()
        for table in _tables(*COUNTED, CountedGroup, Outdated, FrozenQuarter):
            run(f"CREATE TEMPORARY TABLE {table} (LIKE {schema}.{table} INCLUDING ALL) ON COMMIT DROP")
        run(f"ALTER TABLE {_RESULTS} DROP CONSTRAINT {_RESULTS}_pkey")  # numbers of both kinds meet in it
        if frozen:
            _take_over(schema)
        count_groups(EVERYTHING, moment, after=None, at=at)
        count_ties(moment, after=None, since=None, at=at)
        if is_read_weekly(moment) and frozen:
            _take_results(schema, [metric.name for metric in NETWORKS])
            run(f"TRUNCATE {PersonTies._meta.db_table}")
            run(_take(PersonTies, schema))
        write_community(moment, at, is_another_day=True)
        if frozen:
            _take_results(schema, READ_DAILY)
        yield schema
        transaction.set_rollback(True)


def _take_over(schema: str) -> None:
    for model in (FrozenQuarter, CountedGroup):
        run(_take(model, schema))
    for counted in COUNTED:
        run(f"{_take(counted, schema)} WHERE {_IS_FROZEN}")


def _take_results(schema: str, metrics: list[str]) -> None:
    """Take over what is said of ties, which may be of the beginning of the week, and of profiles."""
    named, names = "metric = ANY(%(names)s)", {"names": metrics}
    run(f"DELETE FROM {_RESULTS} WHERE {named}", names)  # noqa: S608 - names of ours
    run(f"{_take(MetricResult, schema)} WHERE {named}", names)


def _take(model: type[models.Model], schema: str) -> str:
    """Return the SQL that takes over the rows of the real table."""
    columns = ", ".join(f'"{field.column}"' for field in written_fields(model))
    return _TAKE.format(table=model._meta.db_table, columns=columns, schema=schema)


def _tables(*of: type[models.Model]) -> list[str]:
    return [model._meta.db_table for model in of]


def _schema() -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relnamespace::regnamespace::text FROM pg_class WHERE oid = %s::regclass",
            [MetricResult._meta.db_table],
        )
        return str(cursor.fetchone()[0])
