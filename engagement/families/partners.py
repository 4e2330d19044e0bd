"""Who asks whom how it went, as far as it is known: the partners that are named."""

from django.db import connection

from engagement.catalogue import METRICS
from engagement.families.commitments import COMMITMENTS, KNOWN
from engagement.families.family import OPEN, QUARTER_OF, Family, Found, Moment, earliest
from engagement.families.seats import SEATS
from engagement.models import Level
from engagement.periods import Quarter
from engagement.result import Cell, Tally, judged

SPREAD = METRICS["partner_spread"]

# Pairs of those who both sit in the group when the quarter is looked at, for what was due in it. Each comes
# once, however often one asks the other. No group is so large that all of its pairs could be named; groups
# in which nobody has a partner have their row too.
_PAIRS = f"""
WITH {KNOWN}, pair AS (
    SELECT DISTINCT g.group_id, q.period_id, g.member_id, g.partner_id
    FROM known g
    CROSS JOIN LATERAL (SELECT {QUARTER_OF.format(day="g.due_on")} AS period_id) q
    JOIN engagement_seatcount o ON o.group_id = g.group_id AND o.period_id = q.period_id
         AND o.member_id = g.member_id AND o.at_end = 1
    JOIN engagement_seatcount p ON p.group_id = g.group_id AND p.period_id = q.period_id
         AND p.member_id = g.partner_id AND p.at_end = 1
    WHERE g.due_on < %(as_of)s AND g.made_on <= %(as_of)s
      AND NOT (g.outcome IN ('changed', 'dropped') AND g.closed_on < g.due_on)
      AND {OPEN.format(period="q.period_id")}
), asked AS (
    SELECT group_id, period_id, member_id, count(*) AS partners
    FROM pair GROUP BY group_id, period_id, member_id
)
SELECT s.group_id, s.period_id, s.people, coalesce(n.pairs, 0), n.both_ways, a.one_only
FROM (
    SELECT c.group_id, c.period_id, count(*) AS people
    FROM due_group g JOIN engagement_seatcount c ON c.group_id = g.group_id
    WHERE c.at_end = 1 AND {OPEN.format(period="c.period_id")} GROUP BY c.group_id, c.period_id) s
LEFT JOIN (
    SELECT group_id, period_id, count(*) AS pairs, avg(is_both::int)::float8 AS both_ways
    FROM (SELECT group_id, period_id, count(*) OVER (
              PARTITION BY group_id, period_id, least(member_id, partner_id), greatest(member_id, partner_id)
          ) = 2 AS is_both FROM pair) t
    GROUP BY group_id, period_id) n USING (group_id, period_id)
LEFT JOIN (
    SELECT group_id, period_id, avg((partners = 1)::int)::float8 AS one_only
    FROM asked GROUP BY group_id, period_id) a USING (group_id, period_id)
WHERE s.people > 1
  AND EXISTS (
      SELECT FROM engagement_commitmentcount c
      WHERE c.group_id = s.group_id AND c.period_id = s.period_id AND c.due > 0)
"""  # noqa: S608 - put together from the constants above


def of_groups(moment: Moment) -> Found:
    """Say of each group that is due, for the quarters in which anything was, how its partners are spread."""
    with connection.cursor() as cursor:
        cursor.execute(_PAIRS, moment.parameters)
        rows = cursor.fetchall()
    results = []
    for group, period, people, pairs, both_ways, one_only in rows:
        possible = people * (people - 1)
        cell = Cell(Level.GROUP, group, Quarter(period))
        found = judged(SPREAD, cell, Tally(pairs, possible), pairs / possible, None)
        told = found.value is not None and pairs > 0
        detail = {"both_ways": round(both_ways, 9), "one_only": round(one_only, 9)} if told else None
        results.append(found._replace(people=people, detail=detail))
    return Found(results, [])


PARTNERS = Family(
    name="partners",
    verbs=(*COMMITMENTS.verbs, *SEATS.verbs),
    next_change=earliest(SEATS.next_change, COMMITMENTS.next_change),
    metrics=(SPREAD.name,),
    of_groups=of_groups,
)
