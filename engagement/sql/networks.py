"""Networks of ties.

`edges` have one_id, other_id and weight, each pair once; `seats` have the columns of a group, and member_id.
"""

from engagement.sql.naming import matching, qualified


def mirrored(edges: str) -> str:
    """Return every tie from both of its ends."""
    return f"""
    SELECT one_id, other_id, weight FROM {edges} UNION ALL SELECT other_id, one_id, weight FROM {edges}
    """  # noqa: S608 - names out of our own code


def degrees(seats: str, edges: str, *, by: str) -> str:
    """Return for each seat how many ties its member has inside the group, and to people who are not in it.

    Columns: `by`, member_id, inside, outside. See `measures.networks.degrees`.
    """
    return f"""
    SELECT {qualified("s", by)}, s.member_id, count(o.member_id) AS inside,
           count(e.other_id) - count(o.member_id) AS outside
    FROM {seats} s
    LEFT JOIN ({mirrored(edges)}) e ON e.one_id = s.member_id
    LEFT JOIN {seats} o ON o.member_id = e.other_id AND {matching("o", "s", by)}
    GROUP BY {qualified("s", by)}, s.member_id
    """  # noqa: S608 - names out of our own code


def shape(seats: str, edges: str, *, by: str) -> str:
    """Return the shape of each group's own network, and how it is tied to the others.

    Columns: `by`, people, ties, density, mean_degree, centralisation, external, ei.
    See `measures.networks.degrees` and `measures.networks.mixing`.
    """
    return f"""
    SELECT {by}, people, ties,
           2 * ties::float8 / nullif(people * (people - 1), 0) AS density,
           2 * ties::float8 / people AS mean_degree,
           CASE WHEN people > 2 THEN (people * most - 2 * ties)::float8 / ((people - 1) * (people - 2))
                END AS centralisation,
           external, {ei_index("external", "2 * ties")} AS ei
    FROM (SELECT {by}, count(*) AS people, sum(inside)::bigint / 2 AS ties, max(inside) AS most,
                 sum(outside)::bigint AS external
          FROM ({degrees(seats, edges, by=by)}) seated
          GROUP BY {by}) summed
    """  # noqa: S608 - names out of our own code


def ei_index(external: str, internal: str) -> str:
    """Return the E-I index; see `measures.networks.mixing.ei_index`."""
    return f"(({external}) - ({internal}))::float8 / nullif((({external}) + ({internal}))::float8, 0)"


def ei_expected(group: str, everyone: str) -> str:
    """Return the E-I index of ties at random; see `measures.networks.mixing.ei_expected`."""
    return f"(({everyone}) - 2 * nullif({group}, 0) + 1)::float8 / nullif(({everyone}) - 1, 0)"


def crossing(seats: str, edges: str, *, by: str) -> str:
    """Return the ties between people who share no group.

    Columns: one_id, other_id, weight.
    """
    return f"""
    SELECT one_id, other_id, weight FROM {edges} e
    WHERE NOT EXISTS (SELECT FROM {seats} a JOIN {seats} b ON {matching("a", "b", by)}
                      WHERE a.member_id = e.one_id AND b.member_id = e.other_id)
    """  # noqa: S608 - names out of our own code


def mixing(seats: str, edges: str, *, by: str) -> str:
    """Return one row about all groups together: external, internal, ei. See `measures.networks.mixing`."""
    return f"""
    SELECT external, internal, {ei_index("external", "internal")} AS ei
    FROM (SELECT count(*) AS external, (SELECT count(*) FROM {edges}) - count(*) AS internal
          FROM ({crossing(seats, edges, by=by)}) crossed) counted
    """  # noqa: S608 - names out of our own code


def cross_group_ties(seats: str, edges: str, *, by: str) -> str:
    """Return for everybody with a seat how many people outside their own groups they are tied to.

    Columns: member_id, crossing. See `measures.networks.mixing.cross_group_ties`.
    """
    return f"""
    WITH crossed AS ({crossing(seats, edges, by=by)})
    SELECT member_id, count(other_id) AS crossing
    FROM (SELECT DISTINCT member_id FROM {seats}) seated
    LEFT JOIN ({mirrored("crossed")}) e ON e.one_id = member_id
    GROUP BY member_id
    """  # noqa: S608 - names out of our own code


def reciprocity(people: str, arcs: str, *, by: str) -> str:
    """Return how much is returned in each subject, from its people and its arcs (one_id to other_id).

    Columns: `by`, people, arcs, edgewise, dyadwise, rho. Who has no arcs has no row.
    See `measures.networks.reciprocity`.
    """
    return f"""
    SELECT {by}, people, arcs, returned / arcs AS edgewise,
           returned / 2 / (arcs - returned / 2) AS dyadwise,
           (returned / arcs - density) / nullif(1 - density, 0) AS rho
    FROM (SELECT {by}, people, arcs, returned, arcs / (people * (people - 1.0::float8)) AS density
          FROM (SELECT {qualified("a", by)}, count(*)::float8 AS arcs, count(b.one_id)::float8 AS returned
                FROM (SELECT DISTINCT {by}, one_id, other_id FROM {arcs} WHERE one_id <> other_id) a
                LEFT JOIN (SELECT DISTINCT {by}, one_id, other_id FROM {arcs}) b
                     ON b.one_id = a.other_id AND b.other_id = a.one_id AND {matching("a", "b", by)}
                GROUP BY {qualified("a", by)}) counted
          JOIN (SELECT {by}, count(*) AS people FROM {people} GROUP BY {by}) everyone USING ({by})) told
    """  # noqa: S608 - names out of our own code
