"""How long people stay: seats seen as stretches of time, and the survival curve over them."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from operator import attrgetter
from typing import NamedTuple

from engagement.measures.interval import Interval
from engagement.measures.survival import Spell, Step, kaplan_meier, survival_at

YEAR = 365.25
QUARTER = YEAR / 4
LONGEST = 12 * QUARTER
MOVING = timedelta(days=92)
"""Who takes another seat within this time has moved, not left."""


class Seat(NamedTuple):
    """A person's seat in a group."""

    group_id: int
    member_id: int
    joined_on: date
    left_on: date | None


Point = tuple[float, int, int, float, float | None, float | None]


class Continuity(NamedTuple):
    """What the curve says: who left of how many, the share still here after a year, and the curve itself.

    A point is (quarters since joining, at risk, leavings, share still here, low, high). The share is unknown
    where the curve does not tell.
    """

    leavings: int
    spells: int
    after_a_year: float | None
    interval: Interval | None
    points: list[Point]


def as_seen(seats: Iterable[Seat], day: date) -> list[Seat]:
    """Return the seats as they stood at the end of that day."""
    return [
        seat if seat.left_on is None or seat.left_on <= day else seat._replace(left_on=None)
        for seat in seats
        if seat.joined_on <= day
    ]


def by_person(seats: Iterable[Seat]) -> list[Seat]:
    """Join the seats of each person that overlap or follow soon: a move between groups is not a leaving."""
    stays: list[Seat] = []
    for seat in sorted(seats, key=attrgetter("member_id", "joined_on")):
        before = stays[-1] if stays and stays[-1].member_id == seat.member_id else None
        if before and (before.left_on is None or seat.joined_on <= before.left_on + MOVING):
            stays[-1] = before._replace(left_on=_later(before.left_on, seat.left_on))
        else:
            stays.append(seat)
    return stays


def _later(one: date | None, other: date | None) -> date | None:
    return max(one, other) if one and other else None


def spells(seats: Iterable[Seat], *, day: date, watched_from: date | None) -> list[Spell]:
    """Return the stretches, in days, that could be watched from one day to the other.

    A seat ends the day after its last. Who sat before the watching began comes in at the tenure they had by
    then: the others of their year who had left were never seen, and counting from the start would flatter.
    """
    seen = []
    for seat in seats:
        tenure = ((seat.left_on or day) - seat.joined_on).days + 1
        entry = max(0, (watched_from - seat.joined_on).days) if watched_from else 0
        if entry < tenure:
            seen.append(Spell(entry, tenure, ended=seat.left_on is not None))
    return seen


def _tells(watched: Sequence[Spell], at_a_year: Step | None) -> bool:
    """Whether the curve says anything of a year.

    At nought it ends for good. If others were still here then, they came in later, and the few of short
    tenure who left do not speak for them.
    """
    longest = max((spell.exit for spell in watched), default=0)
    if at_a_year and at_a_year.survival == 0:
        return longest == at_a_year.t
    return longest >= YEAR


def continuity(watched: Sequence[Spell]) -> Continuity:
    """Fit the curve to spells in days."""
    steps = kaplan_meier(watched)
    at_a_year = survival_at(steps, YEAR)
    tells = _tells(watched, at_a_year)
    return Continuity(
        leavings=sum(spell.ended for spell in watched),
        spells=len(watched),
        after_a_year=(at_a_year.survival if at_a_year else 1.0) if tells else None,
        interval=at_a_year.interval if at_a_year and tells else None,
        points=[
            (
                round(step.t / QUARTER, 4),
                step.at_risk,
                step.events,
                step.survival,
                *(step.interval or (None, None)),
            )
            for step in steps
            if step.t <= LONGEST
        ],
    )
