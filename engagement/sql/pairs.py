"""Rosters seen as the pairs in them. A roster has the columns of a group, and member_id, each once."""

from engagement.sql.naming import matching, qualified


def persistence(before: str, now: str, *, by: str) -> str:
    """Return for each group with an earlier roster how many of its pairs are together still.

    Columns: `by`, kept, before. See `measures.pairs.persistence`.
    """
    return f"""
    SELECT {qualified("b", by)}, count(n.member_id) * (count(n.member_id) - 1) / 2 AS kept,
           count(*) * (count(*) - 1) / 2 AS before
    FROM {before} b LEFT JOIN {now} n ON n.member_id = b.member_id AND {matching("n", "b", by)}
    GROUP BY {qualified("b", by)}
    """  # noqa: S608 - names out of our own code
