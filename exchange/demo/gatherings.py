"""The quarterly weeks of the fictional community: where they are, and when, as seen from today."""

from datetime import date, timedelta
from typing import NamedTuple

HOME_ZONE = "America/Chicago"
PAST_QUARTERS = 4
NOTICE = 17
"""Days that the coming gathering is away at least, so that there is still something to answer and prepare."""


class Venue(NamedTuple):
    """A house where the community meets every year in the same quarter."""

    season: str
    city: str
    house: str
    zone: str
    focus: str  # the plan area of the quarter
    mood: float  # how the season changes the log-odds of coming


VENUES = (
    Venue("Winter", "Dallas", "Trinity Bend Conference House", "America/Chicago", "Life", 0.0),
    Venue("Spring", "Minneapolis", "Mill Ruins Hall", "America/Chicago", "Business", 0.05),
    Venue("Summer", "Denver", "Cherry Creek Lodge", "America/Denver", "Leadership", -0.25),
    Venue("Autumn", "Orlando", "Lake Ivanhoe Forum", "America/New_York", "Legacy", -0.1),
)


class Gathering(NamedTuple):
    """One week: wave A meets on Monday and Tuesday, wave B on Thursday and Friday."""

    venue: Venue
    monday: date

    def first_day(self, wave: int) -> date:
        return self.monday + timedelta(days=3 * wave)

    @property
    def title(self) -> str:
        return f"{self.venue.season} meeting in {self.venue.city}"

    @property
    def name(self) -> str:
        """What the whole week is called."""
        return f"{self.venue.season} {self.monday.year} in {self.venue.city}"


def gatherings(today: date) -> list[Gathering]:
    """Return the past four and the coming one, each in a quarter of its own and at the same point of it."""
    coming = _monday_from(today + timedelta(days=NOTICE))
    offset = (coming - _quarter_start(coming)).days
    starts = [_quarter_start(coming)]
    for _ in range(PAST_QUARTERS):
        starts.insert(0, _quarter_start(starts[0] - timedelta(days=1)))
    mondays = [*(_monday_within(start, offset) for start in starts[:-1]), coming]
    return [Gathering(VENUES[(monday.month - 1) // 3], monday) for monday in mondays]


def after(gathering: Gathering) -> Gathering:
    """Return the week of the next quarter, at about the same point of it."""
    start = _quarter_start(gathering.monday)
    monday = _monday_within(_quarter_start(start + timedelta(days=100)), (gathering.monday - start).days)
    return Gathering(VENUES[(monday.month - 1) // 3], monday)


def _quarter_start(on: date) -> date:
    return date(on.year, on.month - (on.month - 1) % 3, 1)


def _quarter_end(on: date) -> date:
    return _quarter_start(_quarter_start(on) + timedelta(days=100)) - timedelta(days=1)


def _monday_from(on: date) -> date:
    """Return the first Monday from that day on whose week does not run into another quarter."""
    monday = on + timedelta(days=-on.weekday() % 7)
    if monday + timedelta(days=4) > _quarter_end(monday):
        monday += timedelta(days=7)
    return monday


def _monday_within(start: date, offset: int) -> date:
    """Return the Monday nearest to that point of the quarter, with its week inside the quarter."""
    wanted = start + timedelta(days=offset)
    monday = wanted - timedelta(days=wanted.weekday())
    if monday < start:
        monday += timedelta(days=7)
    while monday + timedelta(days=4) > _quarter_end(start):
        monday -= timedelta(days=7)
    return monday
