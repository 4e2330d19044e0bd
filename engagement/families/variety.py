"""How various people are: their industries, jobs and countries, as their profiles say today."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import connection

from engagement.catalogue import METRICS
from engagement.families.family import OPEN, Family, Found, Moment
from engagement.families.seats import SEATS
from engagement.models import Level
from engagement.periods import Quarter
from engagement.result import Cell, Result, Tally, judged
from engagement.sql.diversity import diversity

FEWEST = 5
"""Of so many one has to know it, and of half of the people."""

KINDS = {
    "diversity_industry": "lower(btrim(p.industry))",
    "diversity_job": "lower(btrim(p.job))",
    "diversity_country": "p.country",
}

# Who sits in the group on the day at which a quarter is looked at; a group that nobody sits in has its row.
_OF_GROUPS = f"""
SELECT r.group_id, r.period_id, r.people AS roster, s.member_id
FROM due_group g
JOIN engagement_rostercount r ON r.group_id = g.group_id
LEFT JOIN engagement_seatcount s
     ON s.group_id = r.group_id AND s.period_id = r.period_id AND s.at_end = 1
WHERE {OPEN.format(period="r.period_id")}
"""  # noqa: S608 - put together from the constant above

_OF_COMMUNITY = """
SELECT DISTINCT 0 AS group_id, s.period_id, NULL::int AS roster, s.member_id
FROM engagement_seatcount s WHERE s.at_end = 1 AND s.period_id = ANY(%(periods)s)
"""

_CELL = "group_id, period_id, roster, metric"
_VARIETY = f"""
WITH seated AS ({{seated}}), kind AS (
    SELECT s.group_id, s.period_id, s.roster, k.metric, k.kind, count(p.id) AS people
    FROM seated s
    LEFT JOIN members_member p ON p.id = s.member_id
    CROSS JOIN LATERAL (
        VALUES {", ".join(f"('{metric}', {kind})" for metric, kind in KINDS.items())}) AS k(metric, kind)
    GROUP BY s.group_id, s.period_id, s.roster, k.metric, k.kind
), everyone AS (
    SELECT group_id, period_id, metric, sum(people) AS people FROM kind GROUP BY group_id, period_id, metric
), known AS ({diversity("kind", by=_CELL, of="CASE WHEN kind <> '' THEN people ELSE 0 END")})
SELECT k.group_id, k.period_id, k.roster, k.metric, k.people, e.people, k.unbiased_blau, k.effective_number
FROM known k JOIN everyone e USING (group_id, period_id, metric)
"""  # noqa: S608 - put together from the constants above


def of_groups(moment: Moment) -> Found:
    """Say of each group that is due how various its people are, in each of its quarters."""
    return Found(list(_told(Level.GROUP, _OF_GROUPS, moment.parameters)), [])


def of_community(moment: Moment, quarters: list[Quarter]) -> Iterable[Result]:
    """Say how various all are together; who sits in two groups is one person."""
    periods = {"periods": [quarter.id for quarter in quarters]}
    return _told(Level.COMMUNITY, _OF_COMMUNITY, moment.parameters | periods)


def _told(level: Level, seated: str, parameters: dict[str, Any]) -> Iterator[Result]:
    with connection.cursor() as cursor:
        cursor.execute(_VARIETY.format(seated=seated), parameters)
        rows = cursor.fetchall()
    for group, period, roster, metric, known, people, blau, effective in rows:
        cell = Cell(level, group if level == Level.GROUP else None, Quarter(period))
        value = blau if known >= max(FEWEST, people / 2) else None
        found = judged(METRICS[metric], cell, Tally(known, people), value, None)
        detail = None if found.value is None else {"effective_number": round(effective, 9)}
        yield found._replace(people=None if roster is None else min(roster, int(known)), detail=detail)


VARIETY = Family(
    name="variety",
    verbs=SEATS.verbs,
    next_change="SELECT group_id, %(as_of)s::date + 1 FROM due_group",
    metrics=tuple(KINDS),
    of_groups=of_groups,
    of_community=of_community,
    is_read_daily=True,
)
