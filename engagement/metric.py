"""What a metric is: a question, how it is answered, and from how much on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from engagement.measures.interval import Interval
from engagement.models import ENOUGH_PEOPLE, Level


class Unit(StrEnum):
    """What a value is counted in."""

    SHARE = "a share, in per cent"
    EACH_MEETING = "a number for each meeting attended"
    EACH_MEMBER = "a number for each member"
    CONTACTS = "a number of contacts"
    DAYS = "a number of days"
    MEETINGS = "a number of meetings"
    PEOPLE = "a number of people"
    POINTS = "points"
    INDEX = "an index, without a unit"


_BY_NAME: dict[str, "Metric"] = {}


@dataclass(frozen=True)
class Metric:
    """A question about engagement and how it is answered."""

    name: str
    heading: str
    sentence: str
    formula: str
    minimum: Mapping[Level, int]  # at these levels, from this denominator on
    guard: str  # the name of the metric to read beside it
    seen_by: str
    source: str
    counted: tuple[str, str] | None = None  # columns of counts that are its numerator and its denominator
    base: str = "{} of {}"  # how numerator and denominator are said, and as {2} the one less the other
    unit: Unit = Unit.SHARE
    interval: Callable[[float, float], Interval] | None = None
    version: int = 1
    ends: tuple[str, str] | None = None  # what -1 and 1 mean, of an index that has two sides

    def __post_init__(self) -> None:
        _BY_NAME[self.name] = self

    @property
    def falling(self) -> str:
        """Its name as a wish to sort by it, the highest first."""
        return f"-{self.name}"

    @property
    def guard_heading(self) -> str:
        return _BY_NAME[self.guard].heading

    @property
    def levels(self) -> tuple[Level, ...]:
        return tuple(self.minimum)


OF_GROUPS = f"The group sees its own; community admins those of {ENOUGH_PEOPLE} people or more, and of all."
OF_MEMBERS_AND_GROUPS = f"The member sees their own. {OF_GROUPS}"


def at(
    *, member: int | None = None, group: int | None = None, community: int | None = None
) -> Mapping[Level, int]:
    """Return from which denominator on there is a value, for the levels at which there is a result."""
    levels = {Level.MEMBER: member, Level.GROUP: group, Level.COMMUNITY: community}
    return {level: least for level, least in levels.items() if least is not None}
