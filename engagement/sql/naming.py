"""Names of columns, put together."""


def qualified(alias: str, columns: str) -> str:
    """Return the columns with the name of their relation: "s.group_id, s.period_id"."""
    return ", ".join(f"{alias}.{column.strip()}" for column in columns.split(","))


def matching(one: str, other: str, columns: str) -> str:
    """Return the condition that two relations have the same in these columns."""
    names = [column.strip() for column in columns.split(",")]
    return " AND ".join(f"{one}.{name} = {other}.{name}" for name in names)
