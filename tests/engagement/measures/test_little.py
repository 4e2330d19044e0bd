"""What the measures say when there is little to say, and where their ends are."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engagement.measures import composite
from engagement.measures.attainment import attainment
from engagement.measures.control import individuals
from engagement.measures.control.proportions import cusum, first_above, laney, period_effects, sigma_z
from engagement.measures.control.trend import mann_kendall, theil_sen
from engagement.measures.decay import Touch, at_landmark, decayed, faded, from_landmark
from engagement.measures.diversity import blau, effective_number, evenness, shannon, unbiased_blau
from engagement.measures.gravity import gravity
from engagement.measures.inequality import gini, largest_share, pielou
from engagement.measures.streaks import streak
from engagement.sql import control, proportions
from tests.engagement.measures.relations import Relation, answers, value

Measure = Callable[[list[float]], float | None]


@pytest.mark.parametrize("measure", [gini, pielou, largest_share])
@pytest.mark.parametrize("values", [[], [0, 0, 0]])
def test_nothing_to_share_is_neither_equal_nor_unequal(measure: Measure, values: list[float]) -> None:
    assert measure(values) is None


def test_one_person_alone_is_not_unequal() -> None:
    assert gini([7]) == 0
    assert gini([7], corrected=True) is None
    assert pielou([7]) is None
    assert largest_share([7]) == 1


def test_nobody_is_of_no_kind() -> None:
    for measure in (blau, unbiased_blau, effective_number, shannon, evenness):
        assert measure([0, 0]) is None
    assert blau([4], offered=1) is None
    assert unbiased_blau([1]) is None
    assert effective_number([3, 0, 2], order=0) == 2


@given(
    st.lists(st.tuples(st.floats(0, 800), st.floats(0.1, 1)), max_size=8),
    st.floats(0, 1500),
    st.sampled_from([45, 91, 182]),
)
@settings(max_examples=40, deadline=None)
def test_the_two_forms_of_decay_are_one(
    drawn: list[tuple[float, float]], landmark: float, half_life: float
) -> None:
    touches = [Touch(*one) for one in drawn]
    kept = at_landmark(touches[:3], landmark=landmark, half_life=half_life)
    kept += at_landmark(touches[3:], landmark=landmark, half_life=half_life)
    now = from_landmark(kept, landmark=landmark, today=900, half_life=half_life)
    assert now == pytest.approx(decayed(touches, today=900, half_life=half_life), rel=1e-12)


def test_a_tie_loses_half_in_a_half_life() -> None:
    met = date(2026, 1, 5).toordinal()
    assert decayed([Touch(met)], today=met + 91, half_life=91) == 0.5
    assert decayed([Touch(met)], today=met - 1, half_life=91) == 0
    assert faded(0, 91) == 1


def test_a_run_goes_over_an_excused_absence_and_ends_at_another() -> None:
    assert streak([]) == (0, 0)
    assert streak([None, None]) == (0, 0)
    assert streak([True, None, True, False]) == (0, 2)
    assert streak([False, True, None]) == (1, 1)


def test_goals_that_all_went_as_expected_are_50() -> None:
    assert attainment([0, 0, 0]) == 50
    assert attainment([1, 1]) == pytest.approx(62.40, abs=0.005)
    assert attainment([1, 1], [2, 2]) == pytest.approx(attainment([1, 1]))
    assert attainment([-2]) == 30
    assert (attainment([]), attainment([1], [0])) == (None, None)


def test_a_composite_has_all_of_its_parts_or_none() -> None:
    assert composite.geometric([0.5, None]) is None
    assert composite.arithmetic([0.5, None]) is None
    assert (composite.geometric([]), composite.arithmetic([])) == (None, None)
    assert composite.placed(None, worst=0, best=1) is None
    assert [composite.placed(x, worst=0.4, best=0.9) for x in (0.1, 0.65, 1)] == pytest.approx([0.01, 0.5, 1])
    assert composite.placed(2, worst=10, best=0) == pytest.approx(0.8)


def test_gravity_of_nobody() -> None:
    assert gravity([1, 0, 0, 0], [0, 0, 0, 0]) is None


def test_few_points_draw_no_limits_and_show_no_trend() -> None:
    assert individuals.limits([1, 2, 3, 4, 5, 6, 7]) is None
    assert individuals.limits([1, 2, 3, 4, 5, 6, 7, 8]) is not None
    assert mann_kendall([1, 2, 3, 4]) is None
    assert (theil_sen([1]), theil_sen([1, 4], at=[2, 8])) == (None, 0.5)
    assert mann_kendall([1, 2, 3, 4, 9], at=[1, 2, 5, 6, 7]) == mann_kendall([1, 2, 3, 4, 9])


def test_kept_limits_judge_what_comes_later() -> None:
    kept = individuals.limits([90, 92, 91, 89, 90, 92, 91, 89])
    assert kept is not None
    assert individuals.outside([90, 80, 99], kept) == [1, 2]
    assert individuals.longest_run([88, 88, 88, 93, 93, 88], kept.mean) == 3


def test_a_cusum_waits_where_there_was_no_meeting() -> None:
    whole = cusum([0.7, 0.7, 0.7], [30, 30, 30], target=0.86)
    gap = cusum([0.7, None, 0.7, 0.7], [30, 0, 30, 30], target=0.86)
    assert whole is not None
    assert gap == [whole[0], whole[0], *whole[1:]]
    assert cusum([0.7], [30], target=1) is None
    assert (first_above(whole, 1), first_above(whole, 99), first_above([])) == (0, None, None)


def test_a_season_is_everybodys() -> None:
    effects = period_effects({"Q1": (90, 100), "Q2": (70, 100), "Q3": (0, 0)})
    assert effects == pytest.approx({"Q1": 0.1, "Q2": -0.1, "Q3": 0})
    assert period_effects({"Q1": (0, 0)}) == {"Q1": 0}


def test_a_chart_of_shares_needs_two_quarters() -> None:
    assert laney([]) is None
    assert laney([(9, 10)]) is None
    assert laney([(10, 10), (10, 10)]) is None
    assert sigma_z([[(1, 2)], [(0, 0), (1, 2)]], centre=0.5) is None
    steady = laney([(8, 10), (8, 10), (8, 10)])
    assert steady is not None
    assert (steady.sigma_z, steady.limits[0]) == (0, (0.8, 0.8))
    wide = laney([(8, 10), (5, 10)], spread=1, centre=0.5, sigmas=2)
    assert wide is not None
    assert wide.limits[1] == pytest.approx((0.5 - 0.1**0.5, 0.5 + 0.1**0.5))


@pytest.mark.django_db
def test_postgresql_says_nothing_of_nothing() -> None:
    for limit in (*proportions.wilson("x", "n"), *proportions.byar("x", "n"), proportions.share("x", "n")):
        assert value(limit, x=0, n=0) is None
    series = Relation("subject int, at int, x float8", [(1, at, at) for at in range(7)])
    assert answers(control.xmr("series", by="subject", order="at", of="x"), {"series": series}) == []
    rates = Relation("group_id int, period_id int, share float8, n int, target float8", [(1, 1, 0.7, 9, 1)])
    assert [row["level"] for row in answers(control.cusum("rate", by="group_id"), {"rate": rates})] == [None]
