"""The table that engagement fills: a cell for every subject and quarter, and what is counted in it."""

from typing import NamedTuple

from engagement.models import Level
from engagement.periods import Quarter


class Cell(NamedTuple):
    """A member, a group or the community, in one quarter."""

    level: Level
    subject_id: int | None
    quarter: Quarter


class Tally(NamedTuple):
    """So much of so much."""

    numerator: float
    denominator: float


Tallies = dict[Cell, Tally]


def cell_of(period_id: int, group_id: int | None, member_id: int | None) -> Cell:
    """Return the cell of a row grouped by member, by group, or by neither, which is the community."""
    if member_id is not None:
        return Cell(Level.MEMBER, member_id, Quarter(period_id))
    if group_id is not None:
        return Cell(Level.GROUP, group_id, Quarter(period_id))
    return Cell(Level.COMMUNITY, None, Quarter(period_id))
