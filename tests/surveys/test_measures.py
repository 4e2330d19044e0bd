"""Measures of answers, where there is little to measure. Published values stand with those of engagement."""

import pytest

from surveys.measures import cronbach, half_width, intraclass, rwg


def test_who_answers_alike_agrees() -> None:
    assert rwg([[5, 6], [5, 6]]) == 1
    assert rwg([[1, 7], [7, 1], [1, 7], [7, 1]]) == 0
    assert (rwg([[5, 6]]), rwg([[], []])) == (None, None)


def test_groups_can_be_set_against_each_other_only_if_there_are_several_of_several_people() -> None:
    assert intraclass([[5, 5], []]) is None
    assert intraclass([[5], [6]]) is None
    same = intraclass([[5, 5], [5, 5]])
    assert same is not None
    assert (same.icc1, same.icc2) == (None, None)


def test_items_that_rise_together_make_a_scale() -> None:
    assert cronbach([[1, 1, 1], [3, 3, 3], [5, 5, 5]]) == pytest.approx(1)
    # Two items with variances 1 and 1 and a covariance of 0.5: 2 (1 - 2/3).
    assert cronbach([[1, 2], [2, 1], [3, 3]]) == pytest.approx(2 / 3)
    assert (cronbach([[1, 2]]), cronbach([[1], [2]])) == (None, None)
    assert cronbach([[1, 3], [2, 2]]) is None


def test_a_single_answer_has_no_interval() -> None:
    assert half_width(0.9, 1) is None
    assert half_width(1, 10_000) == pytest.approx(0.0196, abs=1e-4)
