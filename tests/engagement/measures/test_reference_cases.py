"""Every family of reference values, in Python and in SQL."""

from itertools import pairwise
from math import log
from typing import Any

import pytest

from engagement.measures import composite, gravity
from engagement.measures.control import individuals, proportions, trend
from engagement.measures.decay import Touch, at_landmark, decayed, faded, from_landmark
from engagement.measures.diversity import (
    blau,
    effective_number,
    evenness,
    shannon,
    unbiased_blau,
)
from engagement.measures.inequality import gini, pielou
from engagement.measures.proportions import wilson
from engagement.measures.streaks import streak
from engagement.sql import aggregates, control, diversity, inequality, streaks, ties
from engagement.sql.proportions import wilson as wilson_sql
from surveys import measures
from surveys.models import Questionnaire
from tests.engagement.measures.reference import FAMILIES, cases, near, needs_reference
from tests.engagement.measures.relations import Relation, answers, each, value

pytestmark = [needs_reference, pytest.mark.django_db]

ELSEWHERE = [  # in the other files of reference values
    *["burt_constraint_closed_forms", "reciprocity", "ei_index"],
    *["kaplan_meier_freireich_6mp", "time_to_first_help"],
]
NO_SQL = {
    "within_group_agreement": "a few dozen answers a year, behind the protection of the survey store",
    "p of mann_kendall_trend": "an exact distribution, which scipy has; the rest of the trend is in SQL",
    "t interval of a mean": "a quantile of Student's t, which PostgreSQL does not have",
}
TESTED = [
    *["wilson_interval", "gini", "diversity", "xmr", "mann_kendall_trend", "within_group_agreement"],
    *["composite", "orbit_gravity", "half_life_decay", "streak", "cusum_lower"],
    *["small_n_illustrations"],
]


def test_no_family_is_left_out() -> None:
    assert set(FAMILIES) == {*TESTED, *ELSEWHERE}


@pytest.mark.parametrize("case", cases("wilson_interval"))
def test_wilson(case: dict[str, Any]) -> None:
    assert wilson(case["x"], case["n"]) == near(tuple(case["expected"]))
    low, high = wilson_sql("x", "n")
    assert value(low, x=case["x"], n=case["n"]) == near(case["expected"][0])
    assert value(high, x=case["x"], n=case["n"]) == near(case["expected"][1])


@pytest.mark.parametrize("case", cases("gini"))
def test_gini(case: dict[str, Any]) -> None:
    x = case["x"]
    assert gini(x) == near(case["gini"])
    assert gini(x, corrected=True) == near(case["gini_n/(n-1)_corrected"])
    assert pielou(x) == near(case["normalised_entropy_ln_n"])
    assert effective_number(x, order=1) == near(case["effective_number_exp_H"])
    query = inequality.inequality("spread", by="subject", of="x")
    [row] = answers(query, {"spread": Relation("subject int, x float8", each(x))})
    assert row["gini"] == near(case["gini"])
    assert row["gini_corrected"] == near(case["gini_n/(n-1)_corrected"])
    assert row["pielou"] == near(case["normalised_entropy_ln_n"])


@pytest.mark.parametrize("case", cases("diversity"))
def test_diversity(case: dict[str, Any]) -> None:
    counts, offered = case["counts"], case["categories_offered"]
    normalised = case["blau_normalised_by_(K-1)/K_with_K_categories_offered"]
    unbiased = case["gini_simpson_unbiased_1-sum_n(n-1)/N(N-1)"]
    assert blau(counts) == near(case["blau"])
    assert blau(counts, offered=offered) == near(normalised)
    assert unbiased_blau(counts) == near(unbiased)
    assert shannon(counts) == near(case["shannon_nats"])
    assert (shannon(counts) or 0) / log(2) == near(case["shannon_bits"])
    assert evenness(counts) == near(case["pielou_evenness_by_observed"])
    assert effective_number(counts, order=1) == near(case["hill_q1"])
    assert effective_number(counts) == near(case["hill_q2"])
    [row] = answers(
        diversity.diversity("kinds", by="subject", of="n"),
        {"kinds": Relation("subject int, n int", each(counts))},
    )
    assert (row["people"], row["kinds"]) == (case["N"], case["observed"])
    assert row["blau"] == near(case["blau"])
    assert value(diversity.of_offered("b", "k"), b=row["blau"], k=offered) == near(normalised)
    assert row["unbiased_blau"] == near(unbiased)
    assert row["shannon"] == near(case["shannon_nats"])
    assert row["evenness"] == near(case["pielou_evenness_by_observed"])
    assert row["effective_number"] == near(case["hill_q2"])


def test_the_most_that_blau_can_be() -> None:
    for kinds, most in FAMILIES["diversity"]["blau_maxima"].items():
        assert blau([1] * int(kinds)) == near(most)


@pytest.mark.parametrize("case", cases("xmr"))
def test_individuals_chart(case: dict[str, Any]) -> None:
    found = individuals.limits(case["x"], least=6)
    assert found is not None
    expected = [case[key] for key in ("mean", "mR_bar", "LNPL_2.66", "UNPL_2.66", "URL_3.267")]
    assert list(found) == near(expected)
    assert individuals.outside(case["x"], found) == case["signals_rule1"]
    assert individuals.longest_run(case["x"], found.mean) == case["longest_run_one_side"]
    [row] = answers(
        control.xmr("series", by="subject", order="at", of="x", least=6),
        {"series": Relation("subject int, at int, x float8", [(1, at, x) for at, x in enumerate(case["x"])])},
    )
    assert [row[key] for key in ("mean", "mean_range", "low", "high", "range_high")] == near(expected)


@pytest.mark.parametrize("case", cases("mann_kendall_trend"))
def test_trend(case: dict[str, Any]) -> None:
    found = trend.mann_kendall(case["y"], least=2)
    assert found is not None
    assert tuple(found) == near((case["S"], case["tau_b_scipy"], case["p_two_sided_scipy"]))
    assert trend.theil_sen(case["y"]) == near(case["theil_sen_slope_per_step"])
    [row] = answers(
        control.trend("series", by="subject", at="at", of="y"),
        {"series": Relation("subject int, at int, y float8", [(1, at, y) for at, y in enumerate(case["y"])])},
    )
    assert row["s"] == case["S"]
    assert row["tau"] == near(case["tau_b_scipy"])
    assert row["slope"] == near(case["theil_sen_slope_per_step"])


def test_few_points_cannot_show_a_trend() -> None:
    for n, least in FAMILIES["mann_kendall_trend"]["smallest_two_sided_p_by_n"].items():
        rising = trend.mann_kendall(range(int(n)), least=2)
        assert rising is not None
        assert rising.p == near(least)
        assert (trend.mann_kendall(range(int(n))) is None) == (int(n) < 5)


def test_agreement_within_groups() -> None:
    family = FAMILIES["within_group_agreement"]
    case = family["rwg_J_case"]
    assert measures.rwg(case["ratings_5_people_x_7_items_7pt"]) == near(case["expected"]["rwg_J"])
    expected = family["icc_case"]["expected"]
    found = measures.intraclass(family["icc_case"]["group_scores"])
    assert found is not None
    assert list(found) == near([expected[key] for key in ("MSB", "MSW", "n0", "ICC1", "ICC2")])
    scoring = family["edmondson_scoring"]
    asking = Questionnaire(scale=7, reversed_items=scoring["reverse_scored_1_based"])
    turned = asking.scored(scoring["example_answers_7pt"])
    assert turned == scoring["after_reversal"]
    assert sum(turned) / len(turned) == near(scoring["mean"])


@pytest.mark.parametrize("case", cases("composite"))
def test_composite(case: dict[str, Any]) -> None:
    x = case["x"]
    assert composite.arithmetic(x) == near(case["arithmetic"])
    assert composite.geometric(x) == near(case["geometric"])
    given = dict(zip("abcd", x, strict=True))
    assert value(aggregates.arithmetic("abcd"), **given) == near(case["arithmetic"])
    assert value(aggregates.geometric("abcd"), **given) == near(case["geometric"])


def test_gravity() -> None:
    family = FAMILIES["orbit_gravity"]
    weights, months = list(family["weights"].values()), list(family["members_by_month"].values())
    assert [gravity.commitment(month) for month in months] == family["expected"]["weighted_commitment"]
    expected = [family["expected"]["gravity_Feb"], family["expected"]["gravity_Mar"]]
    assert [gravity.gravity(was, now) for was, now in pairwise(months)] == near(expected)
    for (before, now), change in zip(pairwise(months), expected, strict=True):
        levels = Relation("w float8, was int, is_now int", list(zip(weights, before, now, strict=True)))
        query = f"SELECT {aggregates.gravity('w', 'was', 'is_now')} AS found FROM levels"  # noqa: S608
        assert answers(query, {"levels": levels})[0]["found"] == near(change)


@pytest.mark.parametrize("case", cases("half_life_decay"))
def test_half_life(case: dict[str, Any]) -> None:
    half_life = FAMILIES["half_life_decay"]["half_life_days"]
    touches = [Touch(1000 - age) for age in case["ages_days"]]
    assert decayed(touches, today=1000, half_life=half_life) == near(case["expected"])
    kept = at_landmark(touches, landmark=700, half_life=half_life)
    assert from_landmark(kept, landmark=700, today=1000, half_life=half_life) == near(case["expected"])
    rows = [(1, 2, age) for age in case["ages_days"]]
    touched = "SELECT one_id, other_id, date '2026-11-01' - age AS happened_on, 1 AS weight FROM given"
    query = f"WITH touch AS ({touched}), tie AS ({ties.directed('touch')}) {ties.undirected('tie')}"
    found = answers(
        query,
        {"given": Relation("one_id int, other_id int, age int", rows)},
        {"landmark": "2026-01-01", "today": "2026-11-01", "half_life": half_life},
    )
    assert sum(row["weight"] for row in found) == near(case["expected"])


def test_something_every_so_often_settles() -> None:
    family = FAMILIES["half_life_decay"]
    for often, expected in family["steady_state_one_event_every_d_days"].items():
        assert 1 / (1 - faded(int(often[2:]), family["half_life_days"])) == near(expected)


def test_streaks() -> None:
    family = FAMILIES["streak"]
    excused = family["with_excused_skipped"]
    for meetings, expected in [
        (family["input_meetings_true_attended"], family["expected"]),
        (excused["input"], excused["expected"]),
    ]:
        came = [None if mark == "E" else bool(mark) for mark in meetings]
        assert streak(came)._asdict() == expected
        rows = [(1, at, there) for at, there in enumerate(came)]
        [row] = answers(
            streaks.streaks("meeting", by="member_id", order="at", came="came"),
            {"meeting": Relation("member_id int, at int, came bool", rows)},
        )
        assert (row["current"], row["longest"]) == (expected["current"], expected["longest"])


def test_small_numbers() -> None:
    family = FAMILIES["small_n_illustrations"]
    for x, n, name in [(31, 36, "attendance_31_of_36"), (3, 3, "member_3_of_3"), (9, 12, "member_9_of_12")]:
        assert wilson(x, n) == near(tuple(family[f"{name}_wilson95"]))
    assert measures.half_width(0.9, 8) == near(family["survey_8_answers_sd_0.9_t95_half_width"])


def test_cusum() -> None:
    case = FAMILIES["cusum_lower"]["case"]
    found = proportions.cusum(case["p"], case["n"], target=case["m"])
    assert found == near(case["expected"])
    assert proportions.first_above(found or [], case["h"]) == 7
    rows = [(1, at, p, n, case["m"]) for at, (p, n) in enumerate(zip(case["p"], case["n"], strict=True))]
    in_sql = answers(
        control.cusum("rate", by="group_id") + " ORDER BY period_id",
        {"rate": Relation("group_id int, period_id int, share float8, n int, target float8", rows)},
    )
    assert [row["level"] for row in in_sql] == near(case["expected"])
