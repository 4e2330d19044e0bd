"""From all that is shown, nothing about a few people follows: not by any sum or difference of it."""

from itertools import combinations

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from surveys.disclosure import kept_back
from surveys.findings import Said, findings
from surveys.models import ENOUGH, ENOUGH_FOR_ITEMS, Finding, Questionnaire, Survey

COUNTS = st.lists(st.integers(0, 13), min_size=1, max_size=5)
POINT = st.integers(1, 7)
at_leisure = settings(
    deadline=None, suppress_health_check=[HealthCheck.too_slow]
)  # a busy machine is no fault


def told_of_a_few(counts: list[int], shown: list[set[int]], *, least: int) -> list[tuple[int, ...]]:
    """The groups of fewer than `least` answers whose sum is a combination of the sums that are shown."""
    heard = [group for group, count in enumerate(counts) if count]
    if not shown or not heard:
        return []
    known = np.array([[float(group in part) for group in heard] for part in shown])
    rank = np.linalg.matrix_rank(known)
    few = [
        part
        for size in range(1, len(heard) + 1)
        for part in combinations(heard, size)
        if sum(counts[group] for group in part) < least
    ]
    wanted = {part: [float(group in part) for group in heard] for part in few}
    return [part for part in few if np.linalg.matrix_rank(np.vstack([known, wanted[part]])) == rank]


def sets_of(found: list[Finding], counts: list[int], number: str) -> list[set[int]]:
    everybody = set(range(len(counts)))
    told = [finding for finding in found if getattr(finding, number) is not None]
    return [everybody if finding.group_id is None else {finding.group_id} for finding in told]


def test_the_search_finds_what_follows_by_subtraction() -> None:
    assert told_of_a_few([6, 7, 3], [{0, 1, 2}, {0}, {1}], least=5) == [(2,)]
    assert told_of_a_few([6, 7, 3], [{0, 1, 2}, {0}], least=5) == []
    assert told_of_a_few([6, 2, 1, 8], [{0, 1, 2, 3}, {0}, {3}], least=5) == [(1, 2)]


@at_leisure
@given(COUNTS, st.sampled_from([ENOUGH, ENOUGH_FOR_ITEMS]))
def test_nothing_of_a_few_people_follows_from_groups_and_total(counts: list[int], least: int) -> None:
    back = kept_back(dict(enumerate(counts)), least=least)
    shown = [{group} for group in range(len(counts)) if group not in back]
    if sum(counts) >= least:
        shown.append(set(range(len(counts))))
    assert told_of_a_few(counts, shown, least=least) == []


@at_leisure
@given(COUNTS)
def test_of_those_with_enough_at_most_one_is_kept_back(counts: list[int]) -> None:
    back = kept_back(dict(enumerate(counts)), least=ENOUGH)
    assert {group for group, count in enumerate(counts) if count < ENOUGH} <= back
    assert sum(counts[group] >= ENOUGH for group in back) <= 1


@at_leisure
@given(COUNTS, st.data())
def test_nor_does_it_follow_from_the_findings_whatever_was_answered(
    counts: list[int], data: st.DataObject
) -> None:
    asking = Questionnaire(scale=7, items=["One", "Two"], reversed_items=[2])
    said = [
        Said(group, data.draw(st.lists(POINT, min_size=2, max_size=2)))
        for group, count in enumerate(counts)
        for _ in range(count)
    ]
    asked = {group: count + 2 for group, count in enumerate(counts)}
    found = findings(Survey(questionnaire=asking), said, asked=asked, people=sum(asked.values()))
    assert told_of_a_few(counts, sets_of(found, counts, "mean"), least=ENOUGH) == []
    assert told_of_a_few(counts, sets_of(found, counts, "items"), least=ENOUGH_FOR_ITEMS) == []
    assert all(finding.answers >= ENOUGH for finding in found if finding.agreement is not None)
