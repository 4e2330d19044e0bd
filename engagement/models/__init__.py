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
from engagement.models.counts import CommitmentCount, MeetingCount, RosterCount, SeatCount
from engagement.models.results import (
    ENOUGH_PEOPLE,
    OF_SEATS,
    Level,
    MetricResult,
    MetricResultQuerySet,
    Status,
)

__all__ = [
    "BLOCKS",
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
    "Level",
    "MeetingCount",
    "MetricResult",
    "MetricResultQuerySet",
    "Outdated",
    "RosterCount",
    "SeatCount",
    "Stage",
    "Status",
]
