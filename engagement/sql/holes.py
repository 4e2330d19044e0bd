"""Structural holes, from `edges` with one_id, other_id and weight, each pair once.

The form of `measures.networks.holes` is much faster for many people; this one needs no more than the
database, and they must agree.
"""

from engagement.sql.networks import mirrored


def holes(edges: str) -> str:
    """Return how everybody with a tie stands between others; who has none has no row.

    Columns: member_id, contacts, burt (the constraint), effective_size, efficiency.
    See `measures.networks.holes`.
    """
    return f"""
    WITH tie AS ({mirrored(edges)}),
    share AS (
        SELECT one_id, other_id, weight::float8 / sum(weight) OVER one AS p,
               weight::float8 / max(weight) OVER one AS m
        FROM tie WINDOW one AS (PARTITION BY one_id)
    ),
    triangle AS (  -- by way of q, what i puts in j, and how much of q is j's too
        SELECT i.one_id, j.other_id, sum(i.p * j.p) AS p, sum(i.p * q.m) AS doubled
        FROM share i
        JOIN share j ON j.one_id = i.other_id
        JOIN share direct ON direct.one_id = i.one_id AND direct.other_id = j.other_id
        JOIN share q ON q.one_id = j.other_id AND q.other_id = i.other_id
        GROUP BY i.one_id, j.other_id
    )
    SELECT one_id AS member_id, count(*) AS contacts,
           sum((share.p + coalesce(triangle.p, 0)) ^ 2) AS burt,
           count(*) - coalesce(sum(triangle.doubled), 0) AS effective_size,
           1 - coalesce(sum(triangle.doubled), 0) / count(*) AS efficiency
    FROM share LEFT JOIN triangle USING (one_id, other_id)
    GROUP BY one_id
    """  # noqa: S608 - names out of our own code
