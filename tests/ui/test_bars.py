"""Bars are as long as what they say."""

from ui.bars import ACROSS, ROW, Bar, bars
from ui.drawing import draw_bars


def test_a_bar_is_as_long_as_its_share() -> None:
    half, all_of_it, too_much = bars(
        "Sides", [Bar("One", "50", 0.5), Bar("Two", "100", 1), Bar("x", "", 1.2)]
    ).bars
    assert (half.length, all_of_it.length, too_much.length) == (ACROSS / 2, ACROSS, ACROSS)
    assert all_of_it.y - half.y == ROW


def test_the_line_below_is_as_wide_as_the_interval() -> None:
    (bar,) = bars("Sides", [Bar("One", "50", 0.5, 0.25, 0.75)]).bars
    assert (bar.low, bar.high) == (ACROSS / 4, ACROSS * 3 / 4)
    assert draw_bars(bars("Sides", [Bar("One", "50", 0.5)])).count("whisker") == 0


def test_what_is_missing_is_drawn_otherwise_than_nought() -> None:
    missing, nought = (draw_bars(bars("Sides", [Bar("One", "x", share)])) for share in (None, 0.0))
    assert ("absent" in missing, "absent" in nought) == (True, False)
    assert 'width="0.0"' in nought


def test_words_are_no_markup() -> None:
    drawn = draw_bars(bars('"><script>', [Bar("<b>", "<i>", 1)]))
    assert "<script>" not in drawn
    assert "&lt;b&gt;" in drawn
    assert "&lt;i&gt;" in drawn
