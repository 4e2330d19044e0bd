"""What is played once a run and then put into the database of every test, as it was left.

Playing the cast takes more than a hundred queries, which is more than most tests make themselves.
"""

from collections.abc import Callable, Iterable
from copy import deepcopy
from typing import Any, Generic, TypeVar

from django.apps import apps
from django.db import connection, models, transaction

T = TypeVar("T")

AGAIN = """
INSERT INTO {table} ({columns}) SELECT {columns} FROM unnest(%s::{table}[])
WHERE ({key}) NOT IN (SELECT {key} FROM {table});
"""


class Rehearsed(Generic[T]):
    """What `play` returned, and the rows it added. What it wrote is rolled back."""

    def __init__(self, play: Callable[[], T]) -> None:
        every = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
        with transaction.atomic():
            before = {table: set(_lines(table)) for table in every}
            self.played = play()
            added = {table: [line for line in _lines(table) if line not in before[table]] for table in every}
            self.sql = "".join(_insert(every[table], lines) for table, lines in added.items() if lines)
            transaction.set_rollback(True)

    def again(self) -> T:
        """Write the same rows, except those that are there; return what was played for one test alone."""
        with connection.cursor() as cursor:
            cursor.execute(self.sql)
        return deepcopy(self.played)


def _lines(table: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT line::text FROM {connection.ops.quote_name(table)} AS line")  # noqa: S608 - our own
        return [line for (line,) in cursor.fetchall()]


def _insert(model: type[models.Model], lines: list[str]) -> str:
    sql = AGAIN.format(
        table=connection.ops.quote_name(model._meta.db_table),
        key=_columns(model._meta.pk_fields),
        columns=_columns(field for field in model._meta.local_concrete_fields if not field.generated),
    )
    with connection.cursor() as cursor:
        written: bytes = cursor.cursor.mogrify(sql, [lines])
        return written.decode()


def _columns(fields: Iterable[models.Field[Any, Any]]) -> str:
    return ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
