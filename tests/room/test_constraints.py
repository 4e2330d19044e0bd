"""What PostgreSQL refuses, also from a shell prompt."""

from datetime import timedelta
from decimal import Decimal

import pytest

from room.models import Airtime, Ballot, Consent, Prompt, Run, RunItem, State, Turn, View, Vote, VoteKind
from tests.conftest import NOW, Cast
from tests.refusing import refuses
from tests.room.running import item, started

BEFORE = NOW - timedelta(hours=1)


@pytest.fixture
def run(cast: Cast) -> Run:
    return started(cast, "ab")


def vote(run: Run, **fields: object) -> Vote:
    return Vote(**{"run": run, "question": "Yes?", "opened_at": NOW} | fields)


def prompt(run: Run, **fields: object) -> Prompt:
    return Prompt(**{"run": run, "question": "What?", "opened_at": NOW} | fields)


def test_a_run_that_is_over_and_paused_or_over_before_it_began(run: Run) -> None:
    run.ended_at = run.paused_at = NOW
    assert refuses("an_ended_run_is_not_paused", run)
    run.ended_at, run.paused_at = BEFORE, None
    assert refuses("a_run_ends_after_it_starts", run)


def test_two_items_on_at_once_or_at_one_position(run: Run) -> None:
    second = item(run, "b")
    second.begin(NOW)
    assert refuses("one_item_is_on_at_a_time", second)
    assert refuses("one_run_item_at_each_position", RunItem(run=run, position=1, title="c"))


@pytest.mark.parametrize(
    ("state", "began", "ended"),
    [
        (State.WAITING, True, False),
        (State.DONE, False, False),
        (State.DONE, True, False),
        (State.SKIPPED, True, False),
        (State.PARKED, True, False),
    ],
)
def test_an_item_without_the_times_of_its_state(state: State, began: bool, ended: bool, run: Run) -> None:
    second = item(run, "b")
    second.state = state
    second.began_at, second.ended_at = (NOW if began else None), (NOW if ended else None)
    assert refuses("a_run_item_has_the_times_of_its_state", second)


def test_an_item_that_ends_before_it_begins(run: Run) -> None:
    first = item(run, "a")
    first.state, first.ended_at = State.DONE, BEFORE
    assert refuses("a_run_item_ends_after_it_begins", first)


def test_turns_that_collide(run: Run, cast: Cast) -> None:
    run.turns.create(member=cast.member, position=1, began_at=NOW)
    assert refuses("one_turn_each", Turn(run=run, member=cast.member, position=2))
    assert refuses("one_turn_at_each_place", Turn(run=run, member=cast.partner, position=1))
    both = Turn(run=run, member=cast.partner, position=2, began_at=NOW)
    assert refuses("one_person_speaks_at_a_time", both)
    both.ended_at = BEFORE
    assert refuses("a_turn_ends_after_it_begins", both)


def test_two_consents_or_airtimes_of_one_person(run: Run, cast: Cast) -> None:
    run.consents.create(member=cast.member, given_at=NOW)
    run.airtimes.create(member=cast.member)
    assert refuses("one_consent_each", Consent(run=run, member=cast.member, given_at=NOW))
    assert refuses("one_airtime_each", Airtime(run=run, member=cast.member))


def test_votes_that_make_no_sense(run: Run) -> None:
    assert refuses("one_chooses_between_two_or_more", vote(run, kind=VoteKind.CHOICE, options=["one"]))
    assert refuses("a_vote_closes_after_it_opens", vote(run, closed_at=BEFORE))
    vote(run).save()
    assert refuses("one_open_vote_at_a_time", vote(run))


def test_two_ballots_of_one_person_and_one_that_says_nothing(run: Run, cast: Cast) -> None:
    asked = vote(run)
    asked.save()
    assert refuses("a_ballot_says_something", Ballot(vote=asked, member=cast.member, numbers=[], cast_at=NOW))
    one = [Decimal(1)]
    asked.ballots.create(member=cast.member, numbers=one, cast_at=NOW)
    assert refuses("one_ballot_each", Ballot(vote=asked, member=cast.member, numbers=one, cast_at=NOW))


def test_prompts_and_views_that_make_no_sense(run: Run, cast: Cast) -> None:
    assert refuses("a_prompt_is_revealed_after_it_opens", prompt(run, revealed_at=BEFORE))
    asked = prompt(run)
    asked.save()
    assert refuses("one_open_prompt_at_a_time", prompt(run))
    assert refuses("a_view_says_something", View(prompt=asked, member=cast.member, text="", written_at=NOW))
    asked.views.create(member=cast.member, text="This.", written_at=NOW)
    assert refuses("one_view_each", View(prompt=asked, member=cast.member, text="That.", written_at=NOW))
