"""How answers spread, by numbers that can be checked by hand."""

from collections.abc import Sequence
from decimal import Decimal
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from room.models import VoteKind
from room.tally import Tally, tally


def of(kind: VoteKind, *ballots: Sequence[int], options: Sequence[str] = ()) -> Tally:
    return tally(kind, options, [[Decimal(number) for number in ballot] for ballot in ballots])


def test_yes_and_no_are_counted() -> None:
    bars = of(VoteKind.YES_NO, [1], [1], [0]).bars
    assert [(bar.label, bar.ballots, bar.width) for bar in bars] == [("Yes", 2, 100), ("No", 1, 50)]


def test_a_scale_shows_every_place_and_the_middle_half() -> None:
    told = of(VoteKind.SCALE, [1], [2], [2], [4], [5])
    assert [bar.ballots for bar in told.bars] == [1, 2, 0, 1, 1]
    assert told.spread == (1, 2, 2, 4, 5)


def test_one_answer_is_its_own_middle() -> None:
    assert of(VoteKind.ESTIMATE, [70]).spread == (70, 70, 70, 70, 70)


def test_a_ranking_is_ordered_by_the_mean_place() -> None:
    told = of(VoteKind.RANKING, [2, 0, 1], [2, 1, 0], [0, 2, 1], options=["red", "green", "blue"])
    assert [(rank.label, round(rank.mean, 2), rank.best, rank.worst) for rank in told.ranks] == [
        ("blue", 1.33, 1, 2),
        ("red", 2.0, 1, 3),
        ("green", 2.67, 2, 3),
    ]


@pytest.mark.parametrize("kind", VoteKind)
def test_a_vote_without_answers_says_nothing(kind: VoteKind) -> None:
    told = of(kind, options=["red", "green"])
    assert (told.ballots, told.spread, told.ranks) == (0, None, [])
    assert all(bar.ballots == 0 for bar in told.bars)


@given(st.lists(st.integers(-1000, 1000), min_size=1, max_size=20))
def test_the_quarters_lie_in_order(values: list[int]) -> None:
    spread = of(VoteKind.ESTIMATE, *[[value] for value in values]).spread
    assert spread
    assert list(spread) == sorted(spread)
    assert (spread.least, spread.middle, spread.most) == (min(values), median(values), max(values))
