"""Whose turn it is on the hot seat: who has waited longest, then what has most dots, then what waits longest.

Nothing here asks the database; `issues.turns` reads what stands below.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

TWO_QUARTERS = timedelta(days=2 * 91)
"""Nobody waits longer for a hot seat of their own; who does is named to those who lead."""


class Wait(NamedTuple):
    """How long somebody has waited for the hot seat."""

    since: date  # the last hot seat, or the day of joining
    meetings: int  # to which they were invited since, and which are over
    has_sat: bool  # whether there has been a hot seat of theirs

    def is_long(self, on: date) -> bool:
        """Whether it is more than two quarters on that day."""
        return on - self.since > TWO_QUARTERS

    def in_words(self) -> str:
        """Say it so that it can follow a name: “has waited 3 meetings since the last hot seat”."""
        after = "since the last hot seat" if self.has_sat else "since joining"
        match self.meetings:
            case 0 if self.has_sat:
                return "had the hot seat at the last meeting"
            case 0:
                return "has had no meeting yet"
            case 1:
                return f"has waited 1 meeting {after}"
        return f"has waited {self.meetings} meetings {after}"


class Waiting(NamedTuple):
    """An issue that could be worked on at a meeting, with what counts for its place."""

    issue: int
    presenter: int
    name: str
    wait: Wait
    dots: int
    can_come: bool


class Turn(NamedTuple):
    """A place in the order, and why."""

    issue: int
    presenter: int
    waited: str  # in words, beginning with the presenter's name
    dots: int
    can_come: bool

    @property
    def because(self) -> str:
        return f"{self.waited}; {dots_in_words(self.dots)}"


def in_turn(issues: Iterable[Waiting]) -> list[Turn]:
    """Put issues in order. Those whose presenter cannot come stand last, whatever else speaks for them.

    Waiting is counted in meetings first. Issues that came in the same order stay in it, so give the one
    that was offered first first.
    """
    order = sorted(issues, key=lambda one: (not one.can_come, -one.wait.meetings, -one.dots))
    return [Turn(one.issue, one.presenter, _waited(one), one.dots, one.can_come) for one in order]


def proposed(order: Iterable[Turn], seats: int, *, taken: Iterable[int] = ()) -> list[Turn]:
    """Return as many from the top as there are seats, one of each presenter and none who is `taken`."""
    chosen: list[Turn] = []
    presenters = set(taken)
    for turn in order:
        if len(chosen) < seats and turn.can_come and turn.presenter not in presenters:
            presenters.add(turn.presenter)
            chosen.append(turn)
    return chosen


def dots_in_words(dots: int) -> str:
    return "no dots yet" if not dots else "1 dot" if dots == 1 else f"{dots} dots"


def _waited(one: Waiting) -> str:
    words = f"{one.name} {one.wait.in_words()}"
    return words if one.can_come else f"{words}, and cannot come to this meeting"
