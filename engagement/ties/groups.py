"""What the networks say about each group."""

from collections import Counter
from collections.abc import Sequence

from engagement.measures.networks.cores import core_numbers
from engagement.measures.networks.graph import Graph
from engagement.models import Level
from engagement.pipeline.scratch import run
from engagement.pipeline.writing import add_results
from engagement.result import Result
from engagement.sql.networks import ei_expected, shape
from engagement.ties.judging import judge
from engagement.ties.network import YEAR, seats, ties_inside
from engagement.ties.people import BY
from engagement.ties.weights import HALF_LIFE

# `shaped` are the groups and the ties inside and out, `crossed` how their members are tied to other groups.
_SHAPED = f"""
WITH shaped AS MATERIALIZED (
    SELECT w.*, s.density AS shorter, l.density AS longer, m.strength, p.everyone
    FROM ({shape("network_seat", "network_tie", by=BY)}) w
    JOIN ({shape("network_seat", "network_tie_shorter", by=BY)}) s USING ({BY})
    JOIN ({shape("network_seat", "network_tie_longer", by=BY)}) l USING ({BY})
    LEFT JOIN (
        SELECT a.period_id, a.group_id, avg(t.weight) AS strength FROM network_tie t
        JOIN network_seat a ON a.member_id = t.one_id
        JOIN network_seat b ON b.member_id = t.other_id AND b.group_id = a.group_id
        GROUP BY a.period_id, a.group_id) m USING ({BY})
    JOIN (SELECT period_id, count(*) AS everyone FROM network_person GROUP BY period_id) p USING (period_id)
),
crossed AS (
    SELECT s.period_id, s.group_id, sum(p.crossing)::float8 AS ties, count(*)::float8 AS people,
           avg((p.crossing = 0)::int)::float8 AS without,
           avg(p.crossing_shorter)::float8 AS shorter, avg(p.crossing_longer)::float8 AS longer
    FROM network_seat s JOIN network_person p ON p.id = s.member_id GROUP BY s.period_id, s.group_id
)
"""  # noqa: S608 - put together from the constants above

_DENSITY = """
SELECT 'tie_density', period_id, group_id, ties::float8, (people * (people - 1) / 2)::float8, density,
       jsonb_build_object('people', people, 'mean_weight', round(strength::numeric, 6),
                          'half_life_45', shorter, 'half_life_182', longer)
FROM shaped"""

_CROSS = """
SELECT 'cross_group_ties', period_id, group_id, ties, people, ties / people,
       jsonb_build_object('without', without, 'half_life_45', shorter, 'half_life_182', longer)
FROM crossed"""

_EI = f"""
SELECT 'ei_index', period_id, group_id, external::float8, (external + ties)::float8, ei,
       jsonb_build_object('external', external, 'internal', ties,
                          'at_random', {ei_expected("people", "everyone")})
FROM shaped"""  # noqa: S608 - put together from an expression of ours

_CENTRALISATION = """
SELECT 'degree_centralisation', period_id, group_id,
       coalesce(centralisation, 0) * (people - 1) * (people - 2),
       (people - 1) * (people - 2), centralisation, NULL
FROM shaped"""

_OF_SHAPES = " UNION ALL ".join([_DENSITY, _CROSS, _EI, _CENTRALISATION])
_SHAPES = f"SELECT * FROM ({_SHAPED} {_OF_SHAPES}) shapes"  # noqa: S608 - put together from the constants above

_FRESHNESS = f"""
SELECT 'tie_freshness', period_id, group_id,
       count(*) FILTER (WHERE days <= {HALF_LIFE})::float8, count(*)::float8,
       count(*) FILTER (WHERE days <= {HALF_LIFE})::float8 / count(*),
       jsonb_build_object('median_days', percentile_cont(0.5) WITHIN GROUP (ORDER BY days))
FROM (SELECT s.period_id, s.group_id, t.one_id, t.other_id, t.days
      FROM network_tie t JOIN network_seat s ON s.member_id = t.one_id
      UNION SELECT s.period_id, s.group_id, t.one_id, t.other_id, t.days
      FROM network_tie t JOIN network_seat s ON s.member_id = t.other_id) held
GROUP BY period_id, group_id"""  # noqa: S608 - put together from a number of ours

# The ties between groups of a year ago, by the quarter they are held against, and which are there still.
BRIDGES = f"""
SELECT o.period_id + {YEAR} AS period_id, b.one_id, b.other_id, t.one_id IS NOT NULL AS is_kept
FROM network_crossing b
JOIN network_node o ON o.id = b.one_id
JOIN network_node p ON p.id = b.other_id
LEFT JOIN network_node o_now ON o_now.member_id = o.member_id AND o_now.period_id = o.period_id + {YEAR}
LEFT JOIN network_node p_now ON p_now.member_id = p.member_id AND p_now.period_id = o.period_id + {YEAR}
LEFT JOIN network_tie t ON t.one_id = o_now.id AND t.other_id = p_now.id"""  # noqa: S608 - numbers of ours

_PERSISTENCE = f"""
SELECT 'bridge_persistence', period_id, group_id, sum(is_kept::int)::float8, count(*)::float8,
       avg(is_kept::int)::float8, NULL
FROM (SELECT b.period_id, s.group_id, b.one_id, b.other_id, b.is_kept
      FROM ({BRIDGES}) b JOIN network_seat s ON s.member_id = b.one_id
      UNION SELECT b.period_id, s.group_id, b.one_id, b.other_id, b.is_kept
      FROM ({BRIDGES}) b JOIN network_seat s ON s.member_id = b.other_id) held
GROUP BY period_id, group_id"""  # noqa: S608 - put together from the constants above

_EDGE = """
SELECT 'at_the_edge', period_id, group_id, loose::float8, people::float8, loose::float8 / people, NULL
FROM unnest(%(periods)s::int[], %(groups)s::bigint[], %(loose)s::int[], %(people)s::int[])
     AS c (period_id, group_id, loose, people)"""

# Who sat there on the day looked at, and not whoever sat there in the quarter.
_PEOPLE = """
UPDATE fresh_result f
SET people = CASE f.metric WHEN 'newcomer_integration' THEN least(s.people, f.denominator::int)
                           ELSE s.people END
FROM (SELECT group_id, period_id, count(*)::int AS people FROM network_seat GROUP BY group_id, period_id) s
WHERE s.group_id = f.subject_id AND s.period_id = f.period_id
"""


def judge_groups(arriving: Sequence[Result]) -> None:
    """Make the results of each group; those of `arriving` are made already."""
    judge(Level.GROUP, [_SHAPES, _FRESHNESS, _PERSISTENCE, _EDGE], _edges())
    add_results(arriving)
    run(_PEOPLE)


def _edges() -> dict[str, object]:
    """Count in each group those at its edge. All groups are one network, without ties between them."""
    sitting = seats()
    period_of = {node: period for period, _, node in sitting}
    inside = Graph.of(
        ((group, node) for _, group, node in sitting),
        (((group, one), (group, other), 1.0) for group, one, other in ties_inside()),
    )
    people: Counter[tuple[int, int]] = Counter()
    loose: Counter[tuple[int, int]] = Counter()
    for (group, node), core in core_numbers(inside).items():
        people[period_of[node], group] += 1
        loose[period_of[node], group] += core <= 1
    return {
        "periods": [period for period, _ in people],
        "groups": [group for _, group in people],
        "loose": [loose[cell] for cell in people],
        "people": list(people.values()),
    }
