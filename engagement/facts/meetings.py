"""Who was expected, who had answered, and who came."""

from datetime import date
from typing import NamedTuple

from django.db import connection

from engagement.cells import Tallies, Tally, cell_of

# Meetings that have begun and were not called off. A meeting is counted on the day on which it starts in the
# community; where only its date is known, on that date.
_MEETINGS = """
meeting AS (
    SELECT m.id, m.group_id, m.starts_on, m.moved_at, c.counted_on,
           m.starts_at - interval '24 hours' AS answers_until,
           extract(year FROM c.counted_on)::int * 4 + extract(quarter FROM c.counted_on)::int - 1 AS period_id
    FROM meetings_meeting m
    LEFT JOIN meetings_meetingday d ON d.meeting_id = m.id AND d."on" = m.starts_on
    CROSS JOIN LATERAL (
        SELECT CASE WHEN d.starts IS NULL THEN m.starts_on
                    ELSE (m.starts_at AT TIME ZONE %(zone)s)::date END AS counted_on) c
    WHERE m.starts_on <= %(as_of)s AND c.counted_on <= %(as_of)s
      AND (m.cancelled_at IS NULL OR (m.cancelled_at AT TIME ZONE %(zone)s)::date > %(as_of)s)
),
recorded_day AS (  -- a day is recorded once it has a mark that says something
    SELECT DISTINCT d.id, d.meeting_id
    FROM meetings_meetingday d JOIN meetings_attendance a ON a.day_id = d.id
    WHERE a.mark <> 'not recorded' AND d."on" <= %(as_of)s
)"""

# How much of a meeting each expected person attended: the mean over the recorded days, except days on which
# nobody wrote down how this person attended. Null where no day is left.
_PRESENCE = """
presence AS (
    SELECT m.id AS meeting_id, m.period_id, m.group_id, s.member_id,
           avg(CASE WHEN a.mark IN ('present', 'late') THEN 1 WHEN a.mark = 'partial' THEN 0.5 ELSE 0 END)
               FILTER (WHERE r.id IS NOT NULL AND a.mark IS DISTINCT FROM 'not recorded') AS part
    FROM meeting m
    JOIN peergroups_membership s ON s.group_id = m.group_id
         AND s.joined_on <= m.starts_on AND (s.left_on IS NULL OR s.left_on >= m.starts_on)
    LEFT JOIN recorded_day r ON r.meeting_id = m.id
    LEFT JOIN meetings_attendance a ON a.day_id = r.id AND a.member_id = s.member_id
    WHERE NOT EXISTS (
        SELECT FROM peergroups_leave l WHERE l.membership_id = s.id
        AND l.starts_on <= m.starts_on AND (l.ends_on IS NULL OR l.ends_on >= m.starts_on))
    GROUP BY m.id, m.period_id, m.group_id, s.member_id
)"""

# The last answer of each person a day before the start. Answers from before a meeting was moved do not hold.
_ANSWERS = """
answer AS (
    SELECT DISTINCT ON (e.thing_id, coalesce(e.toward_id, e.by_id))
           e.thing_id AS meeting_id, coalesce(e.toward_id, e.by_id) AS member_id,
           e.verb = 'rsvp.yes' AS is_yes
    FROM ledger_entry e JOIN meeting m ON m.id = e.thing_id
    WHERE e.kind = 'meetings.meeting' AND e.verb IN ('rsvp.yes', 'rsvp.no', 'rsvp.maybe')
      AND e.at <= m.answers_until AND (m.moved_at IS NULL OR e.at >= m.moved_at)
    ORDER BY e.thing_id, coalesce(e.toward_id, e.by_id), e.at DESC, e.id DESC
),
asked AS (
    SELECT DISTINCT a.meeting_id
    FROM answer a JOIN meeting m ON m.id = a.meeting_id JOIN peergroups_group g ON g.id = m.group_id
    WHERE g.nudges_answers
)"""

# By member, by group and for the community: attended and expected; came and said yes; silent and invited.
# A meeting that nobody answered was not asked about (it was held, or imported, without invitations); and
# where a group reminds nobody to answer, silence says nothing.
_BY_QUARTER = f"""
WITH {_MEETINGS}, {_PRESENCE}, {_ANSWERS}
SELECT p.period_id, p.group_id, p.member_id,
       coalesce(sum(p.part), 0), count(p.part),
       count(*) FILTER (WHERE a.is_yes AND p.part > 0), count(p.part) FILTER (WHERE a.is_yes),
       count(q.meeting_id) FILTER (WHERE a.meeting_id IS NULL), count(q.meeting_id)
FROM presence p
LEFT JOIN answer a ON a.meeting_id = p.meeting_id AND a.member_id = p.member_id
LEFT JOIN asked q ON q.meeting_id = p.meeting_id
GROUP BY GROUPING SETS ((p.period_id, p.member_id), (p.period_id, p.group_id), (p.period_id))
"""  # noqa: S608 - put together from the constants above

_FIRST = f"""
WITH {_MEETINGS}
SELECT m.group_id, min(m.counted_on), min(m.starts_on) FILTER (WHERE r.id IS NOT NULL)
FROM meeting m LEFT JOIN recorded_day r ON r.meeting_id = m.id
GROUP BY m.group_id
"""  # noqa: S608 - put together from the constants above


class First(NamedTuple):
    """When a group met first, and when it first wrote down who came."""

    group_id: int
    met_on: date
    recorded_on: date | None


def meeting_tallies(as_of: date, zone: str) -> dict[str, Tallies]:
    """Count attendance and answers in every cell that a person was expected in."""
    tallies: dict[str, Tallies] = {"attendance_rate": {}, "rsvp_reliability": {}, "silent_rate": {}}
    with connection.cursor() as cursor:
        cursor.execute(_BY_QUARTER, {"as_of": as_of, "zone": zone})
        for period_id, group_id, member_id, *counts in cursor.fetchall():
            cell = cell_of(period_id, group_id, member_id)
            attended, expected, came, yes, silent, invited = map(float, counts)
            tallies["attendance_rate"][cell] = Tally(attended, expected)
            tallies["rsvp_reliability"][cell] = Tally(came, yes)
            tallies["silent_rate"][cell] = Tally(silent, invited)
    return tallies


def first_meetings(as_of: date, zone: str) -> list[First]:
    """Return the beginnings of every group that has met."""
    with connection.cursor() as cursor:
        cursor.execute(_FIRST, {"as_of": as_of, "zone": zone})
        return [First(*row) for row in cursor.fetchall()]
