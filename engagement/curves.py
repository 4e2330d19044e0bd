"""Curves over the time since joining, of the latest quarter: as a plot and as rows of a table."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from engagement.models import MetricResultQuerySet
from engagement.periods import Quarter
from ui.plots import Plot, steps

END = 12  # quarters or months since joining
MONTH = 30
"""Days: in three of them somebody who is new should have arrived."""


class At(NamedTuple):
    """The share after so long, and where a curve knows it, who was watched that long."""

    after: str
    share: float
    low: float | None
    high: float | None
    at_risk: int | None = None

    @property
    def shown(self) -> str:
        return f"{self.share * 100:.0f} %"

    @property
    def interval(self) -> str:
        return (
            "" if self.low is None or self.high is None else f"{self.low * 100:.0f}–{self.high * 100:.0f} %"
        )


class Curve(NamedTuple):
    """What share of those who join is there after a while, and what is said of it on the page."""

    name: str
    heading: str
    share: str  # what the share is of
    unit: str
    quarter: Quarter
    plot: Plot
    rows: list[At]

    @property
    def knows_watched(self) -> bool:
        return any(row.at_risk is not None for row in self.rows)


def continuity_curve(results: MetricResultQuerySet) -> Curve | None:
    """Return who stays, by the latest curve among the results of one subject, if there is one."""
    quarter, points = _latest(results, "member_continuity")
    if not isinstance(points, list):
        return None
    line = [(at, share, low, high) for at, _, _, share, low, high in points]
    plot = steps("Share of members still here, by quarters since joining", line, end=END)
    rows = [_still_here(n, points) for n in (1, 2, 4, 8, 12)]
    return Curve("staying", "Who stays", "Still here", "Quarters", quarter, plot, rows)


def arrival_curve(results: MetricResultQuerySet) -> Curve | None:
    """Return how long newcomers wait for their third tie, by the latest curve of the community."""
    quarter, detail = _latest(results, "newcomer_integration")
    points = (detail or {}).get("curve")
    if not points:
        return None
    line = [(day / MONTH, share, low, high) for day, share, low, high in points]
    plot = steps("Share of newcomers with three ties, by months since joining", line, end=END, start=0.0)
    told = {day: (share, low, high) for day, share, low, high in points}
    rows = [At(_after(n, "month"), *told[n * MONTH]) for n in (1, 3, 6, 12) if n * MONTH in told]
    return Curve("arriving", "Who has arrived", "Three ties", "Months of 30 days", quarter, plot, rows)


def _latest(results: MetricResultQuerySet, metric: str) -> tuple[Quarter, Any]:
    told = results.spoken().filter(metric=metric).order_by("-period_id")
    period, detail = told.values_list("period_id", "detail").first() or (0, None)
    return Quarter(period), detail


def _still_here(
    quarters: int, points: Sequence[tuple[float, int, int, float, float | None, float | None]]
) -> At:
    """Read the curve at that many quarters: it stays where the last leaving before put it."""
    passed = [point for point in points if point[0] <= quarters]
    coming = [point for point in points if point[0] > quarters]
    at_risk = coming[0][1] if coming else None
    if not passed:
        return At(_after(quarters, "quarter"), 1.0, None, None, at_risk)
    _, _, _, share, low, high = passed[-1]
    return At(_after(quarters, "quarter"), share, low, high, at_risk)


def _after(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
