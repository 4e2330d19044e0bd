"""The temporary tables of a transaction."""

from collections.abc import Mapping
from typing import Any

from django.db import connection, models

_TABLES = {
    "due": "family text, group_id bigint, since date, PRIMARY KEY (family, group_id)",
    "due_line": "id bigint, verb text, kind text, thing_id bigint, group_id bigint",
    "due_group": "group_id bigint PRIMARY KEY, since date",
    "changed": "group_id bigint, period_id smallint",
    "wanted": "subject_id bigint, period_id smallint",
    "fresh_result": (
        "metric text, method_version smallint, level text, subject_id bigint, period_id smallint, "
        "numerator float8, denominator float8, value float8, ci_low float8, ci_high float8, status text, "
        "people integer, detail jsonb"
    ),
}


def clear_scratch() -> None:
    """Make the temporary tables, or empty those that this transaction has made before."""
    statements = [
        f"CREATE TEMPORARY TABLE IF NOT EXISTS {name} ({columns}) ON COMMIT DROP; TRUNCATE {name}"
        for name, columns in _TABLES.items()
    ]
    run("; ".join(statements))


def run(sql: str, parameters: Mapping[str, Any] | None = None) -> int:
    """Run a statement and return how many rows it wrote."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return int(cursor.rowcount)


def written_fields(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    """Return the fields of the columns that are written, and not worked out from others by the database."""
    return [field for field in model._meta.concrete_fields if field.column and not field.generated]
