"""What Python counts and what PostgreSQL counts, on inputs that nobody chose."""

from datetime import date, timedelta
from itertools import groupby
from statistics import median
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engagement.measures import composite
from engagement.measures.attainment import attainment
from engagement.measures.control.proportions import cusum, laney, period_effects, sigma_z
from engagement.measures.decay import Touch, decayed
from engagement.measures.diversity import blau, effective_number, evenness, shannon, unbiased_blau
from engagement.measures.hazards import bands
from engagement.measures.inequality import gini, largest_share, pielou
from engagement.measures.pairs import persistence
from engagement.measures.proportions import newcombe, shrunken, wilson
from engagement.measures.rates import byar
from engagement.measures.streaks import streak
from engagement.measures.survival import Spell, kaplan_meier, quantile, restricted_mean
from engagement.sql import (
    aggregates,
    control,
    diversity,
    inequality,
    pairs,
    proportions,
    streaks,
    survival,
    ties,
)
from tests.engagement.measures.relations import Relation, answers, value

pytestmark = pytest.mark.django_db

few = settings(max_examples=20, deadline=None)
amounts = st.lists(st.one_of(st.integers(0, 60), st.floats(0.25, 900)), max_size=14)
counted = st.integers(0, 30).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
rosters = st.sets(st.integers(1, 9), max_size=9)


def close(expected: Any) -> Any:
    """Compare to the last digits, or with nothing where there is nothing to say."""
    return None if expected is None else pytest.approx(expected, rel=1e-9, abs=1e-9)


def one_row(query: str, columns: str, rows: list[Any]) -> dict[str, Any]:
    [row] = answers(query, {"given": Relation(columns, [(1, *row) for row in rows])})
    return row


@few
@given(amounts.filter(bool))
def test_spread(values: list[float]) -> None:
    row = one_row(
        inequality.inequality("given", by="subject", of="x"), "subject int, x float8", [(x,) for x in values]
    )
    assert (row["people"], row["total"]) == (len(values), close(sum(values)))
    assert row["gini"] == close(gini(values))
    assert row["gini_corrected"] == close(gini(values, corrected=True))
    assert row["pielou"] == close(pielou(values))
    assert row["largest_share"] == close(largest_share(values))
    assert 0 <= (gini(values) or 0) <= (len(values) - 1) / len(values) + 1e-12
    assert gini(values) == close(gini(values[::-1]))


@few
@given(st.lists(st.integers(0, 12), min_size=1, max_size=8))
def test_kinds(counts: list[int]) -> None:
    row = one_row(
        diversity.diversity("given", by="subject", of="n"), "subject int, n int", [(n,) for n in counts]
    )
    for column, measure in [
        ("blau", blau),
        ("unbiased_blau", unbiased_blau),
        ("effective_number", effective_number),
        ("shannon", shannon),
        ("evenness", evenness),
    ]:
        assert row[column] == close(measure(counts))
        assert measure(counts) == close(measure(sorted(counts)))


@few
@given(counted, counted, st.floats(0.05, 0.95))
def test_shares(now: tuple[int, int], before: tuple[int, int], whole: float) -> None:
    x, n = now
    numbers = {"x": x, "n": n, "y": before[0], "m": before[1], "whole": whole}
    expected = wilson(x, n) if n else (None, None)
    limits = proportions.wilson("x", "n")
    assert [value(limit, **numbers) for limit in limits] == [close(one) for one in expected]
    difference = newcombe(now, before)
    in_sql = proportions.newcombe("x", "n", "y", "m")
    assert [value(limit, **numbers) for limit in in_sql] == [close(one) for one in difference or (None, None)]
    drawn = proportions.shrunken("x", "n", towards="whole")
    assert value(drawn, **numbers) == close(shrunken(x, n, towards=whole))
    rate = [value(limit, **numbers) for limit in proportions.byar("x", "n")]
    assert rate == [close(one) for one in (byar(x, n) if n else (None, None))]


@few
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 9), st.booleans()), min_size=1, max_size=14))
def test_stays(drawn: list[tuple[int, int, bool]]) -> None:
    spells = [Spell(entry, entry + length, ended) for entry, length, ended in drawn]
    steps = kaplan_meier(spells)
    columns = "subject int, entry float8, exit float8, ended bool"
    curve = survival.kaplan_meier("given", by="subject")
    given = {"given": Relation(columns, [(1, *spell) for spell in spells])}
    rows = answers(f"{curve} ORDER BY t", given)
    assert len(rows) == len(steps)
    for row, step in zip(rows, steps, strict=True):
        assert (row["t"], row["at_risk"], row["events"]) == step[:3]
        assert row["survival"] == close(step.survival)
        assert row["error"] == close(step.error)
        assert (row["low"], row["high"]) == (close(step.interval) if step.interval else (None, None))
    in_bands = answers(f"{survival.hazards('given', by='subject')} ORDER BY after", given)
    assert [tuple(row.values())[1:] for row in in_bands] == bands(spells)
    if steps:
        half = answers(f"WITH step AS ({curve}) {survival.quantile('step', by='subject')}", given)
        assert half[0]["t"] == quantile(steps)
        mean = survival.restricted_mean("step", by="subject", until=12)
        assert answers(f"WITH step AS ({curve}) {mean}", given)[0]["stay"] == close(
            restricted_mean(steps, 12)
        )


@few
@given(st.lists(st.sampled_from([True, True, False, None]), min_size=1, max_size=14))
def test_runs(came: list[bool | None]) -> None:
    query = streaks.streaks("given", by="subject", order="at", came="came")
    row = one_row(query, "subject int, at int, came bool", list(enumerate(came)))
    assert (row["current"], row["longest"]) == streak(came)
    runs = [len(list(run)) for there, run in groupby(mark for mark in came if mark is not None) if there]
    assert streak(came).longest == max(runs, default=0)


@few
@given(
    st.lists(st.tuples(st.integers(0, 900), st.sampled_from([0.1, 0.5, 1.0])), min_size=1, max_size=10),
    st.sampled_from([45, 91, 182]),
    st.integers(0, 2000),
)
def test_ties_in_landmark_form_are_worth_what_they_are_worth(
    drawn: list[tuple[int, float]], half_life: int, landmark: int
) -> None:
    start, today = date(2024, 1, 1), 900
    touches = [Touch(day, weight) for day, weight in drawn]
    rows = [
        (1 + at % 2, 2 - at % 2, start + timedelta(day), weight) for at, (day, weight) in enumerate(drawn)
    ]
    columns = "one_id int, other_id int, happened_on date, weight float8"
    query = f"WITH tie AS ({ties.directed('given')}) {ties.undirected('tie')}"
    days = {
        "landmark": start + timedelta(landmark),
        "today": start + timedelta(today),
        "half_life": half_life,
    }
    [row] = answers(query, {"given": Relation(columns, rows)}, days)
    assert (row["one_id"], row["other_id"]) == (1, 2)
    assert row["weight"] == close(decayed(touches, today=today, half_life=half_life))


@few
@given(rosters, rosters)
def test_rosters(before: set[int], now: set[int]) -> None:
    columns = "group_id int, member_id int"
    given = {
        "earlier": Relation(columns, [(1, member) for member in before]),
        "later": Relation(columns, [(1, member) for member in now]),
    }
    rows = answers(pairs.persistence("earlier", "later", by="group_id"), given)
    assert [(row["kept"], row["before"]) for row in rows] == ([persistence(before, now)] if before else [])


@few
@given(st.lists(counted, min_size=2, max_size=9), st.sampled_from([0.0, 0.35, 0.86, 1.0]))
def test_charts_of_shares(counts: list[tuple[int, int]], target: float) -> None:
    shares = [x / n if n else None for x, n in counts]
    levels = cusum(shares, [n for _, n in counts], target=target)
    expected_levels = [None] * len(counts) if levels is None else levels
    rows = [(at, *pair, share, target) for at, (pair, share) in enumerate(zip(counts, shares, strict=True))]
    columns = "group_id int, period_id int, x int, n int, share float8, target float8"
    given = {"given": Relation(columns, [(1, *row) for row in rows])}
    found = answers(control.cusum("given", by="group_id") + " ORDER BY period_id", given)
    assert [row["level"] for row in found] == [close(one) for one in expected_levels]
    centred = "(SELECT *, target AS centre, 1 AS community_id FROM given) centred"
    [spread] = answers(control.sigma_z(centred, by="community_id, group_id", pool="community_id"), given) or [
        {"sigma_z": None}
    ]
    assert spread["sigma_z"] == close(sigma_z([counts], centre=target))
    chart = laney(counts, centre=target, spread=1.3)
    limits = control.laney("target", "n", "1.3")
    charted = f"SELECT {limits.low} AS low, {limits.high} AS high FROM given"  # noqa: S608
    in_sql = answers(f"{charted} ORDER BY period_id", given)
    if chart is not None:
        for row, limit in zip(in_sql, chart.limits, strict=True):
            assert (row["low"], row["high"]) == close(limit)
    effects = answers(control.period_effects("given", by="group_id") + " ORDER BY period_id", given)
    expected = period_effects(dict(enumerate(counts)))
    assert [row["effect"] for row in effects] == close(list(expected.values()))


@few
@given(st.lists(st.tuples(st.integers(-2, 2), st.sampled_from([0.5, 1.0, 2.0])), max_size=7))
def test_goals(goals: list[tuple[int, float]]) -> None:
    rows = Relation("outcome int, weight float8", goals)
    score = aggregates.attainment("outcome", "weight")
    query = f"SELECT {score} AS t, {aggregates.median('outcome')} AS middle FROM given"  # noqa: S608
    [row] = answers(query, {"given": rows})
    assert row["t"] == close(attainment([x for x, _ in goals], [w for _, w in goals]))
    assert row["middle"] == (median(x for x, _ in goals) if goals else None)


scores = st.floats(-3, 9, allow_subnormal=False)  # a sixth of the smallest is too small for PostgreSQL


@few
@given(st.lists(st.one_of(st.none(), scores), min_size=3, max_size=3))
def test_parts_of_a_composite(values: list[float | None]) -> None:
    parts = [composite.placed(one, worst=0, best=6) for one in values]
    given = dict(zip("abc", values, strict=True))
    placed = [aggregates.placed(name, worst=0, best=6) for name in "abc"]
    assert [value(part, **given) for part in placed] == [close(one) for one in parts]
    assert value(aggregates.geometric(placed), **given) == close(composite.geometric(parts))
    assert value(aggregates.arithmetic(placed), **given) == close(composite.arithmetic(parts))
