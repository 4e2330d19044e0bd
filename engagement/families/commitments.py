"""What was promised, and what became of it."""

from commitments.events import Happened as Promised
from engagement.families.family import OPEN, QUARTER_OF, Family, Table
from engagement.families.reaching import METRICS_OF_REACHING, of_community, of_groups
from engagement.models.counts import CommitmentCount

# A commitment's date is the one it had on the day we look from: the earliest that was given up later, if
# there is one. It counts once that date is over, lest what is due today be called not done at two in the
# morning.
KNOWN = """
known AS (
    SELECT c.group_id, c.member_id, c.partner_id, c.made_on, c.first_due_on, g.since,
           CASE WHEN r.id IS NULL THEN c.due_on ELSE r.was_due_on END AS due_on,
           CASE WHEN c.closed_on <= %(as_of)s THEN c.outcome ELSE '' END AS outcome,
           CASE WHEN c.closed_on <= %(as_of)s THEN c.closed_on END AS closed_on,
           CASE WHEN c.closed_on > %(as_of)s THEN c.closed_on END AS closes_on, r.rolls_on
    FROM due_group g
    JOIN commitments_commitment c ON c.group_id = g.group_id
         AND (c.made_on >= g.since OR c.first_due_on >= g.since OR c.due_on >= g.since)
    LEFT JOIN LATERAL (
        SELECT id, was_due_on, (rolled_at AT TIME ZONE %(zone)s)::date AS rolls_on FROM commitments_rollover
        WHERE commitment_id = c.id AND (rolled_at AT TIME ZONE %(zone)s)::date > %(as_of)s
        ORDER BY rolled_at, id LIMIT 1) r ON true
)"""

# How many steps below what was promised it came out: by the date first set none, not at all two.
_SHORT = """
CASE WHEN g.outcome = 'kept' AND g.closed_on <= g.first_due_on THEN 0
     WHEN g.outcome IN ('kept', 'partly') THEN 1 ELSE 2 END"""

# What falls due in a quarter, what was first due in it, and what was made in it. Changed or dropped before
# its date, a commitment was withdrawn, and is in no rate but that of what was withdrawn.
_ROWS = f"""
WITH {KNOWN}
SELECT g.group_id, q.period_id, g.member_id,
       coalesce(sum(CASE g.outcome WHEN 'kept' THEN 1 WHEN 'partly' THEN 0.5 ELSE 0 END)
           FILTER (WHERE w.is_due), 0)::float8 AS kept,
       count(*) FILTER (WHERE w.is_due) AS due,
       count(g.partner_id) FILTER (WHERE w.is_due) AS partnered,
       coalesce(sum({_SHORT}) FILTER (WHERE w.is_due), 0) AS short,
       count(*) FILTER (WHERE w.is_due AND g.outcome = 'kept' AND g.due_on = g.first_due_on) AS as_planned,
       count(*) FILTER (WHERE w.is_due AND g.outcome <> '') AS closed,
       count(*) FILTER (WHERE f.what = 'due' AND w.is_withdrawn) AS withdrawn,
       count(*) FILTER (WHERE f.what = 'due') AS falling,
       count(*) FILTER (
           WHERE f.what = 'first due' AND NOT w.is_withdrawn
           AND g.outcome = 'kept' AND g.closed_on <= f.day) AS on_time,
       count(*) FILTER (WHERE f.what = 'first due' AND NOT w.is_withdrawn) AS first_due,
       count(*) FILTER (WHERE f.what = 'made') AS made
FROM known g
CROSS JOIN LATERAL (VALUES
    ('due', g.due_on, g.due_on + 1),
    ('first due', g.first_due_on, g.first_due_on + 1),
    ('made', g.made_on, g.made_on)
) AS f(what, day, counts_from)
CROSS JOIN LATERAL (
    SELECT g.outcome IN ('changed', 'dropped') AND g.closed_on < f.day AS is_withdrawn) v
CROSS JOIN LATERAL (SELECT v.is_withdrawn, f.what = 'due' AND NOT v.is_withdrawn AS is_due) w
CROSS JOIN LATERAL (SELECT {QUARTER_OF.format(day="f.day")} AS period_id) q
WHERE f.counts_from <= %(as_of)s AND g.made_on <= %(as_of)s
  AND {OPEN.format(period="q.period_id")}
GROUP BY g.group_id, q.period_id, g.member_id
"""  # noqa: S608 - put together from the constants above

_NEXT_CHANGE = f"""
WITH {KNOWN}
SELECT k.group_id, min(c."on")
FROM known k
CROSS JOIN LATERAL (VALUES
    (k.made_on), (k.due_on + 1), (k.first_due_on + 1), (k.closes_on), (k.rolls_on)
) AS c("on")
WHERE c."on" > %(as_of)s
  AND greatest(k.made_on, k.due_on + 1, k.first_due_on + 1, k.closes_on, k.rolls_on) > %(as_of)s
GROUP BY k.group_id
"""  # noqa: S608 - put together from the constants above

_LATE = f"""
SELECT q.period_id, count(DISTINCT e.id)
FROM line e JOIN due_group g ON g.group_id = e.group_id
JOIN commitments_commitment c ON c.id = e.thing_id AND e.kind = 'commitments.commitment'
CROSS JOIN LATERAL (VALUES (c.due_on), (c.first_due_on), (c.made_on)) AS f(day)
CROSS JOIN LATERAL (SELECT {QUARTER_OF.format(day="f.day")} AS period_id) q
WHERE NOT {OPEN.format(period="q.period_id")}
GROUP BY q.period_id
"""  # noqa: S608 - put together from the constants above

COMMITMENTS = Family(
    name="commitments",
    verbs=(
        *(Promised.COMMITMENT_MADE, Promised.COMMITMENT_REWORDED, Promised.COMMITMENT_ROLLED),
        *(Promised.COMMITMENT_KEPT, Promised.COMMITMENT_PARTLY_KEPT, Promised.COMMITMENT_CHANGED),
        *(Promised.COMMITMENT_MISSED, Promised.COMMITMENT_DROPPED, Promised.COMMITMENT_REOPENED),
    ),
    tables=(Table(CommitmentCount, _ROWS),),
    next_change=_NEXT_CHANGE,
    late=_LATE,
    metrics=METRICS_OF_REACHING,
    of_groups=of_groups,
    of_community=of_community,
)
