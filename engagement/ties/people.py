"""What the networks say about each person, for their own eyes."""

import csv
from collections.abc import Iterable
from io import StringIO
from typing import NamedTuple

from django.db import connection

from engagement.pipeline.scratch import run
from engagement.sql.networks import cross_group_ties, crossing, mirrored
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

_KEYS = "member_id, period_id"
_VALUES = "people, ties, fresh, days, crossing, constrained, effective_size, between_share"


def _of(row: str) -> str:
    return ", ".join(f"{row}.{name}" for name in _VALUES.split(", "))


_ROWS = """
SELECT p.member_id, p.period_id, count(*) OVER (PARTITION BY p.period_id) AS people, p.ties,
       coalesce(p.fresh, 0) AS fresh, p.days, p.crossing, l.constrained, l.effective_size, l.between_share
FROM network_person p JOIN network_place l USING (id)
"""
_STALE = """
DELETE FROM engagement_personties t USING network_day d
WHERE t.period_id = d.period_id AND d.is_wanted AND NOT EXISTS (
    SELECT FROM network_person p WHERE p.member_id = t.member_id AND p.period_id = t.period_id)
"""
_MERGE = f"""
INSERT INTO engagement_personties AS t ({_KEYS}, {_VALUES}) {_ROWS}
ON CONFLICT ({_KEYS}) DO UPDATE SET ({_VALUES}) = ({_of("excluded")})
WHERE ({_of("t")}) IS DISTINCT FROM ({_of("excluded")})
"""


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


def write_people() -> int:
    """Write what the ties of each person came to; return how many came out otherwise."""
    return run(_STALE) + run(_MERGE)
