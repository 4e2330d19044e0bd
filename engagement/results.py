"""From facts to results: what is counted in a cell, whether it is enough to speak, and how sure it is."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from engagement.catalogue import METRICS, Metric
from engagement.cells import Cell, Tallies, Tally
from engagement.facts.commitments import commitment_tallies
from engagement.facts.meetings import first_meetings, meeting_tallies
from engagement.facts.planning import reading_whole_tables
from engagement.facts.seats import Seat, seats_taken
from engagement.measures.interval import Interval
from engagement.models import Level, Status
from engagement.periods import Quarter
from engagement.rosters import cells, end_of, head_counts, open_seat_tallies, persistence_tallies
from engagement.spells import Point, as_seen, by_person, continuity, spells

NOTHING = Tally(0, 0)


class Result(NamedTuple):
    """A row of `MetricResult` that is not kept yet."""

    metric: str
    method_version: int
    level: Level
    subject_id: int | None
    period_id: int
    numerator: float
    denominator: float
    value: float | None
    ci_low: float | None
    ci_high: float | None
    status: Status
    people: int | None = None
    detail: list[Point] | None = None


@reading_whole_tables()
def results(*, as_of: date, zone: str) -> list[Result]:
    """Return every result as seen on that day; `zone` is the community's."""
    seats = seats_taken(as_of)
    firsts = first_meetings(as_of, zone)
    table = cells(seats, firsts, as_of)
    tallies = meeting_tallies(as_of, zone) | commitment_tallies(as_of, zone)
    tallies["commitment_load"] = _load(tallies["commitment_load"], tallies["attendance_rate"])
    tallies["relationship_continuity"] = persistence_tallies(seats, table[Level.GROUP], as_of)
    tallies["open_seats"] = open_seat_tallies(table[Level.GROUP], as_of)
    watched_from = min((first.recorded_on for first in firsts if first.recorded_on), default=None)
    found = [
        *(result for name, counted in tallies.items() for result in _counted(METRICS[name], table, counted)),
        *_continuities(seats, table, as_of, watched_from),
    ]
    people = head_counts(seats, as_of)
    return [r._replace(people=people[_cell(r)]) if r.level == Level.GROUP else r for r in found]


def _cell(result: Result) -> Cell:
    return Cell(result.level, result.subject_id, Quarter(result.period_id))


def _load(made: Tallies, attendance: Tallies) -> Tallies:
    """Set the commitments made against the meetings attended, which attendance has counted."""
    return {
        cell: Tally(made.get(cell, NOTHING).numerator, attendance.get(cell, NOTHING).numerator)
        for cell in made.keys() | attendance.keys()
    }


def _counted(metric: Metric, table: dict[Level, set[Cell]], tallies: Tallies) -> Iterator[Result]:
    for level in metric.levels:
        for cell in table[level].union(cell for cell in tallies if cell.level == level):
            numerator, denominator = tallies.get(cell, NOTHING)
            value = numerator / denominator if denominator else None
            interval = metric.interval(numerator, denominator) if metric.interval and denominator else None
            yield _judged(metric, cell, Tally(numerator, denominator), value, interval)


def _continuities(
    seats: list[Seat], table: dict[Level, set[Cell]], as_of: date, watched_from: date | None
) -> Iterator[Result]:
    metric = METRICS["member_continuity"]
    of_group: defaultdict[int | None, list[Seat]] = defaultdict(list)
    for seat in seats:
        of_group[seat.group_id].append(seat)
    for cell in table[Level.GROUP] | table[Level.COMMUNITY]:
        day = end_of(cell.quarter, as_of)
        if cell.level == Level.GROUP:
            stays = as_seen(of_group[cell.subject_id], day)
        else:
            stays = by_person(as_seen(seats, day))
        found = continuity(spells(stays, day=day, watched_from=watched_from))
        tally = Tally(found.leavings, found.spells)
        result = _judged(metric, cell, tally, found.after_a_year, found.interval)
        yield result._replace(detail=found.points) if result.status == Status.OK else result


def _judged(
    metric: Metric, cell: Cell, tally: Tally, value: float | None, interval: Interval | None
) -> Result:
    """Return the result of a cell, without a value where there is too little to speak from."""
    status = Status.OK
    if not tally.denominator:
        status = Status.NOT_APPLICABLE
    elif tally.denominator < metric.minimum[cell.level] or value is None:
        status = Status.NOT_ENOUGH_DATA
    low, high = interval if interval and status == Status.OK else (None, None)
    return Result(
        metric=metric.name,
        method_version=metric.version,
        level=cell.level,
        subject_id=cell.subject_id,
        period_id=cell.quarter.id,
        numerator=float(tally.numerator),
        denominator=float(tally.denominator),
        value=value if status == Status.OK else None,
        ci_low=low,
        ci_high=high,
        status=status,
    )
