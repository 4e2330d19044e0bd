"""What is counted about members, for their own eyes: worked out of their counts when somebody looks.

Nobody puts members side by side, so these results need no rows that are kept.
"""

import json

from django.db import connection

from engagement.catalogue import METRICS
from engagement.figures import FIELDS
from engagement.metric import Metric
from engagement.models import Level, MeetingCount, PersonTies
from engagement.result import Result
from engagement.sql.streaks import streaks_over
from engagement.sums import of_members

_OF_TIES = """
SELECT v.metric, k.version, %(level)s, p.member_id, p.period_id, v.x, v.n, CASE WHEN s.says THEN v.value END,
       NULL, NULL, CASE WHEN s.says THEN 'ok' ELSE 'not_enough_data' END,
       NULL::int, CASE WHEN s.says THEN v.detail END
FROM {table} p
CROSS JOIN LATERAL (VALUES
    ('tie_freshness', p.fresh, p.ties, p.fresh::float8 / nullif(p.ties, 0),
     jsonb_build_object('median_days', p.days)),
    ('cross_group_ties', p.crossing, 1, p.crossing, NULL),
    ('constraint', p.constrained, p.ties, p.constrained,
     jsonb_build_object('if_all_tied', (2 * p.ties - 1) ^ 2 / nullif(p.ties, 0)::float8 ^ 3,
                        'if_none_tied', 1 / nullif(p.ties, 0)::float8)),
    ('effective_size', p.effective_size, p.ties, p.effective_size, NULL),
    ('betweenness', p.between_share, p.people, p.between_share, NULL)
) AS v (metric, x, n, value, detail)
JOIN (VALUES {metrics}) AS k (metric, version, least) ON k.metric = v.metric
CROSS JOIN LATERAL (SELECT v.n >= k.least AS says) s
WHERE v.n > 0 AND v.x IS NOT NULL AND {whose}
"""

STREAK = METRICS["attendance_streak"]

_STREAKS = streaks_over(
    "{source}", by="group_id, member_id", order="period_id", run="in_a_row", broken="broken"
)

# The highest of one's groups. Whoever is new in a group, or was there once, is not told of it.
_OF_STREAKS = f"""
SELECT 'attendance_streak', %(streak_version)s, %(level)s, t.member_id, t.period_id,
       max(t.streak)::float8, max(t.streak)::float8, max(t.streak)::float8, NULL, NULL, 'ok',
       NULL::int, NULL::jsonb
FROM ({_STREAKS}) t
WHERE t.settled = 1 AND t.expected > 0 AND t.streak >= %(streak_least)s
GROUP BY t.member_id, t.period_id
"""  # noqa: S608 - put together from names out of our own code

_TOLD = ("tie_freshness", "cross_group_ties", "constraint", "effective_size", "betweenness")


def results_of_members(member_id: int | None = None) -> list[Result]:
    """Return what is counted about one member, or about all, in the order of the quarters; one query."""
    sums = of_members("true" if member_id is None else "u.member_id = %(member)s")
    ties = _OF_TIES.format(
        table=PersonTies._meta.db_table,
        metrics=", ".join(f"('{m.name}', {m.version}, {m.minimum[Level.MEMBER]})" for m in _of_ties()),
        whose="true" if member_id is None else "p.member_id = %(member)s",
    )
    of_whom = "true" if member_id is None else "u.member_id = %(member)s"
    counts = f"(SELECT * FROM {MeetingCount._meta.db_table} u WHERE {of_whom}) u"  # noqa: S608 - names of ours
    streaks = _OF_STREAKS.format(source=counts)
    parameters = {"streak_version": STREAK.version, "streak_least": STREAK.minimum[Level.MEMBER]}
    with connection.cursor() as cursor:
        cursor.execute(
            f"({sums.sql}) UNION ALL ({ties}) UNION ALL ({streaks}) ORDER BY period_id, metric",
            sums.parameters | parameters | {"member": member_id},
        )
        found = [Result(*row) for row in cursor.fetchall()]
    return [row if row.detail is None else row._replace(detail=json.loads(row.detail)) for row in found]


def own_rows(member_id: int, metric: str | None = None) -> list[tuple[object, ...]]:
    """Return the `FIELDS` of what is counted about a member, by quarter; of one metric, or of all."""
    told = (result for result in results_of_members(member_id) if metric in (None, result.metric))
    return [
        tuple(False if field == "is_kept_back" else getattr(result, field) for field in FIELDS)
        for result in told
    ]


def _of_ties() -> list[Metric]:
    return [METRICS[name] for name in _TOLD]
