"""Two hands in the same moment, each with a connection of its own."""

from collections import Counter
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from ledger.models import Entry
from members.models import Member
from room import actions
from room.models import Ballot, Counting, Run, VoteKind
from tests.conftest import NOW, Cast
from tests.racing import Call, at_once, before_the_first_commits
from tests.room.running import MINUTE, now, planned, started, told

pytestmark = pytest.mark.django_db(transaction=True)
STEPS = {
    "next": actions.move_on,
    "skip": actions.skip_item,
    "park": actions.park_item,
    "end": actions.end_run,
    "extend": actions.extend_item,
    "pause": actions.pause_run,
}


def hand(verb: Any, run: Run, by: Member, **how: Any) -> Call:
    """A hand with a screen of its own."""
    own = Run.objects.select_related("meeting__group").get(pk=run.pk)
    return partial(verb, own, **{"step": own.step, "by": by, "at": NOW + MINUTE} | how)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("next", "next"),
        ("next", "skip"),
        ("end", "next"),
        ("next", "end"),
        ("park", "skip"),
        ("pause", "next"),
    ],
)
def test_of_two_moves_the_second_is_told_and_changes_nothing(first: str, second: str, cast: Cast) -> None:
    run = started(cast, "abc")
    before_it = hand(STEPS[first], run, cast.facilitator)
    told_off = before_the_first_commits(before_it, hand(STEPS[second], run, cast.member))
    assert isinstance(told_off, actions.MovedMeanwhile)
    run.refresh_from_db()
    assert (run.step, run.moved_by) == (2, cast.facilitator)
    assert Entry.objects.filter(verb__startswith="run.").count() == 2  # started, and one move


def test_ten_thumbs_on_next_move_on_once(cast: Cast) -> None:
    run = started(cast, "abcdefghijkl")
    outcomes = at_once(*(hand(actions.move_on, run, cast.facilitator) for _ in range(10)))
    assert Counter(type(outcome).__name__ for outcome in outcomes) == {"MovedMeanwhile": 9, "NoneType": 1}
    assert now(run) == "b"


def test_a_meeting_is_started_once(cast: Cast) -> None:
    meeting = planned(cast, "ab")
    start = partial(actions.start_run, meeting, by=cast.facilitator, at=NOW)
    outcomes = at_once(*[start] * 4)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["AlreadyRuns"] * 3 + ["Run"]
    assert told(Run.objects.get()) == "A bw"


def test_what_comes_up_while_somebody_moves_on_is_not_lost(cast: Cast) -> None:
    run = started(cast, "abc")
    put_in = partial(
        actions.put_in,
        Run.objects.select_related("meeting").get(),
        "x",
        minutes=5,
        parked=False,
        by=cast.member,
        at=NOW,
    )
    before_the_first_commits(hand(actions.move_on, run, cast.facilitator), put_in)
    assert told(run) == "ad B xw cw"


def test_two_matters_that_come_up_at_once_both_come_next(cast: Cast) -> None:
    run = started(cast, "ab")
    calls = [
        partial(
            actions.put_in,
            Run.objects.select_related("meeting").get(pk=run.pk),
            title,
            minutes=5,
            parked=False,
            by=cast.facilitator,
            at=NOW,
        )
        for title in "xyz"
    ]
    at_once(*calls)
    assert sorted(told(run).split()[1:4]) == ["xw", "yw", "zw"]


def test_the_word_is_passed_on_once(cast: Cast) -> None:
    run = started(cast, "a")
    people = [cast.member, cast.partner, cast.newcomer]
    actions.shuffle_speakers(run, people, seconds_each=60, by=cast.facilitator, at=NOW)

    def passing() -> None:
        turn = run.turns.select_related("run__meeting").get(position=1)
        actions.pass_on(turn, by=cast.facilitator, at=NOW + MINUTE)

    assert isinstance(before_the_first_commits(passing, passing), actions.SpokenMeanwhile)
    assert [turn.is_on for turn in run.turns.all()] == [False, True, False]


def test_ballots_of_one_person_at_once_are_one_ballot(cast: Cast) -> None:
    vote = actions.open_vote(started(cast, "a"), "Yes?", VoteKind.YES_NO, by=cast.facilitator, at=NOW)
    cast_one = [
        partial(actions.cast_ballot, vote, [Decimal(n % 2)], by=cast.member, at=NOW) for n in range(6)
    ]
    assert at_once(*cast_one) == [None] * 6
    assert Ballot.objects.filter(vote=vote).count() == 1


def test_a_ballot_that_comes_while_the_vote_closes_is_told(cast: Cast) -> None:
    vote = actions.open_vote(started(cast, "a"), "Yes?", VoteKind.YES_NO, by=cast.facilitator, at=NOW)
    late = before_the_first_commits(
        partial(actions.close_vote, vote, by=cast.facilitator, at=NOW),
        partial(actions.cast_ballot, vote, [Decimal(1)], by=cast.member, at=NOW),
    )
    assert isinstance(late, actions.QuestionOver)
    assert not Ballot.objects.exists()


def test_a_vote_that_closes_while_a_ballot_comes_has_it(cast: Cast) -> None:
    vote = actions.open_vote(started(cast, "a"), "Yes?", VoteKind.YES_NO, by=cast.facilitator, at=NOW)
    before_the_first_commits(
        partial(actions.cast_ballot, vote, [Decimal(1)], by=cast.member, at=NOW),
        partial(actions.close_vote, vote, by=cast.facilitator, at=NOW),
    )
    vote.refresh_from_db()
    assert (vote.is_open, vote.ballots.count()) == (False, 1)


def test_of_two_votes_opened_at_once_one_is_asked(cast: Cast) -> None:
    run = started(cast, "a")
    calls = [
        partial(
            actions.open_vote,
            Run.objects.get(pk=run.pk),
            question,
            VoteKind.YES_NO,
            by=cast.facilitator,
            at=NOW,
        )
        for question in ("One?", "Two?")
    ]
    assert sorted(type(outcome).__name__ for outcome in at_once(*calls)) == ["QuestionOpen", "Vote"]


def test_a_view_that_comes_while_all_is_revealed_is_told(cast: Cast) -> None:
    prompt = actions.open_prompt(started(cast, "a"), "What?", by=cast.facilitator, at=NOW)
    late = before_the_first_commits(
        partial(actions.reveal_views, prompt, by=cast.facilitator, at=NOW),
        partial(actions.write_view, prompt, "Mine", by=cast.member, at=NOW),
    )
    assert isinstance(late, actions.QuestionOver)


def test_the_last_consents_at_once_begin_the_counting(cast: Cast) -> None:
    run = started(cast, "a")
    people = [cast.member, cast.partner, cast.newcomer]
    actions.ask_airtime(run, by=cast.facilitator, at=NOW)
    calls = [
        partial(actions.agree_to_airtime, Run.objects.get(pk=run.pk), people, by=person, at=NOW)
        for person in people
    ]
    assert at_once(*calls) == [None] * 3
    run.refresh_from_db()
    assert run.airtime == Counting.ON
