"""Columns of numbers and words, written into a table at once by COPY."""

from collections.abc import Iterable, Sequence
from io import StringIO
from itertools import islice, repeat
from typing import Any

import numpy as np
from django.core.management.color import no_style
from django.db import connection, models

from exchange.synthetic.chances import Ints, Texts

NULL = r"\N"
AT_ONCE = 50_000  # rows

Column = Sequence[str] | Texts
"""Words, flags, days, moments, or numbers: of those -1 is none, for they are ids."""


def moments(seconds: Ints) -> Texts:
    """Return seconds since 1970 as moments; a negative number is none."""
    return np.where(seconds < 0, np.datetime64("NaT"), seconds.astype("datetime64[s]"))


def days(numbers: Ints) -> Texts:
    """Return days since 1970 as days; a negative number is none."""
    return np.where(numbers < 0, np.datetime64("NaT"), numbers.astype("datetime64[D]"))


def ids(count: int) -> Ints:
    """Return the ids of the first rows of an empty table."""
    return np.arange(1, count + 1)


def fill(model: type[models.Model], count: int, **columns: Column | str | int | bool) -> None:
    """Copy so many rows into an empty table; a single value is that of all of them.

    A field that is not given has what the model says it has from the beginning.
    """
    given = {"id": ids(count)} | columns
    fields = [field for field in model._meta.concrete_fields if field.column and not field.generated]
    unknown = given.keys() - {field.attname for field in fields}
    if unknown:
        msg = f"{model._meta.label} has no {', '.join(sorted(unknown))}."
        raise TypeError(msg)
    texts = [_texts(given.get(field.attname, field.get_default()), count) for field in fields]
    lines = ("\t".join(row) for row in zip(*texts, strict=False))
    names = ", ".join(f'"{field.column}"' for field in fields)
    with connection.cursor() as cursor:
        while piece := "\n".join(islice(lines, AT_ONCE)):
            cursor.copy_expert(f'COPY "{model._meta.db_table}" ({names}) FROM STDIN', StringIO(piece + "\n"))


def count_on(tables: Iterable[type[models.Model]]) -> None:
    """Let the ids that PostgreSQL gives follow those that were written."""
    with connection.cursor() as cursor:
        for line in connection.ops.sequence_reset_sql(no_style(), list(tables)):
            cursor.execute(line)


def _texts(column: Any, count: int) -> Iterable[str]:
    """Return a column as COPY reads it."""
    if not isinstance(column, np.ndarray | list):
        return repeat(_text(column), count)
    if len(column) != count:
        msg = f"{len(column)} values for {count} rows."
        raise ValueError(msg)
    if not isinstance(column, np.ndarray):
        return column
    if column.dtype.kind == "M":
        return np.where(np.isnat(column), NULL, np.datetime_as_string(column)).tolist()  # type: ignore[no-any-return]
    if column.dtype.kind == "i":
        return [NULL if number < 0 else str(number) for number in column.tolist()]
    return [_text(value) for value in column.tolist()]


def _text(value: object) -> str:
    return NULL if value is None else str(value)
