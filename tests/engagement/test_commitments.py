"""Do we do what we said, by when we said, and how much do we say?"""

from datetime import date, timedelta

import pytest

from commitments.actions import close_commitment, roll_commitment
from commitments.models import Commitment, Outcome
from engagement.measures.proportions import wilson
from engagement.measures.rates import byar
from meetings.models import Mark
from members.models import Member
from peergroups.models import Group
from tests import factories
from tests.engagement.asking import ask, counted, mark, noon

pytestmark = pytest.mark.django_db

MADE = date(2026, 1, 10)
DUE = date(2026, 2, 20)
BEFORE, AFTER = date(2026, 2, 19), date(2026, 3, 30)


@pytest.fixture
def member(oak: Group) -> Member:
    member = factories.member()
    factories.seat(oak, member, joined_on=date(2025, 6, 1))
    return member


def promise(
    oak: Group,
    member: Member,
    outcome: Outcome | None = None,
    closed_on: date = DUE,
    *,
    made_on: date = MADE,
    due_on: date = DUE,
) -> Commitment:
    commitment = factories.commitment(oak, member, made_on=made_on, due_on=due_on)
    if outcome:
        close_commitment(commitment, outcome, by=member, on=closed_on, at=noon(2026, 4, 1))
    return commitment


@pytest.mark.parametrize(
    ("outcome", "closed_on", "follow_through", "on_time"),
    [
        (Outcome.KEPT, BEFORE, (1, 1), (1, 1)),
        (Outcome.KEPT, DUE, (1, 1), (1, 1)),
        (Outcome.KEPT, AFTER, (1, 1), (0, 1)),
        (Outcome.PARTLY, BEFORE, (0.5, 1), (0, 1)),
        (Outcome.MISSED, BEFORE, (0, 1), (0, 1)),
        (Outcome.CHANGED, BEFORE, (0, 0), (0, 0)),  # withdrawn
        (Outcome.DROPPED, BEFORE, (0, 0), (0, 0)),
        (Outcome.CHANGED, DUE, (0, 1), (0, 1)),
        (Outcome.DROPPED, AFTER, (0, 1), (0, 1)),
        (None, DUE, (0, 1), (0, 1)),  # open still
    ],
)
def test_what_became_of_it(
    oak: Group,
    member: Member,
    outcome: Outcome | None,
    closed_on: date,
    follow_through: tuple[float, float],
    on_time: tuple[float, float],
) -> None:
    promise(oak, member, outcome, closed_on)
    assert counted(ask("follow_through", member))[:2] == follow_through
    assert counted(ask("on_time_rate", oak))[:2] == on_time


def test_four_are_enough_for_a_member_and_eight_for_a_group(oak: Group, member: Member) -> None:
    other = factories.member()
    for _ in range(4):
        promise(oak, member, Outcome.KEPT)
    for _ in range(3):
        promise(oak, other, Outcome.PARTLY)
    assert counted(ask("follow_through", member)) == (4, 4, "ok")
    assert counted(ask("follow_through", other)) == (1.5, 3, "not_enough_data")
    assert counted(ask("follow_through", oak)) == (5.5, 7, "not_enough_data")
    assert counted(ask("on_time_rate", oak)) == (4, 7, "not_enough_data")
    promise(oak, other)
    result = ask("follow_through", oak)
    assert counted(result) == (5.5, 8, "ok")
    assert (result.value, result.ci_low, result.ci_high) == (5.5 / 8, *wilson(5.5, 8))
    assert counted(ask("follow_through")) == (5.5, 8, "ok")


def test_what_is_not_due_yet_is_in_no_rate(oak: Group, member: Member) -> None:
    promise(oak, member, Outcome.KEPT, due_on=date(2026, 5, 5))
    assert counted(ask("follow_through", oak, quarter="2026-Q2")) == (0, 0, "not_applicable")


@pytest.mark.parametrize("outcome", [Outcome.KEPT, None])
def test_it_counts_once_its_day_is_over(oak: Group, member: Member, outcome: Outcome | None) -> None:
    promise(oak, member, outcome, BEFORE)
    kept = 1 if outcome else 0
    for metric in ("follow_through", "on_time_rate"):
        assert counted(ask(metric, oak, as_of=DUE))[:2] == (0, 0)
        assert counted(ask(metric, oak, as_of=DUE + timedelta(days=1)))[:2] == (kept, 1)
    assert ask("commitment_load", oak, as_of=MADE).numerator == 1


def test_what_was_promised_later_is_not_known_yet_even_if_it_was_due_before(
    oak: Group, member: Member
) -> None:
    promise(oak, member, made_on=date(2026, 3, 1), due_on=DUE)
    assert counted(ask("follow_through", oak, as_of=date(2026, 2, 28)))[:2] == (0, 0)
    assert counted(ask("follow_through", oak, as_of=date(2026, 3, 1)))[:2] == (0, 1)


def test_a_commitment_without_a_date_is_in_the_load_only(oak: Group, member: Member) -> None:
    dateless = promise(oak, member)
    Commitment.objects.filter(pk=dateless.pk).update(due_on=None, first_due_on=None)
    assert counted(ask("follow_through", oak)) == (0, 0, "not_applicable")
    assert ask("commitment_load", oak).numerator == 1


def test_taken_over_it_is_due_later_and_late_for_ever(oak: Group, member: Member) -> None:
    commitment = promise(oak, member)
    roll_commitment(commitment, to=date(2026, 4, 20), by=member, at=noon(2026, 2, 25))
    close_commitment(commitment, Outcome.KEPT, by=member, on=date(2026, 4, 19), at=noon(2026, 4, 19))
    assert counted(ask("follow_through", oak))[:2] == (0, 0)
    assert counted(ask("follow_through", oak, quarter="2026-Q2"))[:2] == (1, 1)
    assert counted(ask("on_time_rate", oak))[:2] == (0, 1)


def test_looking_back_it_had_the_date_it_had_then(oak: Group, member: Member) -> None:
    commitment = promise(oak, member)
    roll_commitment(commitment, to=date(2026, 4, 20), by=member, at=noon(2026, 2, 25))
    roll_commitment(commitment, to=date(2026, 7, 20), by=member, at=noon(2026, 4, 25))
    assert counted(ask("follow_through", oak, as_of=date(2026, 2, 24)))[:2] == (0, 1)
    assert counted(ask("follow_through", oak, as_of=date(2026, 2, 25)))[:2] == (0, 0)
    in_april = ask("follow_through", oak, quarter="2026-Q2", as_of=date(2026, 4, 24))
    assert counted(in_april)[:2] == (0, 1)


def test_the_load_is_what_was_made_for_each_meeting_attended(oak: Group, member: Member) -> None:
    for day in range(1, 10):
        mark(factories.meeting(oak, on=date(2026, 2, day)), {member: Mark.PRESENT})
    for _ in range(3):
        promise(oak, member, Outcome.DROPPED, BEFORE)
    result = ask("commitment_load", oak)
    assert counted(result) == (3, 9, "ok")
    assert (result.value, result.ci_low, result.ci_high) == (3 / 9, *byar(3, 9))


def test_a_load_of_nothing_is_nought_and_a_load_over_nothing_is_no_number(oak: Group, member: Member) -> None:
    promise(oak, member)
    assert counted(ask("commitment_load", oak)) == (1, 0, "not_applicable")
    for day in range(1, 9):
        mark(factories.meeting(oak, on=date(2025, 11, day)), {member: Mark.PRESENT})
    result = ask("commitment_load", oak, quarter="2025-Q4")
    assert counted(result) == (0, 8, "ok")
    assert result.value == 0
