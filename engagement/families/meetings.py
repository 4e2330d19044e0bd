"""Who was expected, who had answered, and who came."""

from engagement.families.family import LAST_DAY, OPEN, QUARTER_OF, Family, Table, earliest
from engagement.models.counts import MeetingCount
from meetings.events import Happened as Met
from peergroups.events import Happened as Sat

NEW = 90
"""Who came into a group fewer days ago is new there, and has no streak yet."""

# Meetings of the groups. A meeting is counted on the day on which it starts in the community; where only its
# date is known, on that date. Two days earlier begins what can lie in a quarter by any time zone.
KNOWN = """
known AS (
    SELECT m.id, m.group_id, m.starts_at, m.starts_on, m.ends_on, m.moved_at, m.cancelled_at, c.counted_on,
           g.since, m.starts_at - interval '24 hours' AS answers_until
    FROM due_group g
    JOIN meetings_meeting m ON m.group_id = g.group_id AND m.starts_at >= g.since - 2
    LEFT JOIN meetings_meetingday d ON d.meeting_id = m.id AND d."on" = m.starts_on
    CROSS JOIN LATERAL (
        SELECT CASE WHEN d.starts IS NULL THEN m.starts_on
                    ELSE (m.starts_at AT TIME ZONE %(zone)s)::date END AS counted_on) c
)"""

# Those that have begun and were not called off.
BEGUN = f"""
meeting AS MATERIALIZED (
    SELECT g.id, g.group_id, g.starts_at, g.starts_on, g.moved_at, g.answers_until, q.period_id
    FROM known g
    CROSS JOIN LATERAL (SELECT {QUARTER_OF.format(day="g.counted_on")} AS period_id) q
    WHERE g.starts_on <= %(as_of)s AND g.counted_on <= %(as_of)s
      AND (g.cancelled_at IS NULL OR (g.cancelled_at AT TIME ZONE %(zone)s)::date > %(as_of)s)
      AND {OPEN.format(period="q.period_id")}
)"""  # noqa: S608 - put together from the constants above

# Their days that are recorded, for a day is once it has a mark that says something.
_RECORDED = """
recorded_day AS MATERIALIZED (
    SELECT DISTINCT d.id, d.meeting_id
    FROM meeting m JOIN meetings_meetingday d ON d.meeting_id = m.id
    JOIN meetings_attendance a ON a.day_id = d.id
    WHERE a.mark <> 'not recorded' AND d."on" <= %(as_of)s
)"""

# How much of a meeting each expected person attended: the mean over the recorded days, except days on which
# nobody wrote down how this person attended. Null where no day is left.
_PRESENCE = """
presence AS (
    SELECT m.id AS meeting_id, m.period_id, m.group_id, m.starts_at, s.member_id,
           avg(CASE WHEN a.mark IN ('present', 'late') THEN 1 WHEN a.mark = 'partial' THEN 0.5 ELSE 0 END)
               FILTER (WHERE r.id IS NOT NULL AND a.mark IS DISTINCT FROM 'not recorded') AS part,
           coalesce(bool_or(a.mark = 'excused'), false) AS is_excused
    FROM meeting m
    JOIN peergroups_membership s ON s.group_id = m.group_id
         AND s.joined_on <= m.starts_on AND (s.left_on IS NULL OR s.left_on >= m.starts_on)
    LEFT JOIN recorded_day r ON r.meeting_id = m.id
    LEFT JOIN meetings_attendance a ON a.day_id = r.id AND a.member_id = s.member_id
    WHERE NOT EXISTS (
        SELECT FROM peergroups_leave l WHERE l.membership_id = s.id
        AND l.starts_on <= m.starts_on AND (l.ends_on IS NULL OR l.ends_on >= m.starts_on))
    GROUP BY m.id, m.period_id, m.group_id, m.starts_at, s.member_id
)"""

# The last time in the quarter at which each was absent. Excused is neither there nor absent.
_WATCHED = """
watched AS (
    SELECT p.*, max(p.starts_at) FILTER (WHERE p.part = 0 AND NOT p.is_excused)
           OVER (PARTITION BY p.group_id, p.period_id, p.member_id) AS missed_at
    FROM presence p
)"""

# Who took their first seat in the group ninety days before the day at which the quarter is looked at.
_SETTLED = f"""
EXISTS (
    SELECT FROM peergroups_membership s
    WHERE s.group_id = p.group_id AND s.member_id = p.member_id
      AND s.joined_on <= {LAST_DAY.format(period="p.period_id")} - {NEW})"""

# The last answer of each person a day before the start. Answers from before a meeting was moved do not hold.
_ANSWERS = """
answer AS (
    SELECT DISTINCT ON (e.thing_id, coalesce(e.toward_id, e.by_id))
           e.thing_id AS meeting_id, coalesce(e.toward_id, e.by_id) AS member_id,
           e.verb = 'rsvp.yes' AS is_yes
    FROM meeting m JOIN ledger_entry e ON e.kind = 'meetings.meeting' AND e.thing_id = m.id
    WHERE e.verb IN ('rsvp.yes', 'rsvp.no', 'rsvp.maybe')
      AND e.at <= m.answers_until AND (m.moved_at IS NULL OR e.at >= m.moved_at)
    ORDER BY e.thing_id, coalesce(e.toward_id, e.by_id), e.at DESC, e.id DESC
),
asked AS (
    SELECT DISTINCT a.meeting_id
    FROM answer a JOIN meeting m ON m.id = a.meeting_id JOIN peergroups_group g ON g.id = m.group_id
    WHERE g.nudges_answers
)"""

# Attended and expected; came, stayed away and said yes; silent and invited; how often in a row. A meeting
# that nobody answered was not asked about (it was held, or imported, without invitations); and where a group
# reminds nobody to answer, silence says nothing.
_ROWS = f"""
WITH {KNOWN}, {BEGUN}, {_RECORDED}, {_PRESENCE}, {_WATCHED}, {_ANSWERS}
SELECT p.group_id, p.period_id, p.member_id,
       coalesce(sum(p.part), 0)::float8 AS attended, count(p.part) AS expected,
       count(*) FILTER (WHERE a.is_yes AND p.part > 0) AS came,
       count(*) FILTER (WHERE a.is_yes AND p.part = 0 AND NOT p.is_excused) AS no_shows,
       count(p.part) FILTER (WHERE a.is_yes) AS said_yes,
       count(q.meeting_id) FILTER (WHERE a.meeting_id IS NULL) AS silent,
       count(q.meeting_id) AS invited,
       count(*) FILTER (
           WHERE p.part > 0 AND (p.missed_at IS NULL OR p.starts_at > p.missed_at)) AS in_a_row,
       (count(p.missed_at) > 0)::int AS broken, ({_SETTLED})::int AS settled
FROM watched p
LEFT JOIN answer a ON a.meeting_id = p.meeting_id AND a.member_id = p.member_id
LEFT JOIN asked q ON q.meeting_id = p.meeting_id
GROUP BY p.group_id, p.period_id, p.member_id
HAVING count(p.part) > 0 OR count(q.meeting_id) > 0
"""  # noqa: S608 - put together from the constants above

NEXT_CHANGE = f"""
WITH {KNOWN}
SELECT k.group_id, min(c."on")
FROM known k
LEFT JOIN meetings_meetingday d ON d.meeting_id = k.id
CROSS JOIN LATERAL (VALUES
    (greatest(k.starts_on, k.counted_on)), (d."on"), ((k.cancelled_at AT TIME ZONE %(zone)s)::date)
) AS c("on")
WHERE c."on" > %(as_of)s AND (k.ends_on >= %(as_of)s - 1 OR k.cancelled_at >= %(as_of)s - 1)
GROUP BY k.group_id
"""  # noqa: S608 - put together from the constants above
"""The next day on which a meeting begins, goes on, or is called off."""

_NEW_NO_MORE = f"""
SELECT s.group_id, s.joined_on + {NEW}
FROM due_group g JOIN peergroups_membership s ON s.group_id = g.group_id"""  # noqa: S608 - a number of ours

_LATE = f"""
, about AS (
    SELECT e.id, e.group_id, e.thing_id AS meeting_id FROM line e WHERE e.kind = 'meetings.meeting'
    UNION ALL
    SELECT e.id, e.group_id, d.meeting_id FROM line e JOIN meetings_meetingday d ON d.id = e.thing_id
    WHERE e.kind = 'meetings.meetingday'
)
SELECT q.period_id, count(*)
FROM about a JOIN due_group g ON g.group_id = a.group_id JOIN meetings_meeting m ON m.id = a.meeting_id
CROSS JOIN LATERAL (
    SELECT {QUARTER_OF.format(day="(m.starts_at AT TIME ZONE %(zone)s)")} AS period_id) q
WHERE NOT {OPEN.format(period="q.period_id")}
GROUP BY q.period_id
"""  # noqa: S608 - put together from the constants above

MEETINGS = Family(
    name="meetings",
    verbs=(
        *(Met.MEETING_SCHEDULED, Met.MEETING_CHANGED, Met.MEETING_CANCELLED, Met.MEETING_RESTORED),
        *(Met.MEETING_IN_STEP, Met.ANSWERED_YES, Met.ANSWERED_NO, Met.ANSWERED_MAYBE),
        *(Met.ATTENDED_PRESENT, Met.ATTENDED_LATE, Met.ATTENDED_PARTIAL, Met.ATTENDED_EXCUSED),
        *(Met.ATTENDED_ABSENT, Met.ATTENDED_NOT_RECORDED),
        *(Sat.MEMBERSHIP_STARTED, Sat.MEMBERSHIP_ENDED, Sat.MEMBERSHIP_REOPENED),
        *(Sat.LEAVE_GRANTED, Sat.LEAVE_WITHDRAWN, Sat.GROUP_STARTED, Sat.GROUP_CHANGED),
    ),
    tables=(Table(MeetingCount, _ROWS),),
    next_change=earliest(NEXT_CHANGE, _NEW_NO_MORE),
    late=_LATE,
)
