"""Who met in small meetings: counted anew for each group of which something was written down."""

from typing import Any

from django.db import connection

from engagement.families.family import QUARTER_OF
from engagement.models import DIRECT
from engagement.pipeline.scratch import run
from engagement.ties.parts import COLUMNS, DAY, KEYS, takes_part, weights
from engagement.ties.weights import MEETING, SMALL
from meetings.events import Happened as Met

ATTENDANCE = (
    *(Met.MEETING_CHANGED, Met.MEETING_CANCELLED, Met.MEETING_RESTORED, Met.MEETING_IN_STEP),
    *(Met.ATTENDED_PRESENT, Met.ATTENDED_LATE, Met.ATTENDED_PARTIAL, Met.ATTENDED_EXCUSED),
    *(Met.ATTENDED_ABSENT, Met.ATTENDED_NOT_RECORDED),
)

_ALL = f"""
SELECT id AS group_id FROM peergroups_group
UNION SELECT group_id FROM engagement_tiepart WHERE group_id <> {DIRECT}
"""  # noqa: S608 - a number of our own

# Of which there are lines, or of which a meeting was held or called off on a day that has come since.
_TOUCHED = """
SELECT group_id FROM ledger_entry
WHERE id > %(after)s AND id <= %(until)s AND verb = ANY(%(attendance)s) AND group_id IS NOT NULL
UNION
SELECT group_id FROM meetings_meeting
WHERE %(since)s < %(as_of)s AND ((ends_on >= %(since)s AND starts_on <= %(as_of)s + 1)
   OR (cancelled_at >= %(since)s AND cancelled_at < %(as_of)s + 2))
"""

# A group without ties comes with all its past, also with that of frozen quarters.
_LAY = """
CREATE TEMPORARY TABLE tied_group ON COMMIT DROP AS
SELECT g.group_id, NOT EXISTS (SELECT FROM engagement_tiepart t WHERE t.group_id = g.group_id) AS is_new
FROM ({groups}) g;
ANALYZE tied_group
"""

# Who came on any day was at the meeting. Who is left out of the ties still makes it a larger one.
_MET = f"""
CREATE TEMPORARY TABLE fresh_part ON COMMIT DROP AS
WITH meeting AS (
    SELECT m.id, m.group_id, m.starts_at, c.counted_on, q.period_id
    FROM tied_group g
    JOIN meetings_meeting m ON m.group_id = g.group_id
    LEFT JOIN meetings_meetingday d ON d.meeting_id = m.id AND d."on" = m.starts_on
    CROSS JOIN LATERAL (
        SELECT CASE WHEN d.starts IS NULL THEN m.starts_on
                    ELSE {DAY.format(at="m.starts_at")} END AS counted_on) c
    CROSS JOIN LATERAL (SELECT {QUARTER_OF.format(day="c.counted_on")} AS period_id) q
    WHERE m.starts_on <= %(as_of)s AND c.counted_on <= %(as_of)s
      AND (m.cancelled_at IS NULL OR {DAY.format(at="m.cancelled_at")} > %(as_of)s)
      AND (g.is_new OR q.period_id <> ALL(%(frozen)s))
),
here AS MATERIALIZED (
    SELECT DISTINCT m.id AS meeting_id, m.group_id, m.starts_at, m.counted_on, m.period_id, a.member_id
    FROM meeting m
    JOIN meetings_meetingday d ON d.meeting_id = m.id
    JOIN meetings_attendance a ON a.day_id = d.id
    WHERE a.mark IN ('present', 'late', 'partial') AND d."on" <= %(as_of)s
),
met AS MATERIALIZED (
    SELECT h.* FROM here h
    WHERE h.meeting_id IN (
        SELECT meeting_id FROM here GROUP BY meeting_id HAVING count(*) BETWEEN 2 AND {SMALL})
      AND {takes_part("h.member_id", "h.starts_at")}
)
SELECT a.period_id, a.member_id AS one_id, b.member_id AS other_id, a.group_id, count(*) AS touches,
       {weights(str(MEETING), "a.counted_on")}, NULL::date AS last_on
FROM met a JOIN met b ON b.meeting_id = a.meeting_id AND b.member_id > a.member_id
GROUP BY a.period_id, a.member_id, b.member_id, a.group_id
"""  # noqa: S608 - put together from the constants above

_REPLACE = f"""
WITH gone AS (
    DELETE FROM engagement_tiepart t USING tied_group g
    WHERE t.group_id = g.group_id AND (g.is_new OR t.period_id <> ALL(%(frozen)s))
      AND NOT EXISTS (SELECT FROM fresh_part f WHERE f.period_id = t.period_id AND f.one_id = t.one_id
                      AND f.other_id = t.other_id AND f.group_id = t.group_id)
    RETURNING t.period_id
), kept AS (
    INSERT INTO engagement_tiepart AS t ({COLUMNS}) SELECT {COLUMNS} FROM fresh_part ORDER BY {KEYS}
    ON CONFLICT ({KEYS}) DO UPDATE
    SET (touches, weight, shorter, longer) =
        ROW (excluded.touches, excluded.weight, excluded.shorter, excluded.longer)
    WHERE (t.touches, t.weight) IS DISTINCT FROM (excluded.touches, excluded.weight)
    RETURNING t.period_id
)
SELECT period_id FROM gone UNION SELECT period_id FROM kept
"""  # noqa: S608 - put together from the constants above


def count_circles(parameters: dict[str, Any], *, anew: bool) -> set[int]:
    """Count the meetings of the groups of which something was written, or of all.

    Returns the quarters in which something has changed.
    """
    parameters = parameters | {"attendance": list(ATTENDANCE)}
    run(_LAY.format(groups=_ALL if anew else _TOUCHED), parameters)
    run(_MET, parameters)
    with connection.cursor() as cursor:
        cursor.execute(_REPLACE, parameters)
        found = {period for (period,) in cursor.fetchall()}
    run("DROP TABLE fresh_part, tied_group")
    return found
