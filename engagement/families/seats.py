"""Who sits where, from when to when; who is still together, which seats are open."""

from collections.abc import Iterator

from engagement.families import leaving, staying
from engagement.families.family import LAST_DAY, OPEN, QUARTER_OF, Family, Moment, Table
from engagement.models.counts import RosterCount, SeatCount
from engagement.periods import Quarter
from engagement.result import Result
from peergroups.events import Happened as Sat


def _quarters(first: str, last: str) -> str:
    """Return the quarters from one day to the other, both included."""
    return f"generate_series({QUARTER_OF.format(day=first)}, {QUARTER_OF.format(day=last)}) AS q(period_id)"


# A quarter is looked at on its last day, the running one on the day of counting. Facilitators lead the group
# from beside it: their seats are not among those to fill.
_SEATS = f"""
WITH seat AS (
    SELECT s.id, s.group_id, s.member_id, s.joined_on, g.since,
           CASE WHEN s.left_on <= %(as_of)s THEN s.left_on END AS left_on
    FROM due_group g
    JOIN peergroups_membership s ON s.group_id = g.group_id
         AND s.joined_on <= %(as_of)s AND (s.left_on IS NULL OR s.left_on >= g.since)
)
SELECT g.group_id, q.period_id, g.member_id, max(e.at_end) AS at_end,
       max(CASE WHEN e.at_end = 1 AND NOT EXISTS (
           SELECT FROM peergroups_roleterm r WHERE r.membership_id = g.id AND r.role = 'facilitator'
           AND r.starts_on <= d.day AND (r.ends_on IS NULL OR r.ends_on >= d.day))
           THEN 1 ELSE 0 END) AS filling
FROM seat g
CROSS JOIN LATERAL {_quarters("greatest(g.joined_on, g.since)", "coalesce(g.left_on, %(as_of)s)")}
CROSS JOIN LATERAL (SELECT {LAST_DAY.format(period="q.period_id")} AS day) d
CROSS JOIN LATERAL (
    SELECT (g.joined_on <= d.day AND (g.left_on IS NULL OR g.left_on >= d.day))::int AS at_end) e
WHERE {OPEN.format(period="q.period_id")}
GROUP BY g.group_id, q.period_id, g.member_id
"""  # noqa: S608 - put together from the constants above

# A group begins with its first seat. The pairs of a year ago, and those of them that are together still; the
# seats to fill, and those not filled.
_ROSTERS = f"""
SELECT g.group_id, q.period_id, n.people, b.pairs AS pairs_before, b.kept AS pairs_kept,
       greatest(t.seats - n.filled, 0) AS open, t.seats
FROM due_group g
CROSS JOIN LATERAL (
    SELECT min(s.joined_on) AS day FROM peergroups_membership s
    WHERE s.group_id = g.group_id AND s.joined_on <= %(as_of)s HAVING count(*) > 0) f
CROSS JOIN LATERAL {_quarters("greatest(f.day, g.since)", "%(as_of)s::date")}
CROSS JOIN LATERAL (
    SELECT count(*) AS people, coalesce(sum(s.filling), 0) AS filled FROM engagement_seatcount s
    WHERE s.group_id = g.group_id AND s.period_id = q.period_id) n
CROSS JOIN LATERAL (
    SELECT count(*) * (count(*) - 1) / 2 AS pairs, count(s.member_id) * (count(s.member_id) - 1) / 2 AS kept
    FROM engagement_seatcount a
    LEFT JOIN engagement_seatcount s ON s.group_id = a.group_id AND s.member_id = a.member_id
         AND s.period_id = q.period_id AND s.at_end = 1
    WHERE a.group_id = g.group_id AND a.period_id = q.period_id - 4 AND a.at_end = 1) b
CROSS JOIN LATERAL (
    SELECT coalesce(max(p.seats), 0) AS seats FROM peergroups_group p WHERE p.id = g.group_id) t
WHERE {OPEN.format(period="q.period_id")}
"""  # noqa: S608 - put together from the constants above

_NEXT_CHANGE = """
SELECT g.group_id, min(c."on")
FROM due_group g
JOIN peergroups_membership s ON s.group_id = g.group_id
LEFT JOIN peergroups_roleterm r ON r.membership_id = s.id AND r.role = 'facilitator'
CROSS JOIN LATERAL (VALUES
    (s.joined_on), (s.left_on), (s.left_on + 1), (r.starts_on), (r.ends_on + 1),
    ((date_trunc('quarter', %(as_of)s::timestamp) + interval '3 months')::date)
) AS c("on")
WHERE c."on" > %(as_of)s
GROUP BY g.group_id
"""

_LATE = f"""
SELECT q.period_id, count(*)
FROM line e JOIN due_group g ON g.group_id = e.group_id
JOIN peergroups_membership s ON s.id = e.thing_id AND e.kind = 'peergroups.membership'
CROSS JOIN LATERAL (
    SELECT CASE e.verb WHEN 'membership.ended' THEN s.left_on ELSE s.joined_on END AS day) d
CROSS JOIN LATERAL (SELECT {QUARTER_OF.format(day="d.day")} AS period_id) q
WHERE e.verb IN ('membership.started', 'membership.ended') AND NOT {OPEN.format(period="q.period_id")}
GROUP BY q.period_id
"""  # noqa: S608 - put together from the constants above


def _of_community(moment: Moment, quarters: list[Quarter]) -> Iterator[Result]:
    yield from staying.of_community(moment, quarters)
    yield from leaving.of_community(moment, quarters)


SEATS = Family(
    name="seats",
    verbs=(
        *(Sat.GROUP_STARTED, Sat.GROUP_CHANGED, Sat.ROLE_TAKEN, Sat.ROLE_LAID_DOWN),
        *(Sat.MEMBERSHIP_STARTED, Sat.MEMBERSHIP_ENDED, Sat.MEMBERSHIP_REOPENED),
    ),
    tables=(Table(SeatCount, _SEATS), Table(RosterCount, _ROSTERS)),
    next_change=_NEXT_CHANGE,
    late=_LATE,
    metrics=("member_continuity", *leaving.METRICS_OF_LEAVING),
    of_groups=staying.of_groups,
    of_community=_of_community,
)
