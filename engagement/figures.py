"""Results in words: “31 of 36”, “86 %”, “71 to 94 %”, and whether they may be coloured at all."""

from typing import NamedTuple

from engagement.catalogue import METRICS, Metric, Unit
from engagement.models import Status
from engagement.periods import Quarter

WIDEST = 0.30
FEWEST = 8
SHRINK = 6


class Figure(NamedTuple):
    """One result as a page says it."""

    metric: Metric
    quarter: Quarter
    status: str
    numerator: float
    denominator: float
    value: float | None
    low: float | None
    high: float | None

    @property
    def base(self) -> str:
        """What it was counted from: “31 of 36”."""
        if self.status == Status.NOT_APPLICABLE:
            return "nothing to count"
        return self.metric.base.format(_plain(self.numerator), _plain(self.denominator))

    @property
    def shown(self) -> str:
        """The value in words, or why there is none."""
        if self.value is None:
            return "too few to say" if self.status == Status.NOT_ENOUGH_DATA else "–"
        return self._written(self.value)

    @property
    def interval(self) -> str:
        """Where the true value lies with 95 % confidence; empty where that cannot be said."""
        if self.low is None or self.high is None:
            return ""
        if self.metric.unit == Unit.SHARE:
            return f"{self.low * 100:.0f}–{self.high * 100:.0f} %"
        return f"{self.low:.1f}–{self.high:.1f}"

    @property
    def is_sure(self) -> bool:
        """Whether it is sure enough for a colour or an arrow: enough counted, and a narrow interval."""
        if self.low is None or self.high is None:
            return False
        return self.denominator >= FEWEST and self.high - self.low <= WIDEST

    def shrunk(self, community: float) -> float:
        """The value for sorting: drawn towards the community's, the more the less it was counted from."""
        if self.status == Status.NOT_APPLICABLE:
            return -1
        return (self.numerator + community * SHRINK) / (self.denominator + SHRINK)

    def _written(self, value: float) -> str:
        return f"{value * 100:.0f} %" if self.metric.unit == Unit.SHARE else f"{value:.1f}"


FIELDS = ("metric", "period_id", "status", "numerator", "denominator", "value", "ci_low", "ci_high")
"""The columns of a result that `figure` takes, for `values_list`."""


def figure(metric: str, period_id: int, *rest: float | str | None) -> Figure:
    """Return the figure of a row of `FIELDS`."""
    return Figure(METRICS[metric], Quarter(period_id), *rest)  # type: ignore[arg-type]  # as the columns are


def _plain(number: float) -> str:
    """Whole numbers without a point, others with one digit after it."""
    return f"{number:.0f}" if number == int(number) else f"{number:.1f}"
