"""How many times in a row somebody came."""


def streaks_over(source: str, *, by: str, order: str, run: str, broken: str) -> str:
    """Return at the end of each stretch of time the run that goes on, out of what each stretch had.

    Columns: those of the source, island, streak. `run` is how often somebody came since the last absence
    in the stretch, or since it began; `broken` is 1 if there was one. See `measures.streaks.streak_over`.
    """
    return f"""
    SELECT *, sum({run}) OVER (PARTITION BY {by}, island ORDER BY {order}) AS streak
    FROM (SELECT *, sum({broken}) OVER (PARTITION BY {by} ORDER BY {order}) AS island FROM {source}) islands
    """  # noqa: S608 - names out of our own code


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
