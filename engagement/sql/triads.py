"""Whether those whom somebody knows know each other.

`edges` have one_id, other_id and weight, each pair once.
"""

from engagement.sql.networks import mirrored


def triads(edges: str) -> str:
    """Return for everybody with a tie the pairs of contacts, those of them that are tied, and their share.

    Columns: member_id, contacts, pairs, tied, clustering. Σ tied / Σ pairs is the transitivity.
    See `measures.networks.triads`.
    """
    return f"""
    WITH tie AS ({mirrored(edges)}),
    closed AS (
        SELECT a.one_id, count(*) / 2 AS tied
        FROM tie a JOIN tie b ON b.one_id = a.other_id
        JOIN tie c ON c.one_id = a.one_id AND c.other_id = b.other_id
        GROUP BY a.one_id
    )
    SELECT one_id AS member_id, contacts, contacts * (contacts - 1) / 2 AS pairs, coalesce(tied, 0) AS tied,
           coalesce(tied, 0) / nullif(contacts * (contacts - 1) / 2, 0)::float8 AS clustering
    FROM (SELECT one_id, count(*) AS contacts FROM tie GROUP BY one_id) tied_people
    LEFT JOIN closed USING (one_id)
    """  # noqa: S608 - names out of our own code
