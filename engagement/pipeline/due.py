"""Which groups are to be counted: those that the ledger names, and those for which a day has come."""

from datetime import date
from typing import NamedTuple

from django.db import connection

from engagement.families import FAMILIES, Family, Moment
from engagement.models import FrozenQuarter
from engagement.periods import Quarter, quarters
from engagement.pipeline.scratch import run


class Part(NamedTuple):
    """The groups or members whose id leaves `number` when divided by `of`."""

    number: int
    of: int


EVERYTHING = Part(0, 1)

_ANEW = """
SELECT group_id FROM (
    SELECT id AS group_id FROM peergroups_group
    UNION SELECT group_id FROM engagement_countedgroup) k
WHERE k.group_id %% %(of)s = %(number)s
"""

_TOUCHED = """
SELECT group_id FROM ledger_entry
WHERE id > %(after)s AND id <= %(until)s AND verb = ANY(%(verbs)s) AND group_id %% %(of)s = %(number)s
UNION
SELECT group_id FROM engagement_countedgroup
WHERE family = %(family)s AND changes_on <= %(as_of)s AND group_id %% %(of)s = %(number)s
"""

# A group that was never counted comes with all its past, also with that of frozen quarters.
_LAY = """
INSERT INTO due (family, group_id, since)
SELECT %(family)s, d.group_id,
       CASE WHEN k.has_counts THEN %(since)s::date ELSE '-infinity'::date END
FROM ({groups}) d
LEFT JOIN engagement_countedgroup k ON k.family = %(family)s AND k.group_id = d.group_id
"""

_LATE = """
WITH line AS (
    SELECT id, verb, kind, thing_id, group_id FROM ledger_entry
    WHERE id > %(after)s AND id <= %(until)s AND verb = ANY(%(verbs)s) AND group_id %% %(of)s = %(number)s
)
"""


def lay_due(part: Part, after: int | None, moment: Moment) -> set[str]:
    """Find the groups that are due, and return the families that have any; without `after`, all are."""
    since = open_since(moment.now)
    for family in FAMILIES:
        parameters = moment.parameters | part._asdict() | {"after": after, "family": family.name}
        parameters |= {"verbs": list(family.verbs), "since": since or "-infinity"}
        run(_LAY.format(groups=_ANEW if after is None else _TOUCHED), parameters)
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT family FROM due")
        return {name for (name,) in cursor.fetchall()}


def turn_to(family: Family) -> None:
    """Let `due_group` hold the groups that are due in this family."""
    run("TRUNCATE due_group")
    run(
        "INSERT INTO due_group SELECT group_id, since FROM due WHERE family = %(name)s", {"name": family.name}
    )
    run("ANALYZE due_group")


def open_since(now: Quarter) -> date | None:
    """Return the first day that is still counted, None if all are; before frozen quarters all is closed."""
    frozen = set(FrozenQuarter.objects.frozen().values_list("period_id", flat=True))
    first = FrozenQuarter.objects.order_by("period_id").values_list("period_id", flat=True).first()
    if first is None:
        return None
    return next(q.first_day for q in quarters(Quarter(first), now.next) if q.id not in frozen)


def number_late_lines(family: Family, part: Part, after: int, moment: Moment) -> dict[int, int]:
    """Return how many lines came too late for each frozen quarter; of the groups in `due_group`."""
    parameters = moment.parameters | part._asdict() | {"after": after, "verbs": list(family.verbs)}
    with connection.cursor() as cursor:
        cursor.execute(_LATE + family.late, parameters)
        return dict(cursor.fetchall())
