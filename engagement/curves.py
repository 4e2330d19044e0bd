"""The survival curve of the latest quarter, as a plot and as rows of a table."""

from typing import NamedTuple

from engagement.models import MetricResultQuerySet
from engagement.periods import Quarter
from ui.plots import Plot, steps

END = 12  # quarters since joining


class AtQuarter(NamedTuple):
    """How many are still here after so many quarters."""

    quarters: int
    share: float
    low: float | None
    high: float | None
    at_risk: int | None

    @property
    def shown(self) -> str:
        return f"{self.share * 100:.0f} %"

    @property
    def interval(self) -> str:
        return (
            "" if self.low is None or self.high is None else f"{self.low * 100:.0f}–{self.high * 100:.0f} %"
        )


class Curve(NamedTuple):
    """What share of those who join are still here, quarter after quarter."""

    quarter: Quarter
    plot: Plot
    rows: list[AtQuarter]


def continuity_curve(results: MetricResultQuerySet) -> Curve | None:
    """Return the latest curve among the results of one subject, if there is one."""
    told = results.spoken().filter(metric="member_continuity").order_by("-period_id")
    period, points = told.values_list("period_id", "detail").first() or (0, None)
    if points is None:
        return None
    line = [(at, share, low, high) for at, _, _, share, low, high in points]
    title = "Share of members still here, by quarters since joining"
    return Curve(Quarter(period), steps(title, line, end=END), [_after(n, points) for n in (1, 2, 4, 8, 12)])


def _after(
    quarters: int, points: list[tuple[float, int, int, float, float | None, float | None]]
) -> AtQuarter:
    """Read the curve at that many quarters: it stays where the last leaving before put it."""
    passed = [point for point in points if point[0] <= quarters]
    coming = [point for point in points if point[0] > quarters]
    at_risk = coming[0][1] if coming else None
    if not passed:
        return AtQuarter(quarters, 1.0, None, None, at_risk)
    _, _, _, share, low, high = passed[-1]
    return AtQuarter(quarters, share, low, high, at_risk)
