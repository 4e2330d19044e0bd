"""How many kinds there are in each subject."""


def diversity(source: str, *, by: str, of: str) -> str:
    """Return a row for each subject, from rows with the number `of` people of a kind.

    Columns: `by`, people, kinds, blau, unbiased_blau, effective_number (of order 2), shannon, evenness.
    See `measures.diversity`.
    """
    return f"""
    SELECT {by}, people, kinds,
           1 - squares / nullif(people * people, 0) AS blau,
           CASE WHEN people >= 2 THEN 1 - (squares - people) / (people * (people - 1)) END AS unbiased_blau,
           people * people / nullif(squares, 0) AS effective_number,
           shannon, CASE WHEN kinds > 1 THEN shannon / ln(kinds::float8) END AS evenness
    FROM (SELECT {by}, people, kinds, squares,
                 CASE WHEN people > 0 THEN greatest(0, ln(people) - entropic / people) END AS shannon
          FROM (SELECT {by}, sum(c) AS people, count(*) FILTER (WHERE c > 0) AS kinds, sum(c * c) AS squares,
                       coalesce(sum(c * ln(nullif(c, 0))), 0) AS entropic
                FROM (SELECT {by}, ({of})::float8 AS c FROM {source}) given
                GROUP BY {by}) summed) told
    """  # noqa: S608 - names out of our own code


def of_offered(blau: str, offered: str) -> str:
    """Return Blau's index divided by its maximum for the kinds the community offers."""
    return f"({blau}) * ({offered})::float8 / nullif(({offered})::float8 - 1, 0)"
