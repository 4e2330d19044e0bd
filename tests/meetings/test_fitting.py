"""Making the minutes of a day add up: shared out in equal parts, or scaled in proportion."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.fitting import Length, NoRoom, fit

minutes = st.integers(1, 120)
lengths = st.lists(st.builds(Length, minutes, st.booleans()), min_size=1, max_size=60)
totals = st.integers(1, 900)


def told(items: list[Length], total: int) -> list[int]:
    try:
        return fit(items, total)
    except NoRoom:
        return []


@given(lengths, totals)
def test_a_day_comes_out_exactly_full_and_every_item_keeps_some_time(items: list[Length], total: int) -> None:
    fixed = sum(item.minutes or 0 for item in items if item.is_fixed)
    scaled = [item for item in items if not item.is_fixed]
    after = told(items, total)
    assert bool(after) == (bool(scaled) and total - fixed >= len(scaled))
    if after:
        assert sum(after) == total
        assert min(after) >= 1


@given(lengths, totals)
def test_breaks_stay_as_long_as_they_were(items: list[Length], total: int) -> None:
    after = told(items, total)
    assert [(was.minutes, now) for was, now in zip(items, after, strict=False) if was.is_fixed] == [
        (was.minutes, was.minutes) for was in items if was.is_fixed and after
    ]


@given(st.lists(minutes, min_size=1, max_size=60), totals)
def test_what_was_longer_stays_at_least_as_long(before: list[int], total: int) -> None:
    after = told([Length(length) for length in before], total)
    pairs = sorted(zip(before, after, strict=False), key=lambda pair: pair)
    assert all(now <= later for (was, now), (will, later) in pairwise(pairs) if was < will)


@given(lengths, totals)
def test_doing_it_twice_changes_nothing(items: list[Length], total: int) -> None:
    once = told(items, total)
    again = [Length(now, was.is_fixed) for now, was in zip(once, items, strict=False)]
    assert told(again, total) == once


@given(st.lists(st.none() | minutes, min_size=1, max_size=20), totals)
def test_where_some_have_no_length_the_others_keep_theirs(given: list[int | None], total: int) -> None:
    after = told([Length(length) for length in given], total)
    if after and None in given:
        assert sum(after) == total
        assert all(was in {None, now} for was, now in zip(given, after, strict=True))
        shares = [now for was, now in zip(given, after, strict=True) if was is None]
        assert max(shares) - min(shares) <= 5


@pytest.mark.parametrize(
    ("before", "total", "after"),
    [
        ([30, 30], 90, [45, 45]),
        ([10, 20, 30], 120, [20, 40, 60]),
        ([20, 20, 20], 100, [35, 35, 30]),  # multiples of five, the odd ones to the first
        ([20, 20, 20], 61, [21, 20, 20]),
        ([5, 300], 60, [5, 55]),
        ([7, 8], 15, [5, 10]),
    ],
)
def test_lengths_are_multiples_of_five_where_that_comes_out(
    before: list[int], total: int, after: list[int]
) -> None:
    assert fit([Length(length) for length in before], total) == after


def test_breaks_that_take_the_whole_day_leave_no_room() -> None:
    with pytest.raises(NoRoom):
        fit([Length(60, is_fixed=True), Length(10)], 60)
    with pytest.raises(NoRoom):
        fit([], 60)
