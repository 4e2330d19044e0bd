"""How many times in a row somebody came."""


def streaks(source: str, *, by: str, order: str, came: str) -> str:
    """Return the current and the longest run of each subject; `came` is null for an excused absence.

    Columns: `by`, current, longest. Every absence begins a new island. See `measures.streaks.streak`.
    """
    return f"""
    SELECT {by}, (array_agg(run ORDER BY island DESC))[1] AS current, max(run) AS longest
    FROM (SELECT {by}, island, count(*) FILTER (WHERE there) AS run
          FROM (SELECT {by}, {came} AS there,
                       count(*) FILTER (WHERE NOT {came}) OVER (PARTITION BY {by} ORDER BY {order}) AS island
                FROM {source}) islands
          GROUP BY {by}, island) runs
    GROUP BY {by}
    """  # noqa: S608 - names out of our own code
