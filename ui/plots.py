"""Geometry of plots: numbers in, coordinates out. `ui.drawing` makes SVG of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

WIDTH, HEIGHT = 420, 190
LEFT, RIGHT, TOP, BOTTOM = 40, 16, 10, 26
SPARK_WIDTH, SPARK_HEIGHT, SPARK_EDGE = 120, 32, 4
MOST_LABELS = 8
_WHOLE = (0.0, 1.0)


class Point(NamedTuple):
    """A value at a place on the x-axis, with its interval; a value that is missing leaves a gap."""

    label: str
    value: float | None
    low: float | None = None
    high: float | None = None


class Dot(NamedTuple):
    """Where a point stands, and the ends of its whisker."""

    x: float
    y: float
    low: float | None
    high: float | None


class Tick(NamedTuple):
    """A mark on an axis and what is written at it."""

    at: float
    label: str


@dataclass(frozen=True)
class Plot:
    """Everything that is needed to draw a plot of `WIDTH` by `HEIGHT`."""

    title: str
    lines: list[str]  # of points "x,y x,y", one for each stretch without a gap
    band: str  # a polygon; empty where there is none
    dots: list[Dot]
    ticks_x: list[Tick]
    ticks_y: list[Tick]
    marks: list[Tick] = field(default_factory=list)  # of what is told under the plot, by number


def trend(
    title: str,
    points: Sequence[Point],
    *,
    top: float = 1.0,
    bottom: float = 0.0,
    percent: bool = True,
    marked: Mapping[str, str] | None = None,
) -> Plot:
    """Plot values in order at equal steps, each with a whisker for its interval, from `bottom` to `top`.

    `marked` has the numbers of what is to be read beside the points with these labels.
    """
    ends = bottom, top
    step = (WIDTH - LEFT - RIGHT) / max(1, len(points) - 1)
    xs = [LEFT + n * step if len(points) > 1 else (LEFT + WIDTH - RIGHT) / 2 for n in range(len(points))]
    dots = [
        Dot(round(x, 1), _y(p.value, ends), _y_or_none(p.low, ends), _y_or_none(p.high, ends))
        for x, p in zip(xs, points, strict=True)
        if p.value is not None
    ]
    stretches = _stretches([_place(x, p.value, ends) for x, p in zip(xs, points, strict=True)])
    every = max(1, -(-len(points) // MOST_LABELS))
    labels = [Tick(round(x, 1), p.label) for x, p in zip(xs, points, strict=True)]
    marks = [Tick(tick.at, marked[tick.label]) for tick in labels if marked and tick.label in marked]
    shown = labels[::-1][::every][::-1]
    return Plot(title, stretches, "", dots, shown, _scale(ends, percent=percent), marks)


def steps(
    title: str,
    points: Sequence[tuple[float, float, float | None, float | None]],
    *,
    end: float,
    start: float = 1.0,
) -> Plot:
    """Plot a share that moves in steps from `start` at 0 to `end`; points are (at, share, low, high)."""

    def x(at: float) -> float:
        return round(LEFT + at / end * (WIDTH - LEFT - RIGHT), 1)

    line, upper, lower = [(x(0), start)], [(x(0), start)], [(x(0), start)]
    for at, share, low, high in points:
        for path, value in ((line, share), (upper, high), (lower, low)):
            level = share if value is None else value
            path += [(x(at), path[-1][1]), (x(at), level)]
    for path in (line, upper, lower):
        path.append((x(end), path[-1][1]))
    band = " ".join(f"{at},{_y(level, _WHOLE)}" for at, level in [*upper, *lower[::-1]])
    drawn = " ".join(f"{at},{_y(level, _WHOLE)}" for at, level in line)
    ticks = [Tick(x(n), str(n)) for n in range(0, int(end) + 1, 2 if end > 6 else 1)]
    return Plot(title, [drawn], band, [], ticks, _scale(_WHOLE, percent=True), [])


def spark(values: Sequence[float | None], *, top: float = 1.0) -> tuple[list[str], Dot | None]:
    """Return the lines of a small trend without axes, and where its last value stands."""
    step = (SPARK_WIDTH - 2 * SPARK_EDGE) / max(1, len(values) - 1)
    places = [
        None
        if value is None
        else (
            round(SPARK_EDGE + n * step, 1),
            round(SPARK_HEIGHT - SPARK_EDGE - min(value / top, 1) * (SPARK_HEIGHT - 2 * SPARK_EDGE), 1),
        )
        for n, value in enumerate(values)
    ]
    last = next((place for place in reversed(places) if place), None)
    stretches = _stretches([f"{p[0]},{p[1]}" if p else None for p in places])
    return stretches, Dot(last[0], last[1], None, None) if last else None


def _y(value: float, ends: tuple[float, float]) -> float:
    bottom, top = ends
    share = min(1, max(0, (value - bottom) / (top - bottom)))
    return round(HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM), 1)


def _y_or_none(value: float | None, ends: tuple[float, float]) -> float | None:
    return None if value is None else _y(value, ends)


def _place(x: float, value: float | None, ends: tuple[float, float]) -> str | None:
    return None if value is None else f"{round(x, 1)},{_y(value, ends)}"


def _stretches(places: Sequence[str | None]) -> list[str]:
    """Join places that follow each other; a gap begins a new line, and one place alone makes none."""
    runs: list[list[str]] = [[]]
    for place in places:
        if place is None:
            runs.append([])
        else:
            runs[-1].append(place)
    return [" ".join(run) for run in runs if len(run) > 1]


def _scale(ends: tuple[float, float], *, percent: bool) -> list[Tick]:
    bottom, top = ends
    marks = [bottom + (top - bottom) * n / 4 for n in range(5)]
    return [
        Tick(_y(mark, ends), f"{mark:.0%}" if percent else f"{mark:.1f}".replace("-", "−")) for mark in marks
    ]
