"""Two callers in the same moment, each with a connection of their own; and what PostgreSQL refuses."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError
from django.utils import timezone

from commitments import actions
from commitments.models import Commitment, Outcome
from ledger.models import Entry
from tests import factories
from tests.conftest import TODAY, Cast
from tests.racing import at_once, before_the_first_commits

IN_A_QUARTER = TODAY + timedelta(days=91)


def verb(action: Any, *args: Any, **told: Any) -> Any:
    return partial(action, *args, at=timezone.now(), **told)


@pytest.mark.django_db(transaction=True)
def test_one_promise_is_made_once(cast: Cast) -> None:
    make = verb(
        actions.make_commitment,
        cast.oak,
        cast.member,
        text="call Jo",
        due_on=IN_A_QUARTER,
        by=cast.member,
        on=TODAY,
    )
    assert isinstance(before_the_first_commits(make, make), actions.AlreadyMade)
    assert Commitment.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_people_promise_in_the_same_second_and_get_keys_of_their_own(cast: Cast) -> None:
    told = {"text": "call Jo", "due_on": IN_A_QUARTER, "by": cast.facilitator, "on": TODAY}
    people = (cast.member, cast.partner)
    made = at_once(*(verb(actions.make_commitment, cast.oak, member, **told) for member in people))
    assert sorted(promise.key for promise in made) == [f"{member.key}-{TODAY}" for member in people]


@pytest.mark.django_db(transaction=True)
def test_one_outcome_is_noted(cast: Cast) -> None:
    promise = factories.commitment(cast.oak, cast.member)
    told = {"by": cast.member, "on": TODAY}
    kept, missed = (
        verb(actions.close_commitment, Commitment.objects.get(), outcome, **told)
        for outcome in (Outcome.KEPT, Outcome.MISSED)
    )
    assert isinstance(before_the_first_commits(kept, missed), actions.AlreadyClosed)
    promise.refresh_from_db()
    assert promise.outcome == Outcome.KEPT
    assert Entry.objects.filter(verb__in=["commitment.kept", "commitment.missed"]).count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("first", ["close", "roll"])
def test_what_is_closed_is_not_rolled_over_and_what_is_rolled_over_may_be_closed(
    cast: Cast, first: str
) -> None:
    factories.commitment(cast.oak, cast.member)
    close = verb(actions.close_commitment, Commitment.objects.get(), Outcome.KEPT, by=cast.member, on=TODAY)
    roll = verb(actions.roll_commitment, Commitment.objects.get(), to=IN_A_QUARTER, by=cast.facilitator)
    if first == "close":
        assert isinstance(before_the_first_commits(close, roll), actions.AlreadyClosed)
    else:
        assert before_the_first_commits(roll, close) is None
    promise = Commitment.objects.with_rollovers().get()
    assert (promise.outcome, promise.times_rolled) == (Outcome.KEPT, int(first == "roll"))


@pytest.mark.django_db(transaction=True)
def test_two_taps_roll_over_once(cast: Cast) -> None:
    factories.commitment(cast.oak, cast.member)
    roll = verb(actions.roll_commitment, Commitment.objects.get(), to=IN_A_QUARTER, by=cast.member)
    before_the_first_commits(roll, roll)
    assert Commitment.objects.with_rollovers().get().times_rolled == 1
    assert Entry.objects.filter(verb="commitment.rolled").count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("action", "before", "written"),
    [
        (actions.reopen_commitment, {"outcome": "kept", "closed_on": TODAY}, "commitment.reopened"),
        (actions.take_first_step, {}, "commitment.first_step_taken"),
        (actions.undo_first_step, {"first_step_taken_at": timezone.now()}, "commitment.first_step_undone"),
    ],
)
def test_what_is_asked_for_twice_is_done_once(
    cast: Cast, action: Any, before: dict[str, Any], written: str
) -> None:
    factories.commitment(cast.oak, cast.member)
    Commitment.objects.update(**before)
    calls = [verb(action, Commitment.objects.get(), by=cast.member) for _ in range(2)]
    before_the_first_commits(*calls)
    assert Entry.objects.filter(verb=written).count() == 1


@pytest.mark.parametrize(
    ("constraint", "wrong"),
    [
        ("a_closed_commitment_has_an_outcome_and_a_day", {"outcome": "kept"}),
        ("a_closed_commitment_has_an_outcome_and_a_day", {"closed_on": TODAY}),
        ("nobody_is_their_own_partner", {"partner": "member"}),
        ("commitments_commitment_key", {"key": "taken"}),
    ],
)
def test_postgresql_refuses(cast: Cast, constraint: str, wrong: dict[str, Any]) -> None:
    factories.commitment(cast.oak, cast.partner, text="the other")
    Commitment.objects.update(key="taken")
    promise = factories.commitment(cast.oak, cast.member)
    told = {field: cast.member if value == "member" else value for field, value in wrong.items()}
    with pytest.raises(IntegrityError, match=constraint):
        Commitment.objects.filter(pk=promise.pk).update(**told)
