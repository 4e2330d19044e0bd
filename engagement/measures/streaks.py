"""How many times in a row somebody came."""

from collections.abc import Iterable
from typing import NamedTuple


class Streak(NamedTuple):
    """The run that is going on, and the longest there has been."""

    current: int
    longest: int


def streak(came: Iterable[bool | None]) -> Streak:
    """Count runs of coming, over the meetings somebody was expected at, in their order.

    Formula: the number of True since the last False, and the largest such number. None, an excused absence,
    neither breaks a run nor lengthens it. Unit: meetings. Range: 0 upwards.
    Edge cases: no meeting: 0 and 0. Cancelled meetings and those on leave are not in the sequence.
    Source: runs of a binary sequence.
    """
    current = longest = 0
    for there in came:
        if there is not None:
            current = current + 1 if there else 0
            longest = max(longest, current)
    return Streak(current, longest)


def streak_over(stretches: Iterable[tuple[int, bool]]) -> int:
    """Return the run that is going on, out of what each stretch of time had, in their order.

    Formula: as `streak`. A stretch has how often somebody came since the last absence in it, or since its
    beginning, and whether there was one. Unit: meetings. Range: 0 upwards. Edge cases: no stretch: 0.
    """
    current = 0
    for run, broken in stretches:
        current = run if broken else current + run
    return current
