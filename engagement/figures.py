"""Results in words: “31 of 36”, “86 %”, “71 to 94 %”, and whether they may be coloured at all."""

from typing import NamedTuple

from engagement.catalogue import NAMED, Metric, Unit
from engagement.goalposts import goalposts, shade
from engagement.models import ENOUGH_PEOPLE, Status
from engagement.periods import Quarter

WIDEST = 0.30  # of a share; of another number, so much of the way between its goalposts
FEWEST = 8
SHRINK = 6
NEITHER = 1 / 3  # nearer to nought than this an index with two sides is on neither

_DIGITS = {Unit.INDEX: 2, Unit.MEETINGS: 0, Unit.PEOPLE: 0}
_UNSAID: dict[str, str] = {Status.NOT_ENOUGH_DATA: "too few to say", Status.SUPPRESSED: "kept back"}


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
        if self.status == Status.SUPPRESSED:
            return f"fewer than {ENOUGH_PEOPLE} people"
        counted = self.numerator, self.denominator, self.denominator - self.numerator
        return self.metric.base.format(*map(_plain, counted))

    @property
    def shown(self) -> str:
        """The value in words, or why there is none."""
        return _UNSAID.get(self.status, "–") if self.value is None else self._written(self.value)

    @property
    def in_words(self) -> str:
        """The value where it stands large: of an index with two sides, which one it is on."""
        if self.value is None or not self.metric.ends:
            return self.shown
        return _side(round(self.value, 2), *self.metric.ends)

    @property
    def scale(self) -> str:
        """Where the value stands between two sides; empty for what has none."""
        if self.value is None or not self.metric.ends:
            return ""
        low, high = self.metric.ends
        return f"{self.shown}, where −1 is all {low} and 1 all {high}"

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
        scale = 1.0 if self.metric.unit == Unit.SHARE else goalposts(self.metric).span
        return self.denominator >= FEWEST and self.high - self.low <= WIDEST * scale

    @property
    def shade(self) -> int:
        """How dark it is in a table, from 1; 0, which is no colour, where it is not sure enough."""
        return shade(self.metric, self.value) if self.value is not None and self.is_sure else 0

    def shrunk(self, community: float) -> float:
        """The value for sorting: drawn towards the community's, the more the less it was counted from."""
        if not self.denominator:
            return -1
        return (self.numerator + community * SHRINK) / (self.denominator + SHRINK)

    def _written(self, value: float) -> str:
        if self.metric.unit == Unit.SHARE:
            return f"{value * 100:.0f} %"
        if self.metric.unit == Unit.DAYS:
            return "1 day" if value == 1 else f"{_plain(value)} days"
        return f"{value:.{_DIGITS.get(self.metric.unit, 1)}f}".replace("-", "−")


_COUNTED = ("status", "numerator", "denominator", "value", "ci_low", "ci_high")
FIELDS = ("metric", "period_id", "is_kept_back", *_COUNTED)
"""The columns that `figure` takes, for `values_list` of results as somebody sees them."""


def figure(metric: str, period_id: int, hide: bool, *rest: float | str | None) -> Figure:  # noqa: FBT001
    """Return the figure of a row of `FIELDS`; of what is kept back, only that it is."""
    if hide:
        return Figure(NAMED[metric], Quarter(period_id), Status.SUPPRESSED, 0, 0, None, None, None)
    return Figure(NAMED[metric], Quarter(period_id), *rest)  # type: ignore[arg-type]  # as the columns are


def _side(value: float, low: str, high: str) -> str:
    if abs(value) <= NEITHER:
        return f"about as much {low} as {high}"
    return f"{'all' if abs(value) == 1 else 'mostly'} {low if value < 0 else high}"


def _plain(number: float) -> str:
    """Whole numbers without a point, others with one digit after it."""
    return f"{number:.0f}" if number == int(number) else f"{number:.1f}"
