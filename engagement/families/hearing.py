"""Whether everybody is heard, where all who were there let their seconds be counted."""

from engagement.families.family import OPEN, QUARTER_OF, Family, Table, earliest
from engagement.families.meetings import BEGUN, KNOWN, NEXT_CHANGE
from engagement.models import ENOUGH_PEOPLE, AirtimeCount
from engagement.sql.inequality import inequality
from meetings.events import Happened as Met
from room.events import Happened as Ran

FEWEST_SECONDS = 15 * 60
"""From so much speaking on a meeting says something, and from as many people on as any figure needs."""

# All who were there agreed, so who agreed and never spoke was there and is counted with nothing.
_ROWS = f"""
WITH {KNOWN}, {BEGUN}, spoken AS (
    SELECT m.group_id, m.period_id, r.id AS run_id, coalesce(a.seconds, 0) AS seconds
    FROM meeting m
    JOIN room_run r ON r.meeting_id = m.id AND r.airtime = 'on'
         AND (r.ended_at AT TIME ZONE %(zone)s)::date <= %(as_of)s
    JOIN room_consent c ON c.run_id = r.id
    LEFT JOIN room_airtime a ON a.run_id = r.id AND a.member_id = c.member_id
)
SELECT group_id, period_id, sum(1 - gini_corrected ORDER BY run_id) AS evenness, count(*) AS heard
FROM ({inequality("spoken", by="group_id, period_id, run_id", of="seconds")}) meetings
WHERE people >= {ENOUGH_PEOPLE} AND total >= {FEWEST_SECONDS}
GROUP BY group_id, period_id
"""  # noqa: S608 - put together from the constants above

_RUNS_END = """
SELECT g.group_id, (r.ended_at AT TIME ZONE %(zone)s)::date
FROM due_group g
JOIN meetings_meeting m ON m.group_id = g.group_id
JOIN room_run r ON r.meeting_id = m.id"""

_LATE = f"""
SELECT q.period_id, count(*)
FROM line e JOIN due_group g ON g.group_id = e.group_id
JOIN room_run r ON r.id = e.thing_id AND e.kind = 'room.run' JOIN meetings_meeting m ON m.id = r.meeting_id
CROSS JOIN LATERAL (
    SELECT {QUARTER_OF.format(day="(m.starts_at AT TIME ZONE %(zone)s)")} AS period_id) q
WHERE NOT {OPEN.format(period="q.period_id")}
GROUP BY q.period_id
"""  # noqa: S608 - put together from the constants above

HEARING = Family(
    name="hearing",
    verbs=(
        *(Met.MEETING_SCHEDULED, Met.MEETING_CHANGED, Met.MEETING_CANCELLED, Met.MEETING_RESTORED),
        *(Met.MEETING_IN_STEP, Ran.RUN_ENDED, Ran.AIRTIME_AGREED, Ran.AIRTIME_STOPPED),
    ),
    tables=(Table(AirtimeCount, _ROWS),),
    next_change=earliest(NEXT_CHANGE, _RUNS_END),
    late=_LATE,
)
