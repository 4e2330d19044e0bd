"""How far ahead commitments are dated, and how far people got with those that were due."""

from collections.abc import Iterator
from typing import Any

from django.db import connection

from engagement.catalogue import METRICS
from engagement.families.family import OPEN, QUARTER_OF, Found, Moment
from engagement.measures.attainment import attainment_of_all
from engagement.models import Level
from engagement.periods import Quarter
from engagement.result import Cell, Result, Tally, judged
from engagement.sql.aggregates import median

AHEAD, ATTAINED = METRICS["days_to_due"], METRICS["goal_attainment"]
METRICS_OF_REACHING = (AHEAD.name, ATTAINED.name)

# A date as first set stays as it is, so that nothing needs to be known of the day we look from but what was
# made by then.
_AHEAD = f"""
SELECT {{group}} AS group_id, q.period_id, count(DISTINCT c.member_id), sum(c.first_due_on - c.made_on),
       count(*), {median("c.first_due_on - c.made_on")}
FROM commitments_commitment c {{of_groups}}
CROSS JOIN LATERAL (SELECT {QUARTER_OF.format(day="c.made_on")} AS period_id) q
WHERE c.made_on <= %(as_of)s AND c.first_due_on IS NOT NULL AND {{wanted}}
GROUP BY 1, 2
"""  # noqa: S608 - put together from the constant above

_ATTAINED = """
SELECT {group} AS group_id, c.period_id, count(DISTINCT c.member_id), sum(c.short), sum(c.due),
       sum(c.partnered) / sum(c.due)::float8
FROM engagement_commitmentcount c {of_groups}
WHERE c.due > 0 AND {wanted}
GROUP BY 1, 2
"""

_OF_GROUPS = {"group": "c.group_id", "of_groups": "JOIN due_group g ON g.group_id = c.group_id"}
_OF_ALL = {"group": "NULL::bigint", "of_groups": ""}


def of_groups(moment: Moment) -> Found:
    """Say it of each group that is due, in each quarter in which it promised something."""
    ahead = _AHEAD.format(
        **_OF_GROUPS, wanted=f"c.made_on >= g.since AND {OPEN.format(period='q.period_id')}"
    )
    attained = _ATTAINED.format(**_OF_GROUPS, wanted=OPEN.format(period="c.period_id"))
    return Found(list(_told(Level.GROUP, ahead, attained, moment.parameters)), [])


def of_community(moment: Moment, quarters: list[Quarter]) -> Iterator[Result]:
    """Say it of all commitments together."""
    if quarters:
        days = {"first": quarters[0].first_day, "last": quarters[-1].last_day}
        periods = {"periods": [quarter.id for quarter in quarters]}
        between = "c.made_on BETWEEN %(first)s AND %(last)s AND q.period_id = ANY(%(periods)s)"
        ahead = _AHEAD.format(**_OF_ALL, wanted=between)
        attained = _ATTAINED.format(**_OF_ALL, wanted="c.period_id = ANY(%(periods)s)")
        yield from _told(Level.COMMUNITY, ahead, attained, moment.parameters | days | periods)


def _told(level: Level, ahead: str, attained: str, parameters: dict[str, Any]) -> Iterator[Result]:
    for group, period, people, days, dated, middle in _rows(ahead, parameters):
        cell = Cell(level, group, Quarter(period))
        yield judged(AHEAD, cell, Tally(days, dated), middle, None)._replace(people=_of(level, people))
    for group, period, people, short, due, partnered in _rows(attained, parameters):
        cell = Cell(level, group, Quarter(period))
        found = judged(ATTAINED, cell, Tally(short, due), attainment_of_all(-short, due), None)
        detail = None if found.value is None else {"partnered": round(partnered, 9)}
        yield found._replace(people=_of(level, people), detail=detail)


def _rows(sql: str, parameters: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())


def _of(level: Level, people: int) -> int | None:
    """Say how many people are in it of a group's figure alone; of all it depends on what groups show."""
    return people if level == Level.GROUP else None
