"""Whom somebody should call: four rules, each at its edge."""

from typing import Any

import pytest

from signals.detecting.checkins import Record, check_ins
from signals.detecting.finding import Subject
from signals.wording import tell
from tests.signals.storing import LAST

NOW = LAST.id
Counted = dict[int, tuple[float, float]]


def rules(**fields: Any) -> list[str]:
    record = Record(Subject(1, 2), **({"quarters_aboard": 8} | fields))
    return [each["rule"] for finding in check_ins([record], quarter=NOW) for each in finding.evidence]


def year(came: float, *, of: float) -> Counted:
    """So much in each of the four quarters before."""
    return {NOW - ago: (came, of) for ago in range(1, 5)}


@pytest.mark.parametrize(
    ("came", "before", "named"),
    [
        ((1, 3), (3, 3), True),  # a third
        ((1.5, 3), (3, 3), False),  # half
        ((0, 3), (1, 4), True),  # exactly 25 points below
        ((0, 3), (0.9, 4), False),  # 22 points
        ((0, 0), (3, 3), False),  # nothing counted
        ((0, 3), (0, 0), False),  # no year before
    ],
)
def test_who_came_to_a_third_and_much_less_than_before(
    came: tuple[float, float], before: tuple[float, float], named: bool
) -> None:
    attendance = year(before[0], of=before[1]) | {NOW: came}
    assert (rules(attendance=attendance) == ["absent"]) is named


def test_one_meeting_before_is_no_year() -> None:
    assert rules(attendance={NOW - 2: (1, 1), NOW: (0, 3)}) == []
    assert rules(attendance={NOW - 2: (2, 2), NOW: (0, 3)}) == ["absent"]


@pytest.mark.parametrize(("missed", "named"), [(2, True), (1, False), (0, False)])
def test_who_said_yes_and_stayed_away_unexcused_twice(missed: int, named: bool) -> None:
    assert (rules(answers={NOW: (missed, 3)}) == ["no-shows"]) is named


@pytest.mark.parametrize(
    ("aboard", "ties", "named"), [(2, 2, True), (2, 3, False), (1, 0, False), (3, 2, False)]
)
def test_a_newcomer_with_few_ties_is_named_once(aboard: int, ties: float, named: bool) -> None:
    found = rules(quarters_aboard=aboard, ties={NOW: ties, NOW - 1: 5})
    assert (found == ["new"]) is named


@pytest.mark.parametrize(
    ("now", "before", "named"), [(1, 1, True), (0, 1, True), (1, 2, False), (2, 0, False)]
)
def test_who_has_one_tie_at_most_for_two_quarters(now: float, before: float, named: bool) -> None:
    assert (rules(ties={NOW: now, NOW - 1: before}) == ["alone"]) is named


def test_rules_about_ties_are_silent_where_nothing_counts_them() -> None:
    assert rules() == []
    assert rules(quarters_aboard=2) == []
    assert rules(ties={NOW: 0}) == []


def test_who_has_just_come_is_left_in_peace() -> None:
    assert rules(quarters_aboard=0, answers={NOW: (3, 3)}) == []


def test_one_person_is_named_once_with_every_rule_and_its_numbers() -> None:
    record = Record(
        Subject(1, 2),
        quarters_aboard=8,
        attendance=year(3, of=4) | {NOW: (0.5, 3)},
        answers={NOW: (2, 2)},
        ties={NOW: 1, NOW - 1: 0},
    )
    [finding] = check_ins([record], quarter=NOW)
    assert [told.evidence for told in tell(finding.evidence, LAST)] == [
        "In 2026-Q1: came to 0.5 of 3 meetings; in the year before to 12 of 16, 75 %.",
        "In 2026-Q1: did not come to 2 of 2 meetings after a yes.",
        "In 2026-Q1: 1 tie; in the quarter before 0 ties.",
    ]
