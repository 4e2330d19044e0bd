"""Plots as SVG. Written here and not as a template, since a page of plots has a thousand small numbers."""

from collections.abc import Iterable, Sequence
from html import escape

from django.utils.safestring import SafeString, mark_safe

from ui.bars import ACROSS, ROW, THICK, TOP_OF_BAR, Bars, Drawn
from ui.networks import HIGH, WIDE, Line, Network, Node
from ui.plots import BOTTOM, HEIGHT, LEFT, RIGHT, SPARK_HEIGHT, SPARK_WIDTH, TOP, WIDTH, Dot, Plot, Tick


def draw(plot: Plot) -> SafeString:
    """Draw a plot; the table with the same numbers stands under it on the page."""
    band = f'<polygon class="band" points="{plot.band}"/>' if plot.band else ""
    marks = map(_mark, plot.marks)
    parts = [*map(_tick_y, plot.ticks_y), *map(_tick_x, plot.ticks_x), *marks, band, _lines(plot.lines)]
    parts += map(_dot, plot.dots)
    return _svg("", WIDTH, HEIGHT, f'role="img" aria-label="{escape(plot.title)}"', parts)


def draw_network(network: Network) -> SafeString:
    """Draw a network; the list with the same ties stands under it on the page."""
    parts = [*map(_tie, network.lines), *map(_node, network.nodes)]
    return _svg("network", WIDE, HIGH, f'role="img" aria-label="{escape(network.title)}"', parts)


def draw_bars(bars: Bars) -> SafeString:
    """Draw bars; the table with the same numbers stands under them on the page."""
    floor = len(bars.bars) * ROW
    ticks = [
        _across(at, words, floor) for at, words in ((0, "0"), (0.25, ""), (0.5, "50"), (0.75, ""), (1, "100"))
    ]
    parts = [*ticks, *map(_bar, bars.bars)]
    return _svg("bars", ACROSS, bars.height, f'role="img" aria-label="{escape(bars.title)}"', parts)


def draw_spark(lines: Sequence[str], end: Dot | None) -> SafeString:
    """Draw a small trend; it only decorates, the numbers stand beside it."""
    dot = f'<circle class="dot" cx="{end.x}" cy="{end.y}" r="3"/>' if end else ""
    return _svg("spark", SPARK_WIDTH, SPARK_HEIGHT, 'aria-hidden="true"', [_lines(lines), dot])


def _svg(name: str, width: int, height: int, spoken: str, parts: Iterable[str]) -> SafeString:
    look = f' class="{name}"' if name else ""
    body = "".join(parts)
    return mark_safe(f'<svg{look} viewBox="0 0 {width} {height}" {spoken}>{body}</svg>')  # noqa: S308 - of numbers


def _tick_y(tick: Tick) -> str:
    line = f'<line class="tick" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{tick.at}" y2="{tick.at}"/>'
    return f'{line}<text x="{LEFT - 8}" y="{tick.at}" dy="4" text-anchor="end">{escape(tick.label)}</text>'


def _tick_x(tick: Tick) -> str:
    return f'<text x="{tick.at}" y="{HEIGHT - 6}" text-anchor="middle">{escape(tick.label)}</text>'


def _mark(tick: Tick) -> str:
    line = f'<line class="noted" x1="{tick.at}" x2="{tick.at}" y1="{TOP}" y2="{HEIGHT - BOTTOM}"/>'
    return f'{line}<text x="{tick.at + 4}" y="{HEIGHT - BOTTOM - 5}">{escape(tick.label)}</text>'


def _lines(lines: Iterable[str]) -> str:
    return "".join(f'<polyline class="series" points="{line}"/>' for line in lines)


def _dot(dot: Dot) -> str:
    mark = f'<circle class="mark" cx="{dot.x}" cy="{dot.y}" r="3.5"/>'
    if dot.low is None:
        return mark
    return f'<line class="whisker" x1="{dot.x}" x2="{dot.x}" y1="{dot.low}" y2="{dot.high}"/>{mark}'


def _across(share: float, words: str, floor: float) -> str:
    x, anchor = share * ACROSS, "start" if share == 0 else "end" if share == 1 else "middle"
    line = f'<line class="tick" x1="{x}" x2="{x}" y1="{TOP_OF_BAR - 4}" y2="{floor}"/>'
    return f'{line}<text x="{x}" y="{floor + 14}" text-anchor="{anchor}">{words}</text>' if words else line


def _bar(bar: Drawn) -> str:
    """What it is called and what is said of it, the bar below, and below that the line for its interval."""
    words = (
        f'<text class="name" x="0" y="{bar.y + TOP_OF_BAR - 7}">{escape(bar.label)}</text>'
        f'<text x="{ACROSS}" y="{bar.y + TOP_OF_BAR - 7}" text-anchor="end">{escape(bar.said)}</text>'
    )
    box = f'x="0" y="{bar.y + TOP_OF_BAR}" height="{THICK}" rx="3"'
    if bar.length is None:
        return f'{words}<rect class="absent" {box} width="{ACROSS}"/>'
    track = f'<rect class="track" {box} width="{ACROSS}"/>'
    filled = f'{words}{track}<rect class="filled" {box} width="{bar.length}"/>'
    if bar.low is None:
        return filled
    y = bar.y + TOP_OF_BAR + THICK + 4
    return f'{filled}<line class="whisker" x1="{bar.low}" x2="{bar.high}" y1="{y}" y2="{y}"/>'


def _tie(line: Line) -> str:
    ends = f'x1="{line.x1}" y1="{line.y1}" x2="{line.x2}" y2="{line.y2}"'
    return f'<line class="tie" {ends} stroke-width="{line.width}"/>'


def _node(node: Node) -> str:
    """A circle, and what is written above it, or beside it on its side."""
    look = "node near" if node.is_near else "node"
    circle = f'<circle class="{look}" cx="{node.x}" cy="{node.y}" r="{node.r}"/>'
    beside = {"start": node.r + 4, "end": -node.r - 4}.get(node.anchor, 0)
    above = 4 if beside else -node.r - 4
    at = f'x="{round(node.x + beside, 1)}" y="{round(node.y + above, 1)}" text-anchor="{node.anchor}"'
    return f"{circle}<text {at}>{escape(node.label)}</text>"
