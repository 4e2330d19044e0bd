"""Two quarters beside each other, and whether what differs is more than chance."""

from math import hypot
from typing import NamedTuple

from engagement.catalogue import CATALOGUE, Metric, Unit
from engagement.figures import FIELDS, Figure, figure
from engagement.measures.interval import Interval
from engagement.models import MetricResultQuerySet
from engagement.periods import Quarter

A_YEAR = 4


class Compared(NamedTuple):
    """A metric in two quarters."""

    metric: Metric
    before: Figure | None
    now: Figure | None

    @property
    def interval(self) -> Interval | None:
        """Between what the difference lies, with 95 % confidence; None where that cannot be said."""
        return difference(self.now, self.before) if self.now and self.before else None

    @property
    def shown(self) -> str:
        """How much higher it is now."""
        if not self.now or not self.before or self.now.value is None or self.before.value is None:
            return "–"
        return self._written(self.now.value - self.before.value)

    @property
    def range(self) -> str:
        interval = self.interval
        return f"{self._written(interval.low)} to {self._written(interval.high)}" if interval else "–"

    @property
    def verdict(self) -> str:
        """What one may say of it."""
        interval = self.interval
        if interval is None:
            return "cannot be said"
        if interval.low > 0:
            return "higher"
        return "lower" if interval.high < 0 else "can be chance"

    def _written(self, value: float) -> str:
        written = f"{value * 100:+.0f} points" if self.metric.unit == Unit.SHARE else f"{value:+.1f}"
        return written.replace("-", "−")


def compared(results: MetricResultQuerySet, *, now: Quarter, before: Quarter) -> list[Compared]:
    """Put two quarters of one subject side by side, metric by metric; one query."""
    rows = results.filter(period_id__in=[now.id, before.id]).order_by().values_list(*FIELDS)
    told = {(row[0], row[1]): figure(*row) for row in rows}
    return [
        Compared(metric, told.get((metric.name, before.id)), told.get((metric.name, now.id)))
        for metric in CATALOGUE
        if any((metric.name, quarter.id) in told for quarter in (now, before))
    ]


def difference(now: Figure, before: Figure) -> Interval | None:
    """Return between what the difference of two values lies, from the interval of each.

    Formula: (p - q) - √((p - l)² + (u' - q)²) to (p - q) + √((u - p)² + (q - l')²). With Wilson's intervals
    this is method 10 of Newcombe; with others it is the same thought.
    Unit: that of the values. Edge cases: one of them without an interval: None.
    Source: Newcombe 1998, Statistics in Medicine 17:873-890; Zou and Donner 2008, 27:1693-1702.
    """
    p, q = now.value, before.value
    if p is None or q is None or now.low is None or before.low is None:
        return None
    if now.high is None or before.high is None:
        return None
    return Interval(
        low=p - q - hypot(p - now.low, before.high - q), high=p - q + hypot(now.high - p, q - before.low)
    )


def to_compare(known: list[Quarter], now: Quarter | None, before: Quarter | None) -> tuple[Quarter, Quarter]:
    """Choose what was not asked for: the latest quarter, and the same one a year before, for its season."""
    now = now or known[0]
    a_year_ago = now.shifted(-A_YEAR)
    return now, before or (a_year_ago if a_year_ago in known else now.previous)
