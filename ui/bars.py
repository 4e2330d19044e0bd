"""Geometry of bars: shares in, coordinates out. `ui.drawing` makes SVG of them."""

from collections.abc import Sequence
from typing import NamedTuple

ACROSS = 420
ROW, THICK = 46, 12
TOP_OF_BAR = 20  # below the words
SCALE = 20  # below the last row


class Bar(NamedTuple):
    """A share of 1 with its interval, what it is called, and what is said of it; none where it is missing."""

    label: str
    said: str
    share: float | None
    low: float | None = None
    high: float | None = None


class Drawn(NamedTuple):
    """Where a bar stands: its words, its length, and the ends of the line for its interval."""

    label: str
    said: str
    y: float
    length: float | None
    low: float | None
    high: float | None


class Bars(NamedTuple):
    """Everything that is needed to draw bars below each other, `ACROSS` by `height`."""

    title: str
    bars: list[Drawn]
    height: int


def bars(title: str, told: Sequence[Bar]) -> Bars:
    """Put bars below each other on one scale from 0 to 1."""
    drawn = [
        Drawn(bar.label, bar.said, n * ROW, _across(bar.share), _across(bar.low), _across(bar.high))
        for n, bar in enumerate(told)
    ]
    return Bars(title, drawn, len(drawn) * ROW + SCALE)


def _across(share: float | None) -> float | None:
    return None if share is None else round(min(1.0, max(0.0, share)) * ACROSS, 1)
