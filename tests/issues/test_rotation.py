"""Whose turn it is, without a database."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from issues.rotation import TWO_QUARTERS, Wait, Waiting, in_turn, proposed

A_DAY = date(2026, 2, 2)


def waiting(name: str, *, meetings: int = 0, dots: int = 0, can_come: bool = True, issue: int = 0) -> Waiting:
    wait = Wait(A_DAY, meetings, has_sat=False)
    number = ord(name[0])
    return Waiting(issue or number, number, name, wait, dots, can_come)


def names(*issues: Waiting) -> str:
    return "".join(chr(turn.presenter) for turn in in_turn(issues))


def test_who_has_waited_longest_comes_first_whatever_the_dots() -> None:
    assert names(waiting("a", meetings=1, dots=30), waiting("b", meetings=2)) == "ba"


def test_among_equals_dots_decide_and_then_what_was_offered_first() -> None:
    assert names(waiting("a", dots=1), waiting("b", dots=4), waiting("c", dots=1)) == "bac"


def test_who_cannot_come_stands_last() -> None:
    assert names(waiting("a", meetings=9, dots=9, can_come=False), waiting("b")) == "ba"


@pytest.mark.parametrize(
    ("wait", "words"),
    [
        (Wait(A_DAY, 3, has_sat=True), "Ana has waited 3 meetings since the last hot seat; 5 dots"),
        (Wait(A_DAY, 1, has_sat=False), "Ana has waited 1 meeting since joining; 5 dots"),
        (Wait(A_DAY, 0, has_sat=True), "Ana had the hot seat at the last meeting; 5 dots"),
        (Wait(A_DAY, 0, has_sat=False), "Ana has had no meeting yet; 5 dots"),
    ],
)
def test_each_place_is_explained(wait: Wait, words: str) -> None:
    assert in_turn([Waiting(1, 1, "Ana", wait, 5, can_come=True)])[0].because == words


def test_a_wait_is_long_from_the_day_after_two_quarters() -> None:
    wait = Wait(A_DAY, 2, has_sat=True)
    assert not wait.is_long(A_DAY + TWO_QUARTERS)
    assert wait.is_long(A_DAY + TWO_QUARTERS + timedelta(days=1))


def test_each_presenter_is_proposed_once_and_none_who_has_a_hot_seat() -> None:
    order = in_turn(
        [
            waiting("a", dots=9, issue=1),
            waiting("a", dots=8, issue=2),
            waiting("b", dots=7, issue=3),
            waiting("c", dots=6, issue=4),
            waiting("d", can_come=False, issue=5),
        ]
    )
    assert [turn.issue for turn in proposed(order, 2)] == [1, 3]
    assert [turn.issue for turn in proposed(order, 9, taken=[ord("b")])] == [1, 4]
    assert proposed(order, 0) == []


people = st.builds(
    waiting,
    st.sampled_from("abcdefgh"),
    meetings=st.integers(0, 12),
    dots=st.integers(0, 40),
    can_come=st.booleans(),
    issue=st.integers(1, 10_000),
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no fault
@given(st.lists(people, max_size=20, unique_by=lambda one: one.issue), st.integers(0, 6))
def test_any_order_keeps_every_issue_and_lets_nobody_overtake(issues: list[Waiting], seats: int) -> None:
    turns = in_turn(issues)
    assert sorted(turn.issue for turn in turns) == sorted(one.issue for one in issues)
    known = {one.issue: one for one in issues}
    ranks = [
        (not known[t.issue].can_come, -known[t.issue].wait.meetings, -known[t.issue].dots) for t in turns
    ]
    assert ranks == sorted(ranks)
    chosen = proposed(turns, seats)
    presenters = [turn.presenter for turn in chosen]
    assert len(set(presenters)) == len(presenters) <= seats
    who_can = {turn.presenter for turn in turns if turn.can_come}
    assert len(chosen) == min(seats, len(who_can))
