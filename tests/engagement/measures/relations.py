"""Asking PostgreSQL a query over rows that a test writes down."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

EDGES = "one_id int, other_id int, weight float8"
SEATS = "group_id int, member_id int"


@dataclass(frozen=True)
class Relation:
    """Rows under names and types, such as "meeting_id int, seconds float8"."""

    columns: str
    rows: Sequence[Sequence[Any]]

    def as_json(self) -> str:
        names = [column.split()[0] for column in self.columns.split(",")]
        return json.dumps([dict(zip(names, row, strict=True)) for row in self.rows], default=date.isoformat)


def answers(
    query: str, relations: Mapping[str, Relation], parameters: Mapping[str, Any] | None = None
) -> list[dict[str, Any]]:
    """Return the rows of a query over these relations."""
    given = {name: relation.as_json() for name, relation in relations.items()}
    tables = ", ".join(
        f"{name} AS (SELECT * FROM json_to_recordset(%({name})s) AS r({relation.columns}))"  # noqa: S608
        for name, relation in relations.items()
    )
    with connection.cursor() as cursor:
        statement = f"WITH {tables} SELECT * FROM ({query}) asked"  # noqa: S608 - written by tests
        cursor.execute(statement, {**given, **(parameters or {})})
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def value(expression: str, **inputs: Any) -> Any:
    """Return what an expression over named numbers comes to."""
    columns = ", ".join(f"{name} float8" for name in inputs)
    found = answers(
        f"SELECT {expression} AS found FROM given",  # noqa: S608
        {"given": Relation(columns, [list(inputs.values())])},
    )
    return found[0]["found"]


def each(values: Iterable[float], subject: int = 1) -> list[tuple[int, float]]:
    """Return the values as rows of one subject."""
    return [(subject, value) for value in values]
