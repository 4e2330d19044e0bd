"""Whether something hangs on a few."""


def inequality(source: str, *, by: str, of: str) -> str:
    """Return a row for each subject: how `of` is spread over its rows, those with nothing among them.

    Columns: `by`, people, total, gini, gini_corrected, pielou, largest_share.
    One sort of the source. See `measures.inequality`.
    """
    return f"""
    SELECT {by}, people, total,
           ranked / nullif(people * total, 0) AS gini,
           ranked / nullif((people - 1) * total, 0) AS gini_corrected,
           CASE WHEN people > 1 AND total > 0
                THEN greatest(0, ln(total) - entropic / total) / ln(people::float8) END AS pielou,
           largest / nullif(total, 0) AS largest_share
    FROM (SELECT {by}, count(*) AS people, sum(x) AS total, max(x) AS largest,
                 sum(x) * (count(*) + 1) - 2 * sum(x * place) AS ranked,
                 coalesce(sum(x * ln(nullif(x, 0))), 0) AS entropic
          FROM (SELECT {by}, x, row_number() OVER (PARTITION BY {by} ORDER BY x DESC) AS place
                FROM (SELECT {by}, ({of})::float8 AS x FROM {source}) given) placed
          GROUP BY {by}) summed
    """  # noqa: S608 - names out of our own code
