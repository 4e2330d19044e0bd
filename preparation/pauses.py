"""Where a day pauses: breaks never more than two and a half hours apart, and lunch around noon."""

from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

from meetings.fitting import Length, fit

LONGEST = 150
"""So many minutes at most pass between two pauses, or between a pause and the end of a day."""

BREAK_MINUTES = 15
LUNCH_FROM, LUNCH_TO = 11 * 60 + 30, 13 * 60 + 30
"""A day that holds all of this has lunch within it, by the venue's clock."""

LUNCH_EVERY = 15
"""Lunch begins at the earliest minute, or so many minutes later, or twice as many."""

SHORT_STRETCH = 60
"""A stretch is not divided further where its parts would be shorter."""


class Hours(NamedTuple):
    """When a day begins, in minutes since midnight, and how many minutes it has."""

    starts: int
    minutes: int

    @property
    def spans_lunch(self) -> bool:
        return self.starts <= LUNCH_FROM and self.starts + self.minutes >= LUNCH_TO


class Stretch(NamedTuple):
    """Time between two pauses, and the pause after it; none at the end of the day."""

    minutes: int
    pause: int = 0
    is_lunch: bool = False  # the pause after it


Layout = tuple[Stretch, ...]


def layouts(hours: Hours) -> Iterator[Layout]:
    """Return the ways in which a day can pause, those with the fewest pauses first."""
    if not hours.spans_lunch:
        yield from _divided(hours.minutes)
        return
    lunch = lunch_minutes(hours.minutes)
    for at in range(LUNCH_FROM, LUNCH_TO - lunch + 1, LUNCH_EVERY):
        before, after = at - hours.starts, hours.starts + hours.minutes - at - lunch
        mornings = list(_divided(before)) if before else [(Stretch(0),)]
        for morning, afternoon in product(mornings, _divided(after) if after else [()]):
            yield (*morning[:-1], Stretch(morning[-1].minutes, lunch, is_lunch=True), *afternoon)


def lunch_minutes(day: int) -> int:
    """Return how long lunch is: an hour on a long day, half of it on a short one."""
    return 60 if day >= 6 * 60 else 45 if day >= 4 * 60 else 30


def work_minutes(hours: Hours) -> int:
    """Return how many minutes of a day are no pause, with as few pauses as possible."""
    return max(sum(stretch.minutes for stretch in layout) for layout in layouts(hours))


def _divided(minutes: int) -> Iterator[Layout]:
    """Divide a stretch by as few breaks as will do, and by one more where the parts stay long enough."""
    fewest = 0
    while minutes - fewest * BREAK_MINUTES > (fewest + 1) * LONGEST:
        fewest += 1
    for breaks in (fewest, fewest + 1):
        work = minutes - breaks * BREAK_MINUTES
        if breaks > fewest and work < SHORT_STRETCH * (breaks + 1):
            return
        parts = fit([Length(1)] * (breaks + 1), work)
        yield (*(Stretch(part, BREAK_MINUTES) for part in parts[:-1]), Stretch(parts[-1]))
