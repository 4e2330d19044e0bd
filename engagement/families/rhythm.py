"""How often groups meet, and how long it is from one meeting to the next."""

from collections.abc import Iterator

from django.db import connection

from engagement.catalogue import METRICS
from engagement.families.family import OPEN, Family, Found, Moment, earliest
from engagement.families.meetings import BEGUN, KNOWN, NEXT_CHANGE
from engagement.families.seats import SEATS
from engagement.models import Level
from engagement.periods import Quarter
from engagement.result import Cell, Result, Tally, judged
from meetings.events import Happened as Met

HELD, BETWEEN, GROUPS = (METRICS[name] for name in ("meetings_held", "days_between_meetings", "groups_met"))

# The meeting before may lie in a quarter that is not counted any more.
_OF_GROUPS = f"""
WITH {KNOWN}, {BEGUN}, held AS (
    SELECT m.group_id, m.period_id, m.starts_on - b.starts_on AS days
    FROM meeting m
    JOIN meetings_meeting i ON i.id = m.id
    LEFT JOIN LATERAL (
        SELECT e.starts_on FROM meetings_meeting e
        WHERE e.group_id = m.group_id AND (e.starts_at, e.id) < (i.starts_at, i.id)
          AND (e.cancelled_at IS NULL OR (e.cancelled_at AT TIME ZONE %(zone)s)::date > %(as_of)s)
        ORDER BY e.starts_at DESC, e.id DESC LIMIT 1) b ON true
)
SELECT r.group_id, r.period_id, r.people, coalesce(h.meetings, 0), coalesce(h.days, 0), coalesce(h.steps, 0),
       h.middle
FROM due_group g
JOIN engagement_rostercount r ON r.group_id = g.group_id
LEFT JOIN (
    SELECT group_id, period_id, count(*) AS meetings, sum(days) AS days, count(days) AS steps,
           percentile_cont(0.5) WITHIN GROUP (ORDER BY days) AS middle
    FROM held GROUP BY group_id, period_id) h ON h.group_id = r.group_id AND h.period_id = r.period_id
WHERE r.people > 0 AND {OPEN.format(period="r.period_id")}
"""  # noqa: S608 - put together from the constants above

_OF_COMMUNITY = f"""
SELECT period_id, count(*) FILTER (WHERE numerator > 0), count(*)
FROM engagement_metricresult
WHERE level = 'group' AND metric = '{HELD.name}' AND denominator > 0 AND period_id = ANY(%(periods)s)
GROUP BY period_id
"""  # noqa: S608 - a name of ours


def of_groups(moment: Moment) -> Found:
    """Say of each group that is due how often it met in each of its quarters, also where it did not."""
    with connection.cursor() as cursor:
        cursor.execute(_OF_GROUPS, moment.parameters)
        rows = cursor.fetchall()
    results = []
    for group, period, people, meetings, days, steps, middle in rows:
        cell = Cell(Level.GROUP, group, Quarter(period))
        told = judged(HELD, cell, Tally(meetings, 1), meetings, None)
        between = judged(BETWEEN, cell, Tally(days, steps), middle, None)
        results += [told._replace(people=people), between._replace(people=people)]
    return Found(results, [])


def of_community(moment: Moment, quarters: list[Quarter]) -> Iterator[Result]:
    """Say how many of the groups in which somebody sat met at all."""
    with connection.cursor() as cursor:
        cursor.execute(_OF_COMMUNITY, {"periods": [quarter.id for quarter in quarters]})
        rows = cursor.fetchall()
    for period, met, groups in rows:
        yield judged(
            GROUPS, Cell(Level.COMMUNITY, None, Quarter(period)), Tally(met, groups), met / groups, None
        )


RHYTHM = Family(
    name="rhythm",
    verbs=(
        *SEATS.verbs,
        *(Met.MEETING_SCHEDULED, Met.MEETING_CHANGED, Met.MEETING_CANCELLED, Met.MEETING_RESTORED),
        Met.MEETING_IN_STEP,
    ),
    next_change=earliest(SEATS.next_change, NEXT_CHANGE),
    metrics=(HELD.name, BETWEEN.name, GROUPS.name),
    of_groups=of_groups,
    of_community=of_community,
)
