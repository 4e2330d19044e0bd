"""What the networks say about each person, for their own eyes."""

import csv
from collections.abc import Iterable
from io import StringIO
from typing import NamedTuple

from django.db import connection

from engagement.models import Level
from engagement.pipeline.scratch import run
from engagement.sql.networks import cross_group_ties, crossing, mirrored
from engagement.ties.judging import judge
from engagement.ties.network import TIES
from engagement.ties.weights import HALF_LIFE

BY = "period_id, group_id"

_CROSSING = f"""
DROP TABLE IF EXISTS pg_temp.network_crossing, pg_temp.network_person, pg_temp.network_place;
CREATE TEMPORARY TABLE network_crossing ON COMMIT DROP AS {crossing("network_seat", "network_tie", by=BY)};
ANALYZE network_crossing;
CREATE TEMPORARY TABLE network_place (
    id bigint PRIMARY KEY, constrained float8, effective_size float8, core integer, between_share float8
) ON COMMIT DROP
"""

_TRIED = [name for name in TIES if name != "weight"]
_OF_TRIED = " ".join(
    f"JOIN ({cross_group_ties('network_seat', TIES[name], by=BY)}) of_{name} ON of_{name}.member_id = p.id"
    for name in _TRIED
)

# Fresh is a tie with a direct touch within a half-life.
_PEOPLE = f"""
CREATE TEMPORARY TABLE network_person ON COMMIT DROP AS
SELECT p.id, p.period_id, p.member_id, coalesce(t.ties, 0) AS ties, t.fresh, t.days,
       coalesce(c.ties, 0) AS crossing,
       {", ".join(f"of_{name}.crossing AS crossing_{name}" for name in _TRIED)}
FROM network_node p
LEFT JOIN (
    SELECT id, count(*) AS ties, count(*) FILTER (WHERE days <= {HALF_LIFE}) AS fresh,
           percentile_cont(0.5) WITHIN GROUP (ORDER BY days) AS days
    FROM (SELECT one_id AS id, days FROM network_tie UNION ALL SELECT other_id, days FROM network_tie) e
    GROUP BY id) t USING (id)
LEFT JOIN (
    SELECT one_id AS id, count(*) AS ties
    FROM ({mirrored("network_crossing")}) m GROUP BY one_id) c USING (id)
{_OF_TRIED};
ANALYZE network_person
"""  # noqa: S608 - put together from the constants above

_FRESHNESS = """
SELECT 'tie_freshness', period_id, member_id, fresh::float8, ties::float8, fresh::float8 / ties,
       jsonb_build_object('median_days', days)
FROM network_person WHERE ties > 0"""

_CROSS = """
SELECT 'cross_group_ties', period_id, member_id, crossing, 1, crossing, NULL FROM network_person"""

_CONSTRAINT = """
SELECT 'constraint', period_id, member_id, constrained, ties, constrained,
       jsonb_build_object('if_all_tied', (2 * ties - 1) ^ 2 / ties::float8 ^ 3,
                          'if_none_tied', 1 / ties::float8)
FROM network_person JOIN network_place USING (id) WHERE ties > 0"""

_EFFECTIVE_SIZE = """
SELECT 'effective_size', period_id, member_id, effective_size, ties, effective_size, NULL
FROM network_person JOIN network_place USING (id) WHERE ties > 0"""

_BETWEENNESS = """
SELECT 'betweenness', period_id, member_id, between_share, count(*) OVER (PARTITION BY period_id),
       between_share, NULL
FROM network_person JOIN network_place USING (id) WHERE between_share IS NOT NULL"""


class Place(NamedTuple):
    """Where a node is in its network."""

    node: int
    constraint: float | None
    effective_size: float | None
    core: int
    between: float | None  # not worked out of many people


def lay_people(places: Iterable[Place]) -> None:
    """Lay what is to be said of each person: `network_crossing`, `network_person` and `network_place`."""
    run(_CROSSING)
    run(_PEOPLE)
    lines = StringIO()
    csv.writer(lines).writerows(places)
    lines.seek(0)
    with connection.cursor() as cursor:
        cursor.copy_expert("COPY network_place FROM STDIN WITH (FORMAT csv)", lines)
    run("ANALYZE network_place")


def judge_people() -> None:
    """Make the results of each person."""
    judge(Level.MEMBER, [_FRESHNESS, _CROSS, _CONSTRAINT, _EFFECTIVE_SIZE, _BETWEENNESS])
