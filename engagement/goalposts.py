"""Between which values a metric is placed. The goalposts are fixed, so that a quarter compares with another.

They are chosen, not measured: within them lie the quarters of groups as one meets them. What lies beyond
counts as the post itself.
"""

from typing import NamedTuple

from engagement.catalogue import Metric
from engagement.measures.composite import placed

STEPS = 5
"""How many shades a table has."""


class Goalposts(NamedTuple):
    """The value that counts as nothing, and the one that counts as all."""

    low: float
    high: float

    @property
    def span(self) -> float:
        return self.high - self.low

    def place(self, value: float) -> float:
        """Return where a value stands between them, from 0 to 1."""
        return min(1.0, max(0.0, (value - self.low) / self.span))


GOALPOSTS = {
    "attendance_rate": Goalposts(0.5, 1),
    "rsvp_reliability": Goalposts(0.5, 1),
    "commitment_load": Goalposts(0, 2),
    "attendance_streak": Goalposts(0, 12),
    "leaving_by_tenure": Goalposts(0, 0.2),
    "net_growth": Goalposts(-20, 20),
    "days_to_due": Goalposts(0, 90),
    "meetings_held": Goalposts(0, 13),
    "days_between_meetings": Goalposts(0, 91),
    "psychological_safety": Goalposts(1, 7),
    "goal_attainment": Goalposts(20, 50),
    "ei_index": Goalposts(-1, 1),
    "cross_group_ties": Goalposts(0, 5),
    "constraint": Goalposts(0, 1.125),
    "effective_size": Goalposts(0, 12),
}
"""Of the metrics whose values do not spread over 0 to 1."""

_A_SHARE = Goalposts(0, 1)


def goalposts(metric: Metric) -> Goalposts:
    """Return the goalposts of a metric; those of a share are 0 and 1."""
    return GOALPOSTS.get(metric.name, _A_SHARE)


def shade(metric: Metric, value: float) -> int:
    """Return the shade of a value, 1 to `STEPS`: the darker, the higher, be that good or not."""
    low, high = goalposts(metric)
    place = placed(value, worst=low, best=high) or 0
    return min(STEPS, 1 + int(place * STEPS))
