"""What two people did with each other, out of the ledger: it is added to what is known."""

from django.db import connection

from engagement.families.family import QUARTER_OF
from engagement.models import DIRECT
from engagement.pipeline.scratch import run
from engagement.ties.parts import COLUMNS, DAY, KEYS, takes_part, weights
from engagement.ties.weights import TOUCHES, UNDOING, VERBS

PARAMETERS = {"verbs": [*VERBS, *UNDOING], "undoing": list(UNDOING)}

# Lines that say the same in all are one line.
_LINES = """
SELECT min(e.id) AS id, e.verb, e.at, e.by_id, e.toward_id, e.kind, e.thing_id
FROM ledger_entry e
WHERE e.verb = ANY(%(verbs)s) AND e.by_id <> e.toward_id AND e.id <= %(until)s AND {which}
GROUP BY e.verb, e.at, e.by_id, e.toward_id, e.kind, e.thing_id
"""

_ALL = _LINES.format(which="true")

# Later lines that repeat no earlier one; and earlier ones whose day had not come the last time.
_LATER = """
e.id > %(after)s AND NOT EXISTS (
    SELECT FROM ledger_entry d
    WHERE d.verb = e.verb AND d.at = e.at AND d.by_id = e.by_id AND d.toward_id = e.toward_id
      AND d.kind = e.kind AND d.thing_id IS NOT DISTINCT FROM e.thing_id AND d.id < e.id)"""
_COME = f"""
e.id <= %(after)s AND e.at > %(since)s::timestamp - interval '1 day'
AND {DAY.format(at="e.at")} > %(since)s"""
_NEW = f"{_LINES.format(which=_LATER)} UNION ALL {_LINES.format(which=_COME)}"

# What takes something back takes back the last that the same person did about the same thing, or anybody.
_PARTS = f"""
WITH line AS ({{lines}}),
touch (verb, weight, undone_by) AS (
    VALUES {", ".join(f"('{touch.verb}', {touch.weight}, '{touch.undone_by}')" for touch in TOUCHES)}),
said AS (
    SELECT l.by_id, l.toward_id, l.at, t.weight, 1 AS sign FROM line l JOIN touch t ON t.verb = l.verb
    UNION ALL
    SELECT d.by_id, d.toward_id, d.at, d.weight, -1
    FROM line l
    CROSS JOIN LATERAL (
        SELECT e.by_id, e.toward_id, e.at, t.weight
        FROM ledger_entry e JOIN touch t ON t.verb = e.verb AND t.undone_by = l.verb
        WHERE e.kind = l.kind AND e.thing_id = l.thing_id AND e.toward_id = l.toward_id AND e.id < l.id
        ORDER BY e.by_id = l.by_id DESC, e.id DESC LIMIT 1) d
    WHERE l.verb = ANY(%(undoing)s) AND d.by_id <> d.toward_id
)
SELECT q.period_id, least(s.by_id, s.toward_id) AS one_id, greatest(s.by_id, s.toward_id) AS other_id,
       {DIRECT} AS group_id, sum(s.sign) AS touches, {weights("s.sign * s.weight", "d.day")},
       max(d.day) AS last_on
FROM said s
CROSS JOIN LATERAL (SELECT {DAY.format(at="s.at")} AS day) d
CROSS JOIN LATERAL (SELECT {QUARTER_OF.format(day="d.day")} AS period_id) q
WHERE d.day <= %(as_of)s AND q.period_id <> ALL(%(frozen)s)
  AND {takes_part("s.by_id", "s.at")} AND {takes_part("s.toward_id", "s.at")}
GROUP BY q.period_id, one_id, other_id
"""  # noqa: S608 - put together from the constants above

_ADDED = f"""
CREATE TEMPORARY TABLE fresh_part ON COMMIT DROP AS
SELECT {KEYS}, n.touches, w.*,
       greatest(d.last_on, t.last_on) AS last_on
FROM ({{parts}}) d LEFT JOIN engagement_tiepart t USING ({KEYS})
CROSS JOIN LATERAL (SELECT d.touches + coalesce(t.touches, 0) AS touches) n
CROSS JOIN LATERAL (
    SELECT CASE WHEN n.touches = 0 THEN 0 ELSE d.weight + coalesce(t.weight, 0) END AS weight,
           CASE WHEN n.touches = 0 THEN 0 ELSE d.shorter + coalesce(t.shorter, 0) END AS shorter,
           CASE WHEN n.touches = 0 THEN 0 ELSE d.longer + coalesce(t.longer, 0) END AS longer) w
"""  # noqa: S608 - put together from the constants above

# Where all was taken back a part of nothing stays, with its last day: then the order of what is written down
# makes no difference.
_FORGET = "DELETE FROM engagement_tiepart WHERE group_id = {direct} AND period_id <> ALL(%(frozen)s)"
_ADD = f"""
INSERT INTO engagement_tiepart ({COLUMNS}) SELECT {COLUMNS} FROM fresh_part WHERE touches >= 0 ORDER BY {KEYS}
"""  # noqa: S608 - put together from the constants above
_REPLACE = f"""
DELETE FROM engagement_tiepart WHERE ({KEYS}) IN (SELECT {KEYS} FROM fresh_part);
{_ADD}
"""  # noqa: S608 - put together from the constants above


def add_touches(parameters: dict[str, object], *, anew: bool) -> set[int]:
    """Add what the lines of a range say, or anew what all say; return the quarters that it is about."""
    parameters = PARAMETERS | parameters
    if anew:
        run(_FORGET.format(direct=DIRECT), parameters)
    run(_ADDED.format(parts=_PARTS.format(lines=_ALL if anew else _NEW)), parameters)
    run(_ADD if anew else _REPLACE)
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT period_id FROM fresh_part")
        found = {period for (period,) in cursor.fetchall()}
    run("DROP TABLE fresh_part")
    return found
