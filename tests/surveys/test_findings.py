"""What is worked out of answers, and what of it is shown. The numbers here were worked out by hand."""

import pytest

from surveys.findings import Said, findings
from surveys.models import Finding, Questionnaire, Status, Survey
from tests.surveys.asking import WELL

ROWS = {
    1: [[6, 7, 5], [5, 6, 6], [7, 7, 5], [6, 6, 6], [5, 7, 6]],
    2: [[4, 5, 5], [4, 4, 5], [5, 5, 4], [4, 6, 5], [3, 4, 4], [4, 4, 4]],
    3: [[1, 1, 1], [7, 7, 7], [1, 1, 1], [7, 7, 7], [4, 4, 4]],
}
SIX = {2: [*ROWS[2], *ROWS[2]]}


def found(rows: dict[int, list[list[int]]], **asking: object) -> dict[int | None, Finding]:
    survey = Survey(questionnaire=Questionnaire(**{"scale": 7, "items": ["a", "b", "c"], **asking}))
    said = [Said(group, row) for group, answers in rows.items() for row in answers]
    told = findings(survey, said, asked=dict.fromkeys(rows, 12), people=30)
    return {finding.group_id: finding for finding in told}


def test_a_group_that_agrees_has_a_mean_with_its_interval() -> None:
    finding = found(ROWS)[1]
    assert (finding.status, finding.mean) == (Status.SHOWN, 6.0)
    assert (finding.low, finding.high, finding.agreement) == (5.7, 6.3, 0.96)


def test_no_interval_reaches_beyond_the_scale() -> None:
    finding = found({1: [[7, 7, 7]] * 4 + [[7, 6, 7]]})[1]
    assert (finding.mean, finding.high) == (6.9, 7.0)


def test_where_opinions_differ_there_is_no_mean() -> None:
    finding = found(ROWS)[3]
    assert (finding.status, finding.mean, finding.agreement) == (Status.DIFFERS, None, None)


@pytest.mark.parametrize("scale", [5, 7])
def test_reversed_statements_are_turned_round(scale: int) -> None:
    answers = [1, scale, 2]
    asking = Questionnaire(scale=scale, items=["a", "b", "c"], reversed_items=[1, 3])
    assert asking.scored(answers) == [scale, scale, scale - 1]


def test_a_good_group_is_good_in_every_statement_of_the_house() -> None:
    own = {"items": ["a"] * 5, "reversed_items": [1, 3]}
    finding = found({1: [WELL] * 10}, **own)[1]
    assert (finding.mean, finding.items) == (6.0, [6.0] * 5)


def test_statements_have_means_from_ten_answers_on() -> None:
    assert found({2: SIX[2][:9]})[2].items is None
    assert found({2: SIX[2][:10]})[2].items == [4.1, 4.8, 4.6]


def test_the_community_says_how_much_lies_between_groups() -> None:
    whole = found(ROWS)[None]
    assert (whole.icc1, whole.icc2, whole.alpha) == (0.16, 0.49, 0.97)
    assert (whole.asked, whole.answers) == (30, 16)


def test_it_says_nothing_of_groups_that_are_kept_back() -> None:
    few = {**ROWS, 4: [[1, 1, 1], [1, 2, 1]]}
    changed = {**ROWS, 4: [[1, 1, 1], [7, 7, 7]]}
    one, other = found(few)[None], found(changed)[None]
    assert one.mean != other.mean
    assert (one.icc1, one.icc2) == (other.icc1, other.icc2)


def test_few_answers_keep_another_group_back_and_four_say_nothing_at_all() -> None:
    told = found({1: ROWS[1], 2: ROWS[2], 4: [[4, 4, 4]]})
    assert [told[group].status for group in (1, 2, 4)] == [Status.KEPT_BACK, Status.SHOWN, Status.TOO_FEW]
    alone = found({1: ROWS[1][:4]})
    assert {finding.status for finding in alone.values()} == {Status.TOO_FEW}
    assert {finding.mean for finding in alone.values()} == {None}
