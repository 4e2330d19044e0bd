"""What is said of commitments beyond whether they are kept, and all of it counted again in plain Python."""

from collections import defaultdict
from datetime import date, timedelta
from statistics import median

import pytest

from commitments.actions import close_commitment, roll_commitment
from commitments.models import Commitment, Outcome
from engagement.measures.attainment import attainment
from engagement.models import Level
from engagement.periods import Quarter
from members.models import Member
from peergroups.models import Group
from tests import factories
from tests.engagement.asking import ask, counted, noon
from tests.engagement.plans import LAST, Plan, Promises, by_chance
from tests.engagement.test_looking_back import said

pytestmark = pytest.mark.django_db

MADE, DUE = date(2026, 1, 10), date(2026, 2, 20)
Cell = tuple[Level, str, int]


@pytest.fixture
def six(oak: Group) -> list[Member]:
    people = [factories.member() for _ in range(6)]
    for member in people:
        factories.seat(oak, member, joined_on=date(2025, 6, 1))
    return people


def promise(
    oak: Group,
    member: Member,
    outcome: Outcome | None = None,
    closed_on: date = DUE,
    *,
    partner: Member | None = None,
    due_on: date = DUE,
    times: int = 1,
) -> list[Commitment]:
    made = [
        factories.commitment(oak, member, made_on=MADE, due_on=due_on, partner=partner) for _ in range(times)
    ]
    for commitment in made:
        if outcome:
            close_commitment(commitment, outcome, by=member, on=closed_on, at=noon(2026, 4, 1))
    return made


@pytest.mark.parametrize(
    ("outcome", "closed_on", "withdrawn"),
    [
        (Outcome.CHANGED, DUE - timedelta(days=1), 1),
        (Outcome.DROPPED, DUE - timedelta(days=1), 1),
        (Outcome.DROPPED, DUE, 0),  # too late to be taken back
        (Outcome.MISSED, DUE - timedelta(days=1), 0),
        (Outcome.KEPT, DUE, 0),
        (None, DUE, 0),
    ],
)
def test_withdrawn_is_what_was_taken_back_before_its_day(
    oak: Group, six: list[Member], outcome: Outcome | None, closed_on: date, withdrawn: int
) -> None:
    promise(oak, six[0], outcome, closed_on)
    assert counted(ask("withdrawal_rate", oak))[:2] == (withdrawn, 1)
    assert counted(ask("follow_through", oak))[:2] == (outcome == Outcome.KEPT, 1 - withdrawn)
    assert counted(ask("withdrawal_rate"))[:2] == (withdrawn, 1)


def test_as_planned_is_kept_and_never_moved_of_what_is_closed(oak: Group, six: list[Member]) -> None:
    promise(oak, six[0], Outcome.KEPT, DUE + timedelta(days=3), times=4)
    promise(oak, six[1], Outcome.PARTLY, times=2)
    promise(oak, six[2], Outcome.DROPPED, DUE - timedelta(days=1))
    promise(oak, six[2])
    for moved in promise(oak, six[3], times=2):
        roll_commitment(moved, to=date(2026, 3, 20), by=six[3], at=noon(2026, 2, 10))
        close_commitment(moved, Outcome.KEPT, by=six[3], on=DUE, at=noon(2026, 3, 1))
    assert counted(ask("kept_as_planned", oak)) == (4, 8, "ok")


def test_how_far_ahead_is_the_median_of_days_and_moving_a_date_does_not_move_it(
    oak: Group, six: list[Member]
) -> None:
    days = [10, 10, 20, 30, 31, 50, 90, 200]
    for number, ahead in enumerate(days):
        (made,) = promise(oak, six[number % 6], due_on=MADE + timedelta(days=ahead))
    roll_commitment(made, to=date(2027, 1, 1), by=six[0], at=noon(2026, 2, 10))
    (dateless,) = promise(oak, six[0])
    Commitment.objects.filter(pk=dateless.pk).update(due_on=None, first_due_on=None)
    for result in (ask("days_to_due", oak), ask("days_to_due")):
        assert counted(result) == (sum(days), 8, "ok")
        assert result.value == median(days) == 30.5
    assert ask("days_to_due", oak).people == 6


def test_a_partner_who_is_named_counts_and_one_who_sits_elsewhere_is_in_no_pair(
    oak: Group, six: list[Member]
) -> None:
    stranger = factories.member()
    one, two, three, *_ = six
    promise(oak, one, partner=two, times=4)
    promise(oak, one, partner=three)
    promise(oak, two, partner=one)
    promise(oak, three, partner=stranger)
    promise(oak, six[3], times=2)
    promise(oak, six[4], Outcome.DROPPED, MADE, partner=one)  # withdrawn
    assert counted(ask("partner_coverage", oak)) == (7, 9, "ok")
    assert counted(ask("partner_coverage"))[:2] == (7, 9)
    spread = ask("partner_spread", oak)
    assert counted(spread) == (3, 30, "ok")
    assert spread.value == 0.1
    assert spread.detail == {"both_ways": round(2 / 3, 9), "one_only": 0.5}
    assert spread.people == 6


def test_of_four_people_it_is_not_said_how_partners_are_spread(oak: Group) -> None:
    people = [factories.member() for _ in range(4)]
    for member in people:
        factories.seat(oak, member, joined_on=date(2025, 6, 1))
    promise(oak, people[0], partner=people[1], times=8)
    assert counted(ask("partner_coverage", oak)) == (8, 8, "ok")
    assert counted(ask("partner_spread", oak)) == (1, 12, "not_enough_data")
    assert ask("partner_spread", oak).detail is None


def test_attainment_is_that_of_kiresuk_and_sherman_with_nothing_above_what_was_promised(
    oak: Group, six: list[Member]
) -> None:
    promise(oak, six[0], Outcome.KEPT, DUE, partner=six[1])
    assert counted(ask("goal_attainment", oak)) == (0, 1, "not_enough_data")
    promise(oak, six[1], Outcome.KEPT, DUE + timedelta(days=1))
    promise(oak, six[2], Outcome.PARTLY, DUE)
    promise(oak, six[3], Outcome.MISSED, DUE)
    promise(oak, six[4])
    promise(oak, six[5], Outcome.CHANGED, MADE)  # withdrawn
    for result in (ask("goal_attainment", oak), ask("goal_attainment")):
        assert counted(result) == (6, 5, "ok")
        assert result.value == attainment([0, -1, -1, -2, -2])
        assert result.detail == {"partnered": 0.2}


def test_all_as_promised_is_fifty(oak: Group, six: list[Member]) -> None:
    for member in six:
        promise(oak, member, Outcome.KEPT, MADE)
    assert ask("goal_attainment", oak).value == 50


def cells(plan: Plan, as_of: date) -> dict[tuple[str, int], list[Promises]]:
    """What fell due before the day, by group and quarter; also what was withdrawn."""
    due: defaultdict[tuple[str, int], list[Promises]] = defaultdict(list)
    for promised in plan.until(as_of).promises:
        if promised.is_due_on < as_of:
            due[promised.group, Quarter.of(promised.is_due_on).id].append(promised)
    return due


def is_withdrawn(promised: Promises) -> bool:
    gone = promised.outcome in {Outcome.CHANGED, Outcome.DROPPED}
    return bool(gone and promised.closed_on and promised.closed_on < promised.is_due_on)


def short(promised: Promises) -> int:
    if promised.outcome == Outcome.KEPT and promised.closed_on and promised.closed_on <= promised.due_on:
        return 0
    return 1 if promised.outcome in {Outcome.KEPT, Outcome.PARTLY} else 2


def is_as_planned(promised: Promises) -> bool:
    return promised.outcome == Outcome.KEPT and promised.is_due_on == promised.due_on


def pairs(plan: Plan, group: str, day: date, due: list[Promises]) -> tuple[int, int]:
    """The pairs of partners who both sit in the group on the day, and how many there could be."""
    here = {s.person for s in plan.seats if s.group == group and s.joined_on <= day <= (s.left_on or LAST)}
    named = {(p.person, p.partner) for p in due if p.person in here and p.partner in here}
    return len(named), len(here) * (len(here) - 1)


def by_hand(plan: Plan, as_of: date) -> dict[tuple[str, str, int], tuple[float, float]]:
    found: dict[tuple[str, str, int], tuple[float, float]] = {}
    for (group, period), falling in cells(plan, as_of).items():
        due = [promised for promised in falling if not is_withdrawn(promised)]
        day = min(Quarter(period).last_day, as_of)
        found["withdrawal_rate", group, period] = len(falling) - len(due), len(falling)
        closed = [promised for promised in due if promised.outcome]
        found["kept_as_planned", group, period] = sum(map(is_as_planned, closed)), len(closed)
        found["partner_coverage", group, period] = sum(bool(p.partner) for p in due), len(due)
        found["goal_attainment", group, period] = sum(map(short, due)), len(due)
        if due:
            found["partner_spread", group, period] = pairs(plan.until(as_of), group, day, due)
    for promised in plan.until(as_of).promises:
        key = "days_to_due", promised.group, Quarter.of(promised.made_on).id
        days, dated = found.get(key, (0, 0))
        found[key] = days + (promised.due_on - promised.made_on).days, dated + 1
    return {key: counts for key, counts in found.items() if counts[1]}


@pytest.mark.parametrize("seed", range(3))
def test_what_is_said_of_groups_is_what_plain_counting_finds(seed: int) -> None:
    plan, as_of = by_chance(seed), LAST - timedelta(days=100)
    expected = by_hand(plan, as_of)
    names = {name for name, *_ in expected}
    found = {
        (metric, group, period): (result.numerator, result.denominator)
        for (metric, level, group, period), result in said(plan, as_of).items()
        if metric in names and level == Level.GROUP and result.denominator
    }
    assert names == {
        *("withdrawal_rate", "kept_as_planned", "partner_coverage", "goal_attainment"),
        *("partner_spread", "days_to_due"),
    }
    assert found == expected
