from engagement.models.computations import (
    BLOCKS,
    PATIENCE,
    STEPS,
    Block,
    Computation,
    FrozenQuarter,
    NextChange,
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
    "CommitmentCount",
    "Computation",
    "FrozenQuarter",
    "Level",
    "MeetingCount",
    "MetricResult",
    "MetricResultQuerySet",
    "NextChange",
    "Outdated",
    "RosterCount",
    "SeatCount",
    "Stage",
    "Status",
]
