"""What waits for its events: each quarter says of it that there is nothing to count, which is not nought."""

from collections.abc import Iterator

from engagement.families.family import Family, Moment
from engagement.models import Level, Status
from engagement.periods import Quarter
from engagement.result import Result
from engagement.waiting import BY_NAME

FIRST_WAY = 1
"""The way of counting that it will have."""


def of_community(moment: Moment, quarters: list[Quarter]) -> Iterator[Result]:
    """Say of each question that waits that it does, so that its answer is missed by its name."""
    for quarter in quarters:
        for name in BY_NAME:
            yield Result(
                name,
                FIRST_WAY,
                Level.COMMUNITY,
                None,
                quarter.id,
                0,
                0,
                None,
                None,
                None,
                Status.NOT_APPLICABLE,
            )


WAITING = Family(name="waiting", verbs=(), metrics=tuple(BY_NAME), of_community=of_community)
