"""What is drawn lies where the numbers say."""

import re
from xml.etree import ElementTree

import pytest

from ui.drawing import draw, draw_spark
from ui.plots import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH, Plot, Point, spark, steps, trend

FLOOR, CEILING = HEIGHT - BOTTOM, TOP


def elements(svg: str) -> dict[str, list[ElementTree.Element]]:
    """The drawn elements by their kind; that it can be parsed is half of the test."""
    root = ElementTree.fromstring(svg)  # noqa: S314 - our own
    found: dict[str, list[ElementTree.Element]] = {}
    for element in root.iter():
        found.setdefault(element.tag, []).append(element)
    return found


def of(*values: float | None) -> Plot:
    return trend("Attendance", [Point(f"Q{n}", value) for n, value in enumerate(values, 1)])


def test_the_highest_and_the_lowest_value_touch_the_edges() -> None:
    top, bottom = of(1.0, 0.0).dots
    assert (top.x, top.y) == (LEFT, CEILING)
    assert (bottom.x, bottom.y) == (WIDTH - RIGHT, FLOOR)


def test_a_missing_value_leaves_a_gap() -> None:
    plot = of(0.5, 0.6, None, 0.7, 0.8)
    assert len(plot.lines) == 2
    assert len(plot.dots) == 4


def test_one_value_alone_is_a_dot_in_the_middle() -> None:
    plot = of(0.5)
    assert plot.lines == []
    assert plot.dots[0].x == (LEFT + WIDTH - RIGHT) / 2


def test_nothing_draws_the_scale_alone() -> None:
    drawn = elements(draw(trend("Attendance", [])))
    assert "circle" not in drawn
    assert [text.text for text in drawn["text"]] == ["0%", "25%", "50%", "75%", "100%"]


@pytest.mark.parametrize("count", [1, 8, 9, 44])
def test_the_labels_never_crowd_and_the_last_is_always_there(count: int) -> None:
    labels = of(*[0.5] * count).ticks_x
    assert len(labels) <= 8
    assert labels[-1].label == f"Q{count}"


def test_a_value_above_the_scale_stays_inside_the_plot() -> None:
    assert trend("Made", [Point("Q1", 9.0)], top=4.0).dots[0].y == CEILING


def test_a_title_cannot_break_out_of_the_picture() -> None:
    drawn = draw(trend('"/><script>', [Point("<b>", 0.5)]))
    assert "<script>" not in drawn
    assert "<b>" not in drawn
    assert elements(drawn)


def test_every_dot_has_its_whisker() -> None:
    drawn = elements(draw(trend("Attendance", [Point("Q1", 0.5, 0.4, 0.7), Point("Q2", 0.6)])))
    whiskers = [line for line in drawn["line"] if line.get("class") == "whisker"]
    assert len(drawn["circle"]) == 2
    assert len(whiskers) == 1
    assert float(whiskers[0].get("y1", 0)) > float(whiskers[0].get("y2", 0)), "low lies below high"


def test_a_curve_of_staying_falls_in_steps_from_one() -> None:
    plot = steps("Staying", [(2, 0.5, 0.3, 0.7)], end=4)
    places = [tuple(map(float, place.split(","))) for place in plot.lines[0].split()]
    middle = (LEFT + WIDTH - RIGHT) / 2
    half = (CEILING + FLOOR) / 2
    assert places == [(LEFT, CEILING), (middle, CEILING), (middle, half), (WIDTH - RIGHT, half)]
    assert re.fullmatch(r"([0-9.]+,[0-9.]+ ?)+", plot.band)


def test_a_small_trend_ends_in_a_dot_at_the_last_value() -> None:
    lines, end = spark([0.5, 0.6, None])
    assert len(lines) == 1
    assert end is not None
    assert lines[0].endswith(f"{end.x},{end.y}")
    assert elements(draw_spark(lines, end))


def test_a_small_trend_of_nothing_is_nothing() -> None:
    assert spark([None, None]) == ([], None)
