"""The steps of a computation: the groups, part by part, and the community."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from django.db import connection
from django.db.models import F

from engagement.families import FAMILIES, Family, Moment
from engagement.families.family import OPEN
from engagement.models import FrozenQuarter, Level, Outdated
from engagement.periods import Quarter
from engagement.pipeline.due import Part, lay_due, number_late_lines, turn_to
from engagement.pipeline.renewing import bring_forward, look_at, note_all, note_groups, renew
from engagement.pipeline.scratch import clear_scratch, run
from engagement.pipeline.writing import add_results, add_sums, merge_results
from engagement.sums import of_all, of_groups

_OUTDATED = "INSERT INTO engagement_outdated (period_id) SELECT DISTINCT period_id FROM changed"

_OPEN_QUARTERS = f"""
SELECT {{columns}} FROM engagement_rostercount r JOIN due_group g ON g.group_id = r.group_id
WHERE {OPEN.format(period="r.period_id")}
"""  # noqa: S608 - put together from the constant above

# A group of which a family had nothing to count has all its past open there, but for what is frozen the whole
# is not written anew, unless something is counted there now.
_NOT_FROZEN = """
SELECT DISTINCT r.period_id FROM engagement_rostercount r JOIN due_group g ON g.group_id = r.group_id
WHERE NOT EXISTS (
    SELECT FROM engagement_frozenquarter f WHERE f.period_id = r.period_id AND f.frozen_at IS NOT NULL)
"""


def count_groups(part: Part, moment: Moment, *, after: int | None, at: datetime) -> int:
    """Count the groups of a part of which there are lines after `after`, or for which a day has come.

    Without `after` all of them are counted anew. Leaves word of what others have to write, and returns how
    many results of groups came out otherwise.
    """
    clear_scratch()
    families = lay_due(part, after, moment)
    late: list[dict[int, int]] = []
    rows = 0
    for family in FAMILIES:
        if family.name in families:
            turn_to(family)
            rows += _count(family, moment, at, anew=after is None)
            if after is not None and family.late:
                late.append(number_late_lines(family, moment))
    if families:
        run("TRUNCATE wanted")
        run("INSERT INTO wanted SELECT DISTINCT group_id, period_id FROM changed")
        run("TRUNCATE fresh_result")
        rows += merge_results(Level.GROUP, add_sums(of_groups()), until=moment.watermark, at=at)
        run(_OUTDATED)
        _keep_late(late)
    return rows


def write_community(moment: Moment, at: datetime, *, is_another_day: bool) -> int:
    """Write the results of the community in those quarters in which something has changed."""
    clear_scratch()
    periods = set(Outdated.objects.values_list("period_id", flat=True))
    Outdated.objects.filter(period_id__in=periods).delete()
    if is_another_day:
        periods.add(moment.now.id)
    run("INSERT INTO wanted SELECT NULL, * FROM unnest(%(periods)s::int[])", {"periods": list(periods)})
    metrics = add_sums(of_all())
    quarters = _quarters_of_fresh_results()
    for family in FAMILIES:
        if family.of_community:
            add_results(family.of_community(moment, quarters))
            metrics += family.metrics
    return merge_results(Level.COMMUNITY, metrics, until=moment.watermark, at=at)


def _count(family: Family, moment: Moment, at: datetime, *, anew: bool) -> int:
    """Count one family for the groups of `due_group`; anew, all of their results are written again."""
    for table in family.tables:
        renew(table, moment)
        if anew:
            note_all(table)
            look_at(table)
    note_groups(family, moment)
    if family.of_community:
        run(f"INSERT INTO engagement_outdated (period_id) {_NOT_FROZEN}")
    if family.of_groups is None:
        return 0
    found = family.of_groups(moment)
    bring_forward(family, found.changes)
    run("TRUNCATE wanted, fresh_result")
    run(f"INSERT INTO wanted {_OPEN_QUARTERS.format(columns='r.group_id, r.period_id')}")
    run("INSERT INTO wanted SELECT DISTINCT group_id, period_id FROM changed JOIN due_group USING (group_id)")
    add_results(found.results)
    return merge_results(Level.GROUP, family.metrics, until=moment.watermark, at=at)


def _quarters_of_fresh_results() -> list[Quarter]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT period_id FROM fresh_result ORDER BY period_id")
        return [Quarter(period) for (period,) in cursor.fetchall()]


def _keep_late(lines: Iterable[dict[int, int]]) -> None:
    """Add late lines to those of their quarters: last of all, for other blocks wait for these rows."""
    late = sum((Counter(each) for each in lines), Counter[int]())
    for period, number in sorted(late.items()):
        FrozenQuarter.objects.filter(pk=period).update(late=F("late") + number)
