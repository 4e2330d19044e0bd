"""Who took a turn at leading, and whether all do."""

from collections.abc import Iterator
from statistics import median

from django.db import connection

from engagement.catalogue import METRICS
from engagement.families.family import OPEN, QUARTER_OF, Family, Found, Moment, Table, earliest
from engagement.families.meetings import BEGUN, KNOWN, NEXT_CHANGE
from engagement.families.seats import SEATS
from engagement.models import Level
from engagement.models.counts import TurnCount
from engagement.periods import Quarter
from engagement.result import Cell, Result, Tally, judged
from engagement.sql.inequality import inequality
from issues.events import Happened as Worked
from meetings.events import Happened as Met
from series.events import Happened as Repeated

FEWEST_GROUPS = 5
"""Of fewer groups there is no middle one to speak of."""

SPREAD, GINI = METRICS["leadership_spread"], METRICS["role_gini"]

# A role is one turn, however long its term. Facilitators lead from beside the group and take none.
_ROWS = f"""
WITH {KNOWN}, {BEGUN}, turn AS (
    SELECT s.group_id, q.period_id, s.member_id
    FROM due_group g
    JOIN peergroups_membership s ON s.group_id = g.group_id
    JOIN peergroups_roleterm r ON r.membership_id = s.id
         AND r.role <> 'facilitator' AND r.starts_on >= g.since AND r.starts_on <= %(as_of)s
    CROSS JOIN LATERAL (SELECT {QUARTER_OF.format(day="r.starts_on")} AS period_id) q
    WHERE {OPEN.format(period="q.period_id")}
    UNION ALL
    SELECT m.group_id, m.period_id, o.host_id FROM meeting m JOIN series_occurrence o ON o.meeting_id = m.id
    UNION ALL
    SELECT m.group_id, m.period_id, i.owner_id
    FROM meeting m
    JOIN meetings_meetingday d ON d.meeting_id = m.id AND d."on" <= %(as_of)s
    JOIN meetings_agendaitem i ON i.day_id = d.id
    UNION ALL
    SELECT m.group_id, m.period_id, h.coach_id FROM meeting m JOIN issues_hotseat h ON h.meeting_id = m.id
    WHERE h.given_up_at IS NULL OR (h.given_up_at AT TIME ZONE %(zone)s)::date > %(as_of)s
)
SELECT group_id, period_id, member_id, count(*) AS turns
FROM turn WHERE member_id IS NOT NULL GROUP BY group_id, period_id, member_id
"""  # noqa: S608 - put together from the constants above

_ROLES_BEGIN = """
SELECT g.group_id, r.starts_on
FROM due_group g
JOIN peergroups_membership s ON s.group_id = g.group_id
JOIN peergroups_roleterm r ON r.membership_id = s.id"""

_TURNS_ARE_GIVEN_UP = """
SELECT g.group_id, (h.given_up_at AT TIME ZONE %(zone)s)::date
FROM due_group g
JOIN meetings_meeting m ON m.group_id = g.group_id
JOIN issues_hotseat h ON h.meeting_id = m.id"""

_LATE = f"""
, about AS (
    SELECT e.id, e.group_id, e.thing_id AS meeting_id FROM line e
    WHERE e.kind = 'meetings.meeting' AND (e.verb = 'agenda.changed' OR e.verb LIKE 'host.%%')
    UNION ALL
    SELECT e.id, e.group_id, h.meeting_id FROM line e JOIN issues_hotseat h ON h.id = e.thing_id
    WHERE e.kind = 'issues.hotseat'
)
SELECT q.period_id, count(*)
FROM about a JOIN due_group g ON g.group_id = a.group_id JOIN meetings_meeting m ON m.id = a.meeting_id
CROSS JOIN LATERAL (
    SELECT {QUARTER_OF.format(day="(m.starts_at AT TIME ZONE %(zone)s)")} AS period_id) q
WHERE NOT {OPEN.format(period="q.period_id")}
GROUP BY q.period_id
"""  # noqa: S608 - put together from the constants above

# The turns of four quarters of those who sit at the table and sat there half a year before: who had none
# counts too.
_TURNS = f"""
(SELECT now.group_id, now.period_id, now.member_id, coalesce(sum(t.turns), 0) AS turns
 FROM due_group g
 JOIN engagement_seatcount now ON now.group_id = g.group_id AND now.filling = 1
 JOIN engagement_seatcount was ON was.group_id = now.group_id AND was.member_id = now.member_id
      AND was.period_id = now.period_id - 2 AND was.at_end = 1
 LEFT JOIN engagement_turncount t ON t.group_id = now.group_id AND t.member_id = now.member_id
      AND t.period_id BETWEEN now.period_id - 3 AND now.period_id
 WHERE {OPEN.format(period="now.period_id")}
 GROUP BY now.group_id, now.period_id, now.member_id) taken
"""  # noqa: S608 - put together from the constant above

_OF_GROUPS = f"""
SELECT r.group_id, r.period_id, r.people, coalesce(i.total, 0), coalesce(i.people, 0),
       i.pielou, i.gini_corrected, i.largest_share
FROM engagement_rostercount r
JOIN due_group g ON g.group_id = r.group_id
LEFT JOIN ({inequality(_TURNS, by="group_id, period_id", of="turns")}) i
     ON i.group_id = r.group_id AND i.period_id = r.period_id
WHERE {OPEN.format(period="r.period_id")}
"""  # noqa: S608 - put together from the constants above

_OF_COMMUNITY = """
SELECT metric, period_id, sum(numerator), sum(denominator), array_agg(value)
FROM engagement_metricresult
WHERE level = 'group' AND metric = ANY(%(metrics)s) AND period_id = ANY(%(periods)s) AND status = 'ok'
GROUP BY metric, period_id
"""


def of_groups(moment: Moment) -> Found:
    """Say of each group that is due how its turns are spread; where there are fewer than people, nothing."""
    with connection.cursor() as cursor:
        cursor.execute(_OF_GROUPS, moment.parameters)
        rows = cursor.fetchall()
    results = []
    for group, period, people, turns, takers, spread, gini, largest in rows:
        cell, tally = Cell(Level.GROUP, group, Quarter(period)), Tally(turns, takers)
        for metric, value in ((SPREAD, spread), (GINI, gini)):
            found = judged(metric, cell, tally, value if turns >= takers else None, None)
            detail = None if found.value is None else {"largest_share": largest}
            results.append(found._replace(people=min(people, int(takers)), detail=detail))
    return Found(results, [])


def of_community(moment: Moment, quarters: list[Quarter]) -> Iterator[Result]:
    """Say of the group in the middle how its turns are spread."""
    metrics, periods = [SPREAD.name, GINI.name], [quarter.id for quarter in quarters]
    with connection.cursor() as cursor:
        cursor.execute(_OF_COMMUNITY, {"metrics": metrics, "periods": periods})
        rows = cursor.fetchall()
    for name, period, turns, takers, values in rows:
        middle = median(values) if len(values) >= FEWEST_GROUPS else None
        cell = Cell(Level.COMMUNITY, None, Quarter(period))
        yield judged(METRICS[name], cell, Tally(turns, takers), middle, None)


LEADING = Family(
    name="leading",
    verbs=(
        *SEATS.verbs,
        *(Met.MEETING_SCHEDULED, Met.MEETING_CHANGED, Met.MEETING_CANCELLED, Met.MEETING_RESTORED),
        *(Met.MEETING_IN_STEP, Met.AGENDA_CHANGED),
        *(Repeated.SERIES_STARTED, Repeated.SERIES_CHANGED, Repeated.SERIES_SPLIT, Repeated.SERIES_EXTENDED),
        *(Repeated.SERIES_RESUMED, Repeated.HOST_NAMED, Repeated.TURN_TAKEN, Repeated.TURN_PASSED),
        *(Worked.HOT_SEAT_CHOSEN, Worked.HOT_SEAT_PREPARED, Worked.HOT_SEAT_TAKEN_OFF),
        *(Worked.HOT_SEAT_GIVEN_UP, Worked.HOT_SEAT_GIVEN_UP_LATE, Worked.HOT_SEAT_FILLED),
    ),
    tables=(Table(TurnCount, _ROWS),),
    next_change=earliest(SEATS.next_change, NEXT_CHANGE, _ROLES_BEGIN, _TURNS_ARE_GIVEN_UP),
    late=_LATE,
    metrics=(SPREAD.name, GINI.name),
    of_groups=of_groups,
    of_community=of_community,
)
