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
    """What `play` returned, and the rows it wrote into empty tables. What it wrote is rolled back."""

    def __init__(self, play: Callable[[], T]) -> None:
        with transaction.atomic():
            filled = set(_written())
            self.played = play()
            self.sql = "".join(sql for table, sql in _written().items() if table not in filled)
            transaction.set_rollback(True)

    def again(self) -> T:
        """Write the same rows, except those that are there; return what was played for one test alone."""
        with connection.cursor() as cursor:
            cursor.execute(self.sql)
        return deepcopy(self.played)


def _written() -> dict[str, str]:
    """Return, for every table that holds rows, the command that writes them."""
    every = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    return {table: sql for table, model in every.items() if (sql := _again(model))}


def _again(model: type[models.Model]) -> str:
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT line::text FROM {table} AS line")  # noqa: S608 - a name of our own
        lines = [line for (line,) in cursor.fetchall()]
        key = _columns(model._meta.pk_fields)
        columns = _columns(field for field in model._meta.local_concrete_fields if not field.generated)
        sql = AGAIN.format(table=table, key=key, columns=columns)
        return cursor.cursor.mogrify(sql, [lines]).decode() if lines else ""


def _columns(fields: Iterable[models.Field[Any, Any]]) -> str:
    return ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
