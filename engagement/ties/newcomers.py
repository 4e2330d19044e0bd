"""Who is new, and on which day they had their third tie."""

from datetime import date
from typing import NamedTuple

from django.db import connection

from engagement.families import Moment
from engagement.sql.ties import at_landmark, from_landmark
from engagement.ties.parts import DAY, takes_part
from engagement.ties.weights import EXISTS, HALF_LIFE, LANDMARK, MEETING, ROUNDING, SMALL, TOUCHES, VERBS

ENOUGH = 3
"""So many ties, and somebody is new no more."""


class Newcomer(NamedTuple):
    """Somebody's first seat in the community, and the day of their third tie."""

    member_id: int
    group_id: int
    joined_on: date
    left_on: date | None
    tied_on: date | None


_NEW = """
new AS MATERIALIZED (
    SELECT f.member_id, f.group_id, f.joined_on, l.left_on
    FROM (SELECT DISTINCT ON (member_id) member_id, group_id, joined_on
          FROM peergroups_membership ORDER BY member_id, joined_on, id) f
    CROSS JOIN LATERAL (
        SELECT CASE WHEN bool_and(left_on <= %(as_of)s) THEN max(left_on) END AS left_on
        FROM peergroups_membership s WHERE s.member_id = f.member_id AND s.joined_on <= %(as_of)s) l
    WHERE f.joined_on BETWEEN %(first)s AND %(as_of)s
      AND NOT EXISTS (SELECT FROM engagement_leftout o WHERE o.member_id = f.member_id)
)"""

# A line that repeats another counts once, and one that was taken back does not count.
_SAID = """
SELECT e.verb, e.kind, e.thing_id, n.member_id, e.{other} AS other_id, e.at, t.weight
FROM new n
JOIN ledger_entry e ON e.{own} = n.member_id AND e.verb = ANY(%(verbs)s) AND e.id <= %(until)s
JOIN touch t ON t.verb = e.verb
WHERE e.{other} <> n.member_id AND NOT EXISTS (
    SELECT FROM ledger_entry d
    WHERE d.kind = e.kind AND d.thing_id = e.thing_id AND d.verb = t.undone_by AND d.by_id = e.by_id
      AND d.toward_id = e.toward_id AND d.id > e.id AND d.id <= %(until)s)"""

_DIRECT = f"""
touch (verb, weight, undone_by) AS (
    VALUES {", ".join(f"('{touch.verb}', {touch.weight}, '{touch.undone_by}')" for touch in TOUCHES)}),
direct AS (
    SELECT s.member_id, s.other_id, s.weight, {DAY.format(at="s.at")} AS day
    FROM ({_SAID.format(own="by_id", other="toward_id")}
          UNION {_SAID.format(own="toward_id", other="by_id")}) s
    WHERE {takes_part("s.other_id", "s.at")}
)"""  # noqa: S608 - put together from the constants above

_MET = f"""
here AS MATERIALIZED (
    SELECT DISTINCT d.meeting_id, a.member_id
    FROM meetings_meetingday d JOIN meetings_attendance a ON a.day_id = d.id
    WHERE a.mark IN ('present', 'late', 'partial') AND d."on" BETWEEN %(first)s AND %(as_of)s
),
met AS (
    SELECT n.member_id, h.other_id, {MEETING} AS weight, c.counted_on AS day
    FROM (SELECT a.meeting_id, a.member_id, b.member_id AS other_id
          FROM new n JOIN here a ON a.member_id = n.member_id
          JOIN here b ON b.meeting_id = a.meeting_id AND b.member_id <> a.member_id) h
    JOIN new n ON n.member_id = h.member_id
    JOIN meetings_meeting m ON m.id = h.meeting_id
    LEFT JOIN meetings_meetingday d ON d.meeting_id = m.id AND d."on" = m.starts_on
    CROSS JOIN LATERAL (
        SELECT CASE WHEN d.starts IS NULL THEN m.starts_on
                    ELSE {DAY.format(at="m.starts_at")} END AS counted_on) c
    WHERE (m.cancelled_at IS NULL OR {DAY.format(at="m.cancelled_at")} > %(as_of)s)
      AND h.meeting_id IN (SELECT meeting_id FROM here GROUP BY meeting_id HAVING count(*) <= {SMALL})
      AND {takes_part("h.other_id", "m.starts_at")}
)"""  # noqa: S608 - put together from the constants above

# A tie is there from the day on which its touches, faded to that day, first come to enough.
_NEWCOMERS = f"""
WITH {_NEW}, {_DIRECT}, {_MET},
strength AS (
    SELECT t.member_id, t.other_id, t.day,
           sum(t.seen) OVER (PARTITION BY t.member_id, t.other_id ORDER BY t.day) AS seen
    FROM (SELECT d.member_id, d.other_id, d.day, {at_landmark("d.weight", "d.day")} AS seen
          FROM (TABLE direct UNION ALL TABLE met) d JOIN new n USING (member_id)
          WHERE d.day BETWEEN n.joined_on AND %(as_of)s) t
),
tie AS (
    SELECT member_id, other_id, min(day) AS day FROM strength
    WHERE {from_landmark("seen", today="day")} >= {EXISTS} - {ROUNDING}
    GROUP BY member_id, other_id
),
tied AS (
    SELECT member_id, day, row_number() OVER (PARTITION BY member_id ORDER BY day) AS number FROM tie
)
SELECT n.member_id, n.group_id, n.joined_on, n.left_on, t.day
FROM new n LEFT JOIN tied t ON t.member_id = n.member_id AND t.number = {ENOUGH}
ORDER BY n.joined_on, n.member_id
"""  # noqa: S608 - put together from the constants above


def newcomers(moment: Moment, since: date) -> list[Newcomer]:
    """Return who took their first seat on that day or later, as seen at the moment.

    Before attendance was taken nobody saw ties come about: who joined earlier is left out.
    """
    if moment.watched_from is None:
        return []
    parameters = moment.parameters | {"first": max(since, moment.watched_from), "verbs": list(VERBS)}
    parameters |= {"landmark": LANDMARK, "half_life": HALF_LIFE}
    with connection.cursor() as cursor:
        cursor.execute(_NEWCOMERS, parameters)
        return [Newcomer(*row) for row in cursor.fetchall()]
