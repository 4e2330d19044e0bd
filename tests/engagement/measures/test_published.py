"""Shares, rates, stays and pairs against values that others have published."""

from fractions import Fraction
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement.measures.hazards import Band, bands, merged
from engagement.measures.pairs import pairs, persistence
from engagement.measures.poisson import exact
from engagement.measures.proportions import newcombe, shrunken, wilson
from engagement.measures.rates import byar
from engagement.measures.survival import (
    Spell,
    kaplan_meier,
    log_rank,
    quantile,
    restricted_mean,
    survival_at,
)

# Weeks in remission of the 21 patients given 6-mercaptopurine, and whether they relapsed (Freireich 1963).
REMISSION = [
    *[(6, True), (6, True), (6, True), (6, False), (7, True), (9, False), (10, True), (10, False)],
    *[(11, False), (13, True), (16, True), (17, False), (19, False), (20, False), (22, True), (23, True)],
    *[(25, False), (32, False), (32, False), (34, False), (35, False)],
]


def from_the_start(lengths: list[tuple[int, bool]]) -> list[Spell]:
    return [Spell(0, length, ended) for length, ended in lengths]


@pytest.mark.parametrize(
    ("seen", "of", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_gives_the_intervals_of_newcombe_1998(seen: int, of: int, low: float, high: float) -> None:
    assert wilson(seen, of) == pytest.approx((low, high), abs=5e-5)


def test_the_difference_of_two_shares_is_that_of_newcombe_1998() -> None:
    assert newcombe((56, 70), (48, 80)) == pytest.approx((0.0524, 0.3339), abs=5e-5)
    assert newcombe((9, 10), (3, 10)) == pytest.approx((0.1705, 0.8090), abs=5e-5)
    assert newcombe((10, 10), (0, 10)) == pytest.approx((0.6075, 1), abs=5e-5)
    assert newcombe((0, 0), (3, 10)) is None


def test_a_thin_share_is_drawn_towards_the_whole() -> None:
    assert shrunken(3, 3, towards=0.8) == pytest.approx((3 + 4.8) / 9)
    assert shrunken(0, 0, towards=0.8) == pytest.approx(0.8)
    assert abs(shrunken(300, 300, towards=0.8) - 1) < 0.005


@pytest.mark.parametrize("of", [1, 3, 20, 5000])
def test_none_of_n_and_all_of_n_have_an_exact_end(of: int) -> None:
    assert wilson(0, of).low == 0
    assert wilson(of, of).high == 1
    assert 0 < wilson(0, of).high < 1


def test_halves_lie_between_whole_numbers() -> None:
    assert wilson(30, 36).low < wilson(30.5, 36).low < wilson(31, 36).low


# Exact limits of a Poisson count (Garwood 1936).
@pytest.mark.parametrize(
    ("count", "low", "high"),
    [(5, 1.6235, 11.6683), (10, 4.7954, 18.3904), (25, 16.1787, 36.9049), (100, 81.3640, 121.6268)],
)
def test_exact_limits_of_a_count(count: int, low: float, high: float) -> None:
    assert exact(count, 1) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(
    ("count", "low", "high"),
    [(5, 1.6235, 11.6683), (10, 4.7954, 18.3904), (25, 16.1787, 36.9049), (100, 81.3640, 121.6268)],
)
def test_byar_is_within_one_per_cent_of_the_exact_poisson_limits(count: int, low: float, high: float) -> None:
    assert byar(count, 1) == pytest.approx((low, high), rel=0.01)


def test_a_count_of_nothing_has_an_upper_limit_only() -> None:
    for low, high in (byar(0, 50), exact(0, 50)):
        assert low == 0
        assert high == pytest.approx(3.69 / 50, rel=0.01)


def test_a_rate_is_the_count_for_each_unit() -> None:
    assert byar(12, 40) == pytest.approx([limit / 40 for limit in byar(12, 1)])


def test_kaplan_meier_gives_the_published_curve_of_freireich() -> None:
    steps = kaplan_meier(from_the_start(REMISSION))
    assert [step.t for step in steps] == [6, 7, 10, 13, 16, 22, 23]
    published = [0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448]
    assert [step.survival for step in steps] == pytest.approx(published, abs=5e-4)
    assert (steps[0].error, steps[-1].error) == pytest.approx((0.0764, 0.1346), abs=5e-5)


def test_the_curve_holds_its_value_between_two_steps() -> None:
    steps = kaplan_meier(from_the_start(REMISSION))
    assert survival_at(steps, 5.9) is None
    assert survival_at(steps, 6) == survival_at(steps, 6.9) == steps[0]
    assert steps[0].survival == pytest.approx(6 / 7)
    assert survival_at(steps, 400) == steps[-1]


def test_who_enters_late_is_at_risk_from_then_on() -> None:
    # Two from the start, leaving at 2 and 6; one who is first seen at tenure 4 and still here at 8.
    spells = [Spell(0, 2, ended=True), Spell(0, 6, ended=True), Spell(4, 8, ended=False)]
    steps = kaplan_meier(spells)
    assert [(step.t, step.at_risk, step.events) for step in steps] == [(2, 2, 1), (6, 2, 1)]
    assert [step.survival for step in steps] == [0.5, 0.25]


@given(
    st.lists(
        st.tuples(st.integers(0, 9), st.integers(1, 9), st.booleans()).map(
            lambda drawn: Spell(drawn[0], drawn[0] + drawn[1], drawn[2])
        ),
        max_size=12,
    )
)
def test_the_curve_is_what_its_definition_says(spells: list[Spell]) -> None:
    survival = Fraction(1)
    for step in kaplan_meier(spells):
        at_risk = [spell for spell in spells if spell.entry < step.t <= spell.exit]
        left = [spell for spell in at_risk if spell.ended and spell.exit == step.t]
        survival *= 1 - Fraction(len(left), len(at_risk))
        assert (step.at_risk, step.events) == (len(at_risk), len(left))
        assert step.survival == pytest.approx(float(survival))
        if step.interval:
            assert 0 <= step.interval.low <= step.survival <= step.interval.high <= 1


def test_the_curve_ends_at_nothing_when_the_last_at_risk_leaves() -> None:
    steps = kaplan_meier([Spell(0, 1, ended=True), Spell(0, 2, ended=True), Spell(5, 9, ended=True)])
    assert [step.survival for step in steps] == [pytest.approx(2 / 2 - 1 / 2), 0]
    assert steps[-1].interval is None


def test_nobody_leaving_makes_no_step() -> None:
    assert kaplan_meier([Spell(0, 3, ended=False)]) == []
    assert survival_at([], 3) is None
    assert quantile([]) is None
    assert restricted_mean([], 12) == 12


def test_the_median_is_when_half_have_left_and_not_before() -> None:
    steps = kaplan_meier(from_the_start(REMISSION))
    assert (quantile(steps), quantile(steps, 0.25), quantile(steps, 0.75)) == (23, 13, None)
    assert quantile(kaplan_meier(from_the_start([(2, True), (5, True), (7, True), (9, True)]))) == 5


def test_a_mean_stay_is_the_area_under_the_curve() -> None:
    steps = kaplan_meier(from_the_start([(2, True), (6, True)]))
    assert restricted_mean(steps, 4) == 2 + 2 * 0.5
    assert restricted_mean(steps, 12) == 2 + 4 * 0.5


def test_two_curves_are_told_apart_or_not() -> None:
    short, long = from_the_start([(n, True) for n in range(1, 9)]), from_the_start([(30, True)] * 8)
    apart, alike = log_rank(short, long), log_rank(short, short)
    assert apart is not None
    assert alike is not None
    assert apart.p < 0.001
    assert (alike.chi_square, alike.p) == (0, 1)
    assert log_rank(from_the_start([(3, False)]), short[:0]) is None


def test_leaving_is_counted_in_the_band_in_which_it_was() -> None:
    spells = [Spell(0, 4, ended=True), Spell(0, 10, ended=True), Spell(6, 9, ended=False)]
    found = bands(spells)
    assert found == [(0, 4, 1, 8), (4, 8, 0, 6), (8, inf, 1, 3)]
    assert found[0].rate == 1 / 8
    assert found[0].interval == pytest.approx(exact(1, 8))
    assert (bands([])[0].rate, bands([])[0].interval) == (None, None)


def test_a_thin_band_is_joined_to_its_neighbour() -> None:
    found = [Band(0, 4, 1, 10), Band(4, 8, 2, 25), Band(8, inf, 3, 40)]
    assert merged(found) == [(0, 8, 3, 35), (8, inf, 3, 40)]
    assert merged(found, least=5) == found
    assert merged(found, least=36) == [(0, inf, 6, 75)]
    assert merged(found, least=100) == []
    assert merged([Band(0, 4, 1, 50), Band(4, 8, 0, 5)]) == [(0, 8, 1, 55)]


@pytest.mark.parametrize(("people", "expected"), [(0, 0), (1, 0), (2, 1), (12, 66)])
def test_pairs_of_a_roster(people: int, expected: int) -> None:
    assert pairs(people) == expected


def test_pairs_persist_when_both_stayed() -> None:
    # Of A B C D, C left and E came: AB, AD and BD of six pairs are together still.
    assert persistence({1, 2, 3, 4}, {1, 2, 4, 5}) == (3, 6)
    assert persistence(set(), {1, 2}) == (0, 0)
