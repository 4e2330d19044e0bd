"""What the networks say about the community as a whole."""

from collections.abc import Mapping, Sequence
from typing import Any

from engagement.measures.networks.bridges import Dependence
from engagement.models import Level
from engagement.pipeline.writing import add_results
from engagement.result import Result
from engagement.ties.groups import BRIDGES
from engagement.ties.judging import judge
from engagement.ties.weights import HALF_LIFE

_FRESHNESS = f"""
SELECT 'tie_freshness', period_id, NULL::bigint,
       count(*) FILTER (WHERE days <= {HALF_LIFE})::float8, count(*)::float8,
       count(*) FILTER (WHERE days <= {HALF_LIFE})::float8 / count(*),
       jsonb_build_object('median_days', percentile_cont(0.5) WITHIN GROUP (ORDER BY days))
FROM network_tie GROUP BY period_id"""  # noqa: S608 - a number of ours

_PERSISTENCE = f"""
SELECT 'bridge_persistence', period_id, NULL, count(*) FILTER (WHERE is_kept), count(*),
       avg(is_kept::int), NULL
FROM ({BRIDGES}) b GROUP BY period_id"""  # noqa: S608 - put together from the constant above

_CROSS = """
SELECT 'cross_group_ties', period_id, NULL, sum(crossing), count(*), avg(crossing),
       jsonb_build_object('without', avg((crossing = 0)::int),
                          'half_life_45', avg(crossing_shorter), 'half_life_182', avg(crossing_longer))
FROM network_person GROUP BY period_id"""

# At random, of all pairs those that share a group would be inside.
_EI = """
SELECT 'ei_index', period_id, NULL, external, ties,
       (external - (ties - external))::float8 / nullif(ties, 0),
       jsonb_build_object('external', external, 'internal', ties - external,
                          'at_random', 1 - 4 * together / nullif(people * (people - 1), 0))
FROM (SELECT period_id, (sum(crossing) / 2)::int AS external, (sum(ties) / 2)::int AS ties,
             count(*)::float8 AS people
      FROM network_person GROUP BY period_id) p
LEFT JOIN (
    SELECT period_id, count(*)::float8 AS together
    FROM (SELECT DISTINCT a.period_id, a.member_id, b.member_id FROM network_seat a
          JOIN network_seat b ON b.period_id = a.period_id AND b.group_id = a.group_id
               AND b.member_id > a.member_id) pairs
    GROUP BY period_id) t USING (period_id)"""

_CONSTRAINT = """
SELECT 'constraint', period_id, NULL, sum(constrained), count(*),
       percentile_cont(0.5) WITHIN GROUP (ORDER BY constrained),
       jsonb_build_object(
           'quantiles', percentile_cont(ARRAY[0.1, 0.25, 0.5, 0.75, 0.9]) WITHIN GROUP (ORDER BY constrained),
           'if_all_tied', percentile_cont(0.5) WITHIN GROUP (ORDER BY (2 * ties - 1) ^ 2 / ties::float8 ^ 3))
FROM network_person JOIN network_place USING (id) WHERE ties >= 2 GROUP BY period_id"""

_BETWEENNESS = """
SELECT 'betweenness', period_id, NULL, sum(top - between_share), count(*),
       sum(top - between_share) / nullif(count(*) - 1, 0), NULL
FROM (SELECT period_id, between_share, max(between_share) OVER (PARTITION BY period_id) AS top
      FROM network_person JOIN network_place USING (id)) b
WHERE between_share IS NOT NULL GROUP BY period_id"""

_EDGE = """
SELECT 'at_the_edge', period_id, NULL, count(*) FILTER (WHERE core <= 1), count(*),
       avg((core <= 1)::int), NULL
FROM network_person JOIN network_place USING (id) GROUP BY period_id"""

_DEPENDENCE = """
SELECT 'bridge_dependence', period_id, NULL, lost, crossing, lost::float8 / nullif(crossing, 0),
       jsonb_build_object('articulations', articulations, 'groups_by_one', hanging)
FROM unnest(%(periods)s::int[], %(lost)s::int[], %(crossing)s::int[], %(articulations)s::int[],
            %(hanging)s::int[])
     AS d (period_id, lost, crossing, articulations, hanging)"""


def judge_community(dependence: Mapping[int, Dependence[int, int]], arriving: Sequence[Result]) -> None:
    """Make the results of the community; those of `arriving` are made already, `dependence` is by quarter."""
    rows = [_FRESHNESS, _PERSISTENCE, _CROSS, _EI, _CONSTRAINT, _BETWEENNESS, _EDGE, _DEPENDENCE]
    judge(Level.COMMUNITY, rows, _columns(dependence))
    add_results(arriving)


def _columns(dependence: Mapping[int, Dependence[int, int]]) -> dict[str, Any]:
    found = list(dependence.values())
    return {
        "periods": list(dependence),
        "lost": [one.lost for one in found],
        "crossing": [one.crossing for one in found],
        "articulations": [len(one.articulations) for one in found],
        "hanging": [len(one.hanging) for one in found],
    }
