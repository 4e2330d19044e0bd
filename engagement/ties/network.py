"""The networks of some quarters, laid side by side in temporary tables.

A person is another node in each quarter, so no tie leads from one quarter to another:

- `network_day`: period_id, the day at which it is looked at, and whether its results are wanted;
- `network_node`: id, period_id and member_id of everybody who holds a seat on that day;
- `network_seat`: period_id, group_id, and the node as member_id;
- `network_tie`: period_id, two nodes as one_id and other_id, weight, days since the last direct touch;
  `network_tie_shorter` and `network_tie_longer` are the same at other half-lives.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import connection

from engagement.periods import Quarter
from engagement.pipeline.scratch import run
from engagement.result import end_of
from engagement.sql.ties import from_landmark
from engagement.ties.weights import EXISTS, FORGOTTEN, HALF_LIFE, LANDMARK, LONGER, ROUNDING, SHORTER

YEAR = 4
"""Quarters: so far back lies the network that each is held against."""

TIES = {"weight": "network_tie", "shorter": "network_tie_shorter", "longer": "network_tie_longer"}
_HALF_LIVES = {"weight": HALF_LIFE, "shorter": SHORTER, "longer": LONGER}

_CLEAR = f"""
DROP TABLE IF EXISTS pg_temp.network_day, pg_temp.network_node, pg_temp.network_seat, pg_temp.network_weight,
    {", ".join(f"pg_temp.{table}" for table in TIES.values())}
"""

_DAYS = """
CREATE TEMPORARY TABLE network_day ON COMMIT DROP AS
SELECT period_id::smallint AS period_id, day, is_wanted
FROM unnest(%(periods)s::int[], %(days)s::date[], %(wanted)s::boolean[]) AS d (period_id, day, is_wanted);
ANALYZE network_day
"""

_SEATS = """
CREATE TEMPORARY TABLE network_node ON COMMIT DROP AS
SELECT row_number() OVER (ORDER BY d.period_id, s.member_id) AS id, d.period_id, s.member_id
FROM network_day d
JOIN peergroups_membership s ON s.joined_on <= d.day AND (s.left_on IS NULL OR s.left_on >= d.day)
WHERE NOT EXISTS (SELECT FROM engagement_leftout o WHERE o.member_id = s.member_id AND o.back_at IS NULL)
GROUP BY d.period_id, s.member_id;
CREATE TEMPORARY TABLE network_seat ON COMMIT DROP AS
SELECT DISTINCT d.period_id, s.group_id, n.id AS member_id
FROM network_day d
JOIN peergroups_membership s ON s.joined_on <= d.day AND (s.left_on IS NULL OR s.left_on >= d.day)
JOIN network_node n ON n.period_id = d.period_id AND n.member_id = s.member_id;
ANALYZE network_node, network_seat
"""

_FADED = ", ".join(
    f"{from_landmark(f'sum(t.{name})', today='d.day', half_life=str(days))} AS {name}"
    for name, days in _HALF_LIVES.items()
)
_WEIGHTS = f"""
CREATE TEMPORARY TABLE network_weight ON COMMIT DROP AS
SELECT w.period_id, o.id AS one_id, p.id AS other_id, w.days, {", ".join(f"w.{name}" for name in TIES)}
FROM (SELECT d.period_id, t.one_id, t.other_id, d.day - max(t.last_on) AS days, {_FADED}
      FROM network_day d
      JOIN engagement_tiepart t ON t.period_id BETWEEN d.period_id - {FORGOTTEN} AND d.period_id
      GROUP BY d.period_id, d.day, t.one_id, t.other_id) w
JOIN network_node o ON o.period_id = w.period_id AND o.member_id = w.one_id
JOIN network_node p ON p.period_id = w.period_id AND p.member_id = w.other_id
WHERE greatest({", ".join(f"w.{name}" for name in TIES)}) >= {EXISTS} - {ROUNDING}
"""  # noqa: S608 - put together from the constants above

_TIE = """
CREATE TEMPORARY TABLE {table} ON COMMIT DROP AS
SELECT period_id, one_id, other_id, {name} AS weight, days FROM network_weight WHERE {name} >= {least};
ANALYZE {table};
"""
_TIES = "".join(_TIE.format(table=table, name=name, least=EXISTS - ROUNDING) for name, table in TIES.items())


def lay_networks(quarters: Sequence[Quarter], as_of: date) -> None:
    """Lay the networks of these quarters, as of their ends, and those of a year before each."""
    wanted = {quarter.id for quarter in quarters}
    all_of_them = [Quarter(period) for period in sorted(wanted | {period - YEAR for period in wanted})]
    run(_CLEAR)
    run(
        _DAYS,
        {
            "periods": [quarter.id for quarter in all_of_them],
            "days": [end_of(quarter, as_of) for quarter in all_of_them],
            "wanted": [quarter.id in wanted for quarter in all_of_them],
        },
    )
    run(_SEATS)
    run(_WEIGHTS, {"landmark": LANDMARK})
    run(_TIES)


def nodes() -> Sequence[tuple[int, int, int]]:
    """Return the nodes whose results are wanted: quarter, node and member."""
    return _rows(
        "SELECT period_id, id, member_id FROM network_node JOIN network_day USING (period_id) "
        "WHERE is_wanted ORDER BY id"
    )


def ties() -> Sequence[tuple[int, int, int]]:
    """Return the ties among them: quarter and both ends."""
    return _rows(
        "SELECT period_id, one_id, other_id FROM network_tie JOIN network_day USING (period_id) "
        "WHERE is_wanted ORDER BY one_id, other_id"
    )


def seats() -> Sequence[tuple[int, int, int]]:
    """Return who sits where: quarter, group and node."""
    return _rows(
        "SELECT period_id, group_id, member_id FROM network_seat JOIN network_day USING (period_id) "
        "WHERE is_wanted ORDER BY 1, 2, 3"
    )


def ties_inside() -> Sequence[tuple[int, int, int]]:
    """Return the ties inside the groups: group and both ends."""
    return _rows("""
        SELECT a.group_id, a.member_id, b.member_id FROM network_tie t
        JOIN network_seat a ON a.member_id = t.one_id
        JOIN network_seat b ON b.member_id = t.other_id AND b.group_id = a.group_id
        JOIN network_day d ON d.period_id = t.period_id AND d.is_wanted""")


def _rows(sql: str) -> Sequence[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())
