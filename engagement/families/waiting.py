"""What waits for its events: each quarter says of it that there is nothing to count, which is not nought."""

from collections.abc import Iterator

from engagement.catalogue import NAMED
from engagement.families.family import Family, Moment
from engagement.models import Level
from engagement.periods import Quarter
from engagement.result import Cell, Result, Tally, judged
from engagement.waiting import BY_NAME


def of_community(moment: Moment, quarters: list[Quarter]) -> Iterator[Result]:
    """Say of each question that waits that it does, so that its answer is missed by its name."""
    for quarter in quarters:
        for name in BY_NAME:
            yield judged(NAMED[name], Cell(Level.COMMUNITY, None, quarter), Tally(0, 0), None, None)


WAITING = Family(name="waiting", verbs=(), metrics=tuple(BY_NAME), of_community=of_community)
