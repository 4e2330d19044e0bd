"""A group that declines is found, and a group that wavers as always is let be."""

import pytest

from engagement.measures.control.proportions import cusum
from signals.detecting.changes import ENOUGH_QUARTERS, Standing, changes, standings
from signals.detecting.finding import Finding
from signals.kinds import Kind
from tests.signals.series import Plant, Series, plant

# The lower CUSUM of a published reference: shares of 33, a target of 0.86, and what piles up.
SHARES = [0.85, 0.88, 0.82, 0.79, 0.79, 0.73, 0.70, 0.67]
PILED = [0, 0, 0.051852, 0.517592, 0.983333, 2.276852, 3.984259, 6.105555]
N = 33.0


def usual(quarters: int, share: float = 0.86) -> Series:
    """A group of whom always as many come."""
    return dict.fromkeys(range(quarters), (share * N, N))


def falling(shares: list[float], *, after: int) -> Series:
    return usual(after) | {after + n: (share * N, N) for n, share in enumerate(shares)}


def many(quarters: int, others: int = 40) -> dict[int, Series]:
    """Others beside group 1: half of them a little above, half a little below, in turns."""
    return {
        number: {q: ((0.86 + 0.04 * (-1) ** (number + q)) * N, N) for q in range(quarters)}
        for number in range(2, 2 + others)
    }


def standing(series: Series, *, quarter: int, since: int | None = None) -> Standing:
    groups = {1: series, **many(quarter + 1)}
    return standings(groups, quarter=quarter, since={1: since} if since is not None else None)[1]


def found(groups: dict[int, Series], quarter: int) -> dict[int | None, Finding]:
    return {finding.subject.group_id: finding for finding in changes(groups, quarter=quarter)}


def test_the_cusum_is_that_of_the_reference() -> None:
    assert cusum(SHARES, [N] * 8, target=0.86) == pytest.approx(PILED, abs=1e-6)


def test_the_series_of_the_reference_is_found_after_a_past_as_usual() -> None:
    groups = {1: falling(SHARES, after=5), **many(13)}
    flagged = {quarter: f[1].kind for quarter in range(4, 13) if 1 in (f := found(groups, quarter))}
    assert flagged[12] == Kind.CHANGE
    assert min(flagged) >= 8, "0.85, 0.88 and 0.82 are within chance"


def test_a_group_that_stays_as_it_is_is_let_be() -> None:
    groups = {1: usual(13), **many(13)}
    assert [found(groups, quarter) for quarter in range(4, 13)] == [{}] * 9


@pytest.mark.parametrize(
    ("share", "kind"), [(0.55, Kind.CHANGE), (0.71, Kind.WATCH), (0.80, None), (0.95, None)]
)
def test_one_quarter_alone_may_be_enough(share: float, kind: Kind | None) -> None:
    finding = found({1: falling([share], after=8), **many(9)}, 8).get(1)
    assert (finding and finding.kind) == kind


def test_what_all_groups_do_is_season_and_no_change() -> None:
    groups = {number: falling([0.6], after=8) for number in range(1, 40)}
    assert found(groups, 8) == {}
    groups[1] = falling([0.3], after=8)
    assert list(found(groups, 8)) == [1]
    assert found(groups, 8)[1].evidence[0]["season"] == pytest.approx(0.6 - (8 * 0.86 + 0.6) / 9)


def test_a_group_that_has_few_beside_it_is_judged_by_its_own_past() -> None:
    assert list(found({1: falling([0.5], after=8), 2: usual(9)}, 8)) == [1]


def test_with_fewer_than_five_quarters_nothing_is_said() -> None:
    short = falling([0.2], after=ENOUGH_QUARTERS - 2)
    assert found({1: short, **many(ENOUGH_QUARTERS - 1)}, ENOUGH_QUARTERS - 2) == {}
    long = falling([0.2], after=ENOUGH_QUARTERS - 1)
    assert list(found({1: long, **many(ENOUGH_QUARTERS)}, ENOUGH_QUARTERS - 1)) == [1]


def test_a_quarter_in_which_nothing_was_counted_says_nothing() -> None:
    assert 1 not in found({1: usual(8), **many(9)}, 8)
    assert 1 not in found({1: usual(8) | {8: (0.0, 0.0)}, **many(9)}, 8)


def test_where_everybody_always_comes_there_is_nothing_to_tell_chance_from() -> None:
    assert found({number: usual(9, 1.0) for number in range(1, 10)}, 8) == {}


def test_what_somebody_has_explained_piles_up_anew() -> None:
    series = falling([0.76, 0.75, 0.76, 0.75], after=8)
    assert standing(series, quarter=11).piled > standing(series, quarter=11, since=9).piled > 0
    assert standing(series, quarter=11, since=11).piled == 0


def test_more_than_three_years_back_is_another_group() -> None:
    series = dict.fromkeys(range(8), (0.2 * N, N)) | dict.fromkeys(range(8, 24), (0.86 * N, N))
    assert standing(series, quarter=23).usual == pytest.approx(0.86, abs=0.01)


@pytest.fixture(scope="module")
def planted() -> Plant:
    return plant(groups=300, quarters=16, declining=0.1, seed=7)


def test_among_healthy_groups_alarms_are_rare(planted: Plant) -> None:
    looked_at = alarms = watches = 0
    for quarter in range(ENOUGH_QUARTERS - 1, 16):
        flagged = found(planted.groups, quarter)
        healthy = [flagged.get(group) for group in planted.groups if group not in planted.start]
        looked_at += len(healthy)
        alarms += sum(finding is not None and finding.kind == Kind.CHANGE for finding in healthy)
        watches += sum(finding is not None and finding.kind == Kind.WATCH for finding in healthy)
    assert looked_at > 3000
    assert alarms / looked_at < 0.015
    assert watches / looked_at < 0.05


def test_nearly_all_that_decline_are_found(planted: Plant) -> None:
    caught = {
        group
        for quarter in range(ENOUGH_QUARTERS - 1, 16)
        for group, finding in found(planted.groups, quarter).items()
        if group in planted.start and quarter >= planted.start[group] and finding.kind == Kind.CHANGE
    }
    assert len(planted.start) > 20
    assert len(caught) / len(planted.start) >= 0.95
