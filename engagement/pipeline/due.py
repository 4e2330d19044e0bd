"""Which groups are to be counted: those that the ledger names, and those for which a day has come."""

from datetime import date
from typing import NamedTuple

from django.db import connection

from engagement.families import FAMILIES, Family, Moment
from engagement.models import FrozenQuarter
from engagement.periods import Quarter, quarters
from engagement.pipeline.scratch import run


class Part(NamedTuple):
    """The groups whose id leaves `number` when divided by `of`."""

    number: int
    of: int


EVERYTHING = Part(0, 1)

_ANEW = """
SELECT family, group_id
FROM unnest(%(families)s::text[]) AS f(family), (
    SELECT id AS group_id FROM peergroups_group
    UNION SELECT group_id FROM engagement_countedgroup) k
WHERE k.group_id %% %(of)s = %(number)s
"""

_READ_LINES = """
INSERT INTO due_line
SELECT id, verb, kind, thing_id, group_id FROM ledger_entry
WHERE id > %(after)s AND id <= %(until)s AND group_id %% %(of)s = %(number)s;
ANALYZE due_line
"""

# `families` and `verbs` have a family for each of its verbs.
_TOUCHED = """
SELECT v.family, e.group_id
FROM (SELECT DISTINCT verb, group_id FROM due_line) e
JOIN unnest(%(families)s::text[], %(verbs)s::text[]) AS v(family, verb) ON v.verb = e.verb
UNION
SELECT family, group_id FROM engagement_countedgroup
WHERE changes_on <= %(as_of)s AND group_id %% %(of)s = %(number)s
"""

# A group that was never counted comes with all its past, also with that of frozen quarters.
_LAY = """
INSERT INTO due (family, group_id, since)
SELECT d.family, d.group_id,
       CASE WHEN k.has_counts THEN %(since)s::date ELSE '-infinity'::date END
FROM ({groups}) d
LEFT JOIN engagement_countedgroup k ON k.family = d.family AND k.group_id = d.group_id
"""

_LATE = "WITH line AS (SELECT * FROM due_line WHERE verb = ANY(%(verbs)s))"


def lay_due(part: Part, after: int | None, moment: Moment) -> set[str]:
    """Find the groups that are due, and return the families that have any; without `after`, all are."""
    parameters = moment.parameters | part._asdict()
    parameters |= {"after": after, "since": open_since(moment.now) or "-infinity"}
    if after is None:
        run(_LAY.format(groups=_ANEW), parameters | {"families": [family.name for family in FAMILIES]})
    else:
        told = [(family.name, verb) for family in FAMILIES for verb in family.verbs]
        by_verb = {"families": [name for name, _ in told], "verbs": [verb for _, verb in told]}
        run(_READ_LINES, parameters)
        run(_LAY.format(groups=_TOUCHED), parameters | by_verb)
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


def number_late_lines(family: Family, moment: Moment) -> dict[int, int]:
    """Return how many lines came too late for each frozen quarter; of the groups in `due_group`."""
    parameters = moment.parameters | {"verbs": list(family.verbs)}
    with connection.cursor() as cursor:
        cursor.execute(_LATE + family.late, parameters)
        return dict(cursor.fetchall())
