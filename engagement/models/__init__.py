from engagement.models.computations import (
    BLOCKS,
    PATIENCE,
    STEPS,
    Block,
    Check,
    Computation,
    CountedGroup,
    FrozenQuarter,
    Outdated,
    Stage,
)
from engagement.models.counts import CommitmentCount, MeetingCount, RosterCount, SeatCount, TurnCount
from engagement.models.looks import Look, LookQuerySet, Seen
from engagement.models.results import (
    ENOUGH_PEOPLE,
    OF_SEATS,
    Level,
    MetricResult,
    MetricResultQuerySet,
    Status,
)
from engagement.models.ties import DIRECT, LeftOut, TiePart

__all__ = [
    "BLOCKS",
    "DIRECT",
    "ENOUGH_PEOPLE",
    "OF_SEATS",
    "PATIENCE",
    "STEPS",
    "Block",
    "Check",
    "CommitmentCount",
    "Computation",
    "CountedGroup",
    "FrozenQuarter",
    "LeftOut",
    "Level",
    "Look",
    "LookQuerySet",
    "MeetingCount",
    "MetricResult",
    "MetricResultQuerySet",
    "Outdated",
    "RosterCount",
    "SeatCount",
    "Seen",
    "Stage",
    "Status",
    "TiePart",
    "TurnCount",
]
