"""What was promised, and what became of it."""

from datetime import date

from django.db import connection

from engagement.cells import Tallies, Tally, cell_of

# By member, by group and for the community: what falls due in a quarter, what was first due in it, and what
# was made in it. Changed or dropped before its date, a commitment was withdrawn and is in no rate. Its date
# is the one it had on the day we look from: the earliest that was given up later, if there is one. It counts
# once that date is over, lest what is due today be called not done at two in the morning.
_BY_QUARTER = """
WITH known AS (
    SELECT c.group_id, c.member_id, c.made_on, c.first_due_on,
           CASE WHEN r.id IS NULL THEN c.due_on ELSE r.was_due_on END AS due_on,
           CASE WHEN c.closed_on <= %(as_of)s THEN c.outcome ELSE '' END AS outcome,
           CASE WHEN c.closed_on <= %(as_of)s THEN c.closed_on END AS closed_on
    FROM commitments_commitment c
    LEFT JOIN LATERAL (
        SELECT id, was_due_on FROM commitments_rollover
        WHERE commitment_id = c.id AND (rolled_at AT TIME ZONE %(zone)s)::date > %(as_of)s
        ORDER BY rolled_at, id LIMIT 1) r ON true
    WHERE c.made_on <= %(as_of)s
)
SELECT f.metric, extract(year FROM f.day)::int * 4 + extract(quarter FROM f.day)::int - 1 AS period_id,
       k.group_id, k.member_id, sum(f.part), count(*)
FROM known k
CROSS JOIN LATERAL (VALUES
    ('follow_through', due_on, due_on + 1, CASE outcome WHEN 'kept' THEN 1 WHEN 'partly' THEN 0.5 ELSE 0 END),
    ('on_time_rate', first_due_on, first_due_on + 1, (outcome = 'kept' AND closed_on <= first_due_on)::int),
    ('commitment_load', made_on, made_on, 1)
) AS f(metric, day, counts_from, part)
WHERE f.counts_from <= %(as_of)s
  AND NOT (f.metric <> 'commitment_load' AND outcome IN ('changed', 'dropped') AND closed_on < f.day)
GROUP BY GROUPING SETS ((metric, period_id, member_id), (metric, period_id, group_id), (metric, period_id))
"""


def commitment_tallies(as_of: date, zone: str) -> dict[str, Tallies]:
    """Count commitments in every cell that has any; of the load the numerator is the number made."""
    tallies: dict[str, Tallies] = {"follow_through": {}, "on_time_rate": {}, "commitment_load": {}}
    with connection.cursor() as cursor:
        cursor.execute(_BY_QUARTER, {"as_of": as_of, "zone": zone})
        for metric, period_id, group_id, member_id, part, count in cursor.fetchall():
            tallies[metric][cell_of(period_id, group_id, member_id)] = Tally(float(part), float(count))
    return tallies
