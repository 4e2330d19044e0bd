"""How long people stay: the survival curves of groups and of the community."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import timedelta
from math import ceil

from django.db import connection

from engagement.catalogue import METRICS
from engagement.families.family import OPEN, Found, Moment
from engagement.measures.survival import Spell
from engagement.models import Level
from engagement.periods import Quarter
from engagement.result import Cell, Result, Tally, end_of, judged
from engagement.spells import YEAR, Seat, as_seen, by_person, continuity, spells

_SEATS = """
SELECT s.group_id, s.member_id, s.joined_on, CASE WHEN s.left_on <= %(as_of)s THEN s.left_on END
FROM peergroups_membership s {of_groups} WHERE s.joined_on <= %(as_of)s ORDER BY s.joined_on, s.id
"""

_CELLS = f"""
SELECT r.group_id, r.period_id, r.people
FROM engagement_rostercount r JOIN due_group g ON g.group_id = r.group_id
WHERE {OPEN.format(period="r.period_id")}
"""  # noqa: S608 - put together from the constant above


def of_groups(moment: Moment) -> Found:
    """Fit the curve of each group that is due, for each of its quarters."""
    seats: defaultdict[int, list[Seat]] = defaultdict(list)
    for seat in _seats(moment, "JOIN due_group g ON g.group_id = s.group_id"):
        seats[seat.group_id].append(seat)
    with connection.cursor() as cursor:
        cursor.execute(_CELLS)
        cells = cursor.fetchall()
    results, changes = [], []
    for group, period, people in cells:
        day = end_of(Quarter(period), moment.as_of)
        watched = spells(as_seen(seats[group], day), day=day, watched_from=moment.watched_from)
        results.append(_result(Cell(Level.GROUP, group, Quarter(period)), watched)._replace(people=people))
        if day == moment.as_of and (days := days_to_next_step(watched)):
            changes.append((group, day + timedelta(days=days)))
    return Found(results, changes)


def of_community(moment: Moment, quarters: list[Quarter]) -> Iterator[Result]:
    """Fit the curve of all members together, at the end of each of the quarters."""
    seats = list(_seats(moment, ""))
    for quarter in quarters:
        day = end_of(quarter, moment.as_of)
        watched = spells(by_person(as_seen(seats, day)), day=day, watched_from=moment.watched_from)
        yield _result(Cell(Level.COMMUNITY, None, quarter), watched)


def days_to_next_step(watched: Sequence[Spell]) -> int | None:
    """In how many days the curve changes, if nothing happens: somebody reaches the tenure of one who left.

    At risk at a step is who has stayed that long. The curve speaks once somebody has stayed for a year; where
    all had left, until somebody stays for longer.
    """
    left = {spell.exit for spell in watched if spell.ended}
    here = {spell.exit for spell in watched if not spell.ended}
    steps = left | {step + 1 for step in left}
    waits = [step - tenure for tenure in here for step in steps if step > tenure]
    if here and max(here | left) < YEAR:
        waits.append(YEAR - max(here))
    return ceil(min(waits)) if waits else None


def _seats(moment: Moment, of_groups: str) -> Iterator[Seat]:
    with connection.cursor() as cursor:
        cursor.execute(_SEATS.format(of_groups=of_groups), moment.parameters)
        yield from (Seat(*row) for row in cursor.fetchall())


def _result(cell: Cell, watched: list[Spell]) -> Result:
    found = continuity(watched)
    tally = Tally(found.leavings, found.spells)
    result = judged(METRICS["member_continuity"], cell, tally, found.after_a_year, found.interval)
    return result._replace(detail=found.points) if result.value is not None else result
