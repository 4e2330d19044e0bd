"""The reference curves of how long people stay and how soon they are helped, in Python and in SQL.

The log-rank test has no SQL form: it compares two curves that somebody chose to compare.
"""

from typing import Any

import pytest

from engagement.measures.survival import (
    Spell,
    Step,
    kaplan_meier,
    log_rank,
    quantile,
    restricted_mean,
    survival_at,
)
from engagement.sql import survival
from tests.engagement.measures.reference import FAMILIES, near, needs_reference
from tests.engagement.measures.relations import Relation, answers

pytestmark = [needs_reference, pytest.mark.django_db]


def curve(rows: list[tuple[float, int]]) -> list[Step]:
    return kaplan_meier([Spell(0, t, bool(ended)) for t, ended in rows])


def curve_in_sql(
    rows: list[tuple[float, int]], then: str = "SELECT * FROM step ORDER BY t"
) -> list[dict[str, Any]]:
    spell = Relation(
        "subject int, entry float8, exit float8, ended bool",
        [(1, 0, t, bool(ended)) for t, ended in rows],
    )
    return answers(f"WITH step AS ({survival.kaplan_meier('spell', by='subject')}) {then}", {"spell": spell})


def assert_is_the_curve(rows: list[tuple[float, int]], expected: list[dict[str, Any]]) -> None:
    for step, row, case in zip(curve(rows), curve_in_sql(rows), expected, strict=True):
        told = case["t"], case["at_risk"], case["events"]
        assert (step.t, step.at_risk, step.events) == told
        assert (row["t"], row["at_risk"], row["events"]) == told
        assert (step.survival, step.error) == near((case["S"], case["greenwood_se"]))
        assert (row["survival"], row["error"]) == near((case["S"], case["greenwood_se"]))


@pytest.mark.parametrize("arm", ["6mp", "placebo"])
def test_kaplan_meier(arm: str) -> None:
    family = FAMILIES["kaplan_meier_freireich_6mp"]
    rows, median = family["input"][arm], family["expected"][f"median_{arm}"]
    assert_is_the_curve(rows, family["expected"][arm])
    assert quantile(curve(rows)) == median
    assert curve_in_sql(rows, survival.quantile("step", by="subject"))[0]["t"] == median


def test_the_interval_and_the_area_of_the_curve() -> None:
    expected = FAMILIES["kaplan_meier_freireich_6mp"]["expected"]
    rows = FAMILIES["kaplan_meier_freireich_6mp"]["input"]["6mp"]
    steps, in_sql = curve(rows), curve_in_sql(rows)
    for t, low, high in expected["ci95_6mp_loglog_lifelines"][1:]:
        step, row = survival_at(steps, t), [row for row in in_sql if row["t"] <= t][-1]
        assert step is not None
        assert step.interval == near((low, high))
        assert (row["low"], row["high"]) == near((low, high))
    assert restricted_mean(steps, 35) == near(expected["rmst_35_6mp"])
    mean = survival.restricted_mean("step", by="subject", until=35)
    assert curve_in_sql(rows, mean)[0]["stay"] == near(expected["rmst_35_6mp"])


def test_log_rank() -> None:
    family = FAMILIES["kaplan_meier_freireich_6mp"]
    arms = [[Spell(0, t, bool(ended)) for t, ended in rows] for rows in family["input"].values()]
    found = log_rank(*arms)
    assert found is not None
    assert found == near((family["expected"]["logrank_chi2"], family["expected"]["logrank_p"]))


def test_time_to_first_help() -> None:
    family = FAMILIES["time_to_first_help"]
    rows, expected = family["input"], family["expected"]
    assert_is_the_curve(rows, expected["km"])
    steps = curve(rows)
    assert quantile(steps) == expected["median_hours"]
    for hours in (24, 168):
        step = survival_at(steps, hours)
        assert step is not None
        assert 1 - step.survival == near(expected[f"answered_within_{hours}h"])
        last = f"SELECT 1 - min(survival) AS answered FROM step WHERE t <= {hours}"  # noqa: S608
        assert curve_in_sql(rows, last)[0]["answered"] == near(expected[f"answered_within_{hours}h"])
