"""Everybody answers and writes by themselves; then all see all."""

from decimal import Decimal

import pytest
from django.urls import reverse

from ledger.models import Entry
from meetings.actions import record_attendance
from meetings.models import Mark
from room import actions
from room.models import Ballot, Prompt, Run, Vote, VoteKind
from tests.browsing import page
from tests.conftest import NOW, Cast, Enter
from tests.room.running import started


@pytest.fixture
def run(cast: Cast) -> Run:
    return started(cast, "ab")


def ask(run: Run, kind: VoteKind, cast: Cast, *options: str) -> Vote:
    return actions.open_vote(run, "Which?", kind, options=options, by=cast.facilitator, at=NOW)


def room(run: Run) -> str:
    return reverse("room:room", args=[run.meeting_id])


@pytest.mark.parametrize(
    ("kind", "sent", "numbers"),
    [
        (VoteKind.YES_NO, {"answer": "0"}, [0]),
        (VoteKind.SCALE, {"answer": "4"}, [4]),
        (VoteKind.CHOICE, {"answer": "1"}, [1]),
        (VoteKind.RANKING, {"place0": "2", "place1": "3", "place2": "1"}, [2, 0, 1]),
        (VoteKind.ESTIMATE, {"answer": "1250.5"}, [Decimal("1250.5")]),
    ],
)
def test_a_ballot_is_cast_in_the_way_of_its_vote(
    kind: VoteKind, sent: dict[str, str], numbers: list[int], run: Run, cast: Cast, enter: Enter
) -> None:
    vote = ask(run, kind, cast, "red", "green", "blue")
    enter("member").post(reverse("room:cast", args=[run.meeting_id, vote.pk]), sent)
    assert vote.ballots.get().numbers == numbers
    page(enter("member").get(room(run)))  # and is shown again to its author


@pytest.mark.parametrize(
    ("kind", "sent", "says"),
    [
        (VoteKind.YES_NO, {}, "This field is required."),
        (VoteKind.SCALE, {"answer": "6"}, "Select a valid choice."),
        (VoteKind.RANKING, {"place0": "1", "place1": "1", "place2": "2"}, "Give each place once."),
        (VoteKind.ESTIMATE, {"answer": "much"}, "Enter a number."),
        (VoteKind.ESTIMATE, {"answer": "1e30"}, "no more than"),
        (VoteKind.ESTIMATE, {"answer": "NaN"}, "Enter a number."),
    ],
)
def test_a_ballot_that_says_nothing_is_answered_by_a_sentence(
    kind: VoteKind, sent: dict[str, str], says: str, run: Run, cast: Cast, enter: Enter
) -> None:
    vote = ask(run, kind, cast, "red", "green", "blue")
    answer = enter("member").post(reverse("room:cast", args=[run.meeting_id, vote.pk]), sent, follow=True)
    assert says in page(answer)
    assert not vote.ballots.exists()


def test_a_ballot_changes_until_the_vote_is_closed(run: Run, cast: Cast, enter: Enter) -> None:
    vote, phone = ask(run, VoteKind.YES_NO, cast), enter("member")
    url = reverse("room:cast", args=[run.meeting_id, vote.pk])
    phone.post(url, {"answer": "1"})
    phone.post(url, {"answer": "0"})
    assert vote.ballots.get().numbers == [0]
    actions.close_vote(vote, by=cast.facilitator, at=NOW)
    assert "This vote is closed, so your answer was not added." in page(
        phone.post(url, {"answer": "1"}, follow=True)
    )
    assert vote.ballots.get().numbers == [0]


def test_nobody_sees_an_answer_before_the_vote_is_closed(run: Run, cast: Cast, enter: Enter) -> None:
    vote = ask(run, VoteKind.CHOICE, cast, "red", "green")
    actions.cast_ballot(vote, [Decimal(1)], by=cast.member, at=NOW)
    for who in ("partner", "facilitator"):
        shown = page(enter(who).get(room(run)))
        assert "1 answer" in shown
        assert 'aria-pressed="true"' not in shown
        assert "<meter" not in shown
    actions.close_vote(vote, by=cast.facilitator, at=NOW)
    assert "<meter" in page(enter("partner").get(room(run)))


def test_a_question_asked_wrongly_is_taken_back_with_its_answers(run: Run, cast: Cast, enter: Enter) -> None:
    vote = ask(run, VoteKind.YES_NO, cast)
    actions.cast_ballot(vote, [Decimal(1)], by=cast.member, at=NOW)
    url = reverse("room:take_back_vote", args=[run.meeting_id, vote.pk])
    enter("facilitator").post(url)
    assert not Vote.objects.exists()
    assert not Ballot.objects.exists()
    assert Entry.objects.filter(verb="vote.taken_back", thing_id=vote.pk).exists()
    assert enter("facilitator").post(url).status_code == 404


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"vote-kind": "yes or no"}, "This field is required."),
        (
            {"vote-question": "Q", "vote-kind": "choice", "vote-options": "one"},
            "Write two to eight different",
        ),
        ({"vote-question": "Q", "vote-kind": "guess"}, "Select a valid choice."),
        ({"vote-question": "Q", "vote-kind": "choice", "vote-options": "a" * 101 + "\nb"}, "100 characters"),
    ],
)
def test_a_question_that_cannot_be_asked_is_kept_to_be_corrected(
    sent: dict[str, str], says: str, run: Run, enter: Enter
) -> None:
    refused = page(enter("facilitator").post(reverse("room:open_vote", args=[run.meeting_id]), sent))
    assert says in refused
    assert sent.get("vote-options", "") in refused.replace(" b", "\nb")
    assert not Vote.objects.exists()


def test_one_vote_is_asked_at_a_time_and_a_second_click_asks_the_same(run: Run, enter: Enter) -> None:
    phone, url = enter("facilitator"), reverse("room:open_vote", args=[run.meeting_id])
    sent = {"vote-question": "Shall we?", "vote-kind": "yes or no"}
    assert phone.post(url, sent).status_code == 302
    assert phone.post(url, sent).status_code == 302
    assert "Close that vote first." in page(phone.post(url, sent | {"vote-question": "Or else?"}))
    assert Vote.objects.count() == 1


def test_nobody_reads_a_view_before_all_is_revealed(run: Run, cast: Cast, enter: Enter) -> None:
    prompt = actions.open_prompt(run, "What is left?", by=cast.facilitator, at=NOW)
    url = reverse("room:write", args=[run.meeting_id, prompt.pk])
    enter("member").post(url, {"text": "The succession"})
    enter("member").post(url, {"text": "The succession, still"})
    assert "The succession, still" in page(enter("member").get(room(run)))
    for who in ("partner", "facilitator"):
        assert "succession" not in page(enter(who).get(room(run)))
    enter("facilitator").post(reverse("room:reveal", args=[run.meeting_id, prompt.pk]))
    assert "The succession, still" in page(enter("partner").get(room(run)))
    assert prompt.views.count() == 1


def test_what_comes_after_the_revealing_is_not_lost_to_its_author(run: Run, cast: Cast, enter: Enter) -> None:
    prompt = actions.open_prompt(run, "What is left?", by=cast.facilitator, at=NOW)
    actions.reveal_views(prompt, by=cast.facilitator, at=NOW)
    url = reverse("room:write", args=[run.meeting_id, prompt.pk])
    late = enter("member").post(url, {"text": "Half an hour of thought"})
    assert late.status_code == 409
    assert "Half an hour of thought" in late.content.decode()
    tapped = enter("member").post(url, {"text": "Half"}, headers={"HX-Request": "true"})
    assert tapped["X-Not-Saved"] == "1"
    assert not prompt.views.exists()


@pytest.mark.parametrize(("text", "says"), [("", "This field is required."), ("x" * 2001, "at most 2000")])
def test_a_view_that_cannot_be_kept_stays_in_the_form(
    text: str, says: str, run: Run, cast: Cast, enter: Enter
) -> None:
    prompt = actions.open_prompt(run, "What is left?", by=cast.facilitator, at=NOW)
    refused = page(
        enter("member").post(reverse("room:write", args=[run.meeting_id, prompt.pk]), {"text": text})
    )
    assert says in refused
    assert text in refused
    assert not prompt.views.exists()


def test_of_two_who_ask_the_room_to_write_the_second_is_told(run: Run, cast: Cast, enter: Enter) -> None:
    actions.open_prompt(run, "What?", by=cast.member, at=NOW)
    url = reverse("room:open_prompt", args=[run.meeting_id])
    told = page(enter("facilitator").post(url, {"prompt-question": "Why?"}))
    assert "Reveal what is written first." in told
    assert 'value="Why?"' in told
    assert Prompt.objects.count() == 1


def test_a_vote_of_another_meeting_is_not_here(run: Run, cast: Cast, enter: Enter) -> None:
    other = started(cast, "a")
    vote = ask(other, VoteKind.YES_NO, cast)
    assert enter("member").post(reverse("room:cast", args=[run.meeting_id, vote.pk])).status_code == 404


@pytest.mark.parametrize(("who", "reads"), [("member", True), ("partner", False)])
def test_once_it_is_over_who_was_missed_reads_nothing_of_it(
    run: Run, cast: Cast, enter: Enter, who: str, reads: bool
) -> None:
    prompt = actions.open_prompt(run, "What holds us back?", by=cast.facilitator, at=NOW)
    actions.write_view(prompt, "I do", by=cast.member, at=NOW)
    actions.reveal_views(prompt, by=cast.facilitator, at=NOW)
    marks = {cast.member: Mark.PRESENT, cast.partner: Mark.ABSENT}
    record_attendance(run.meeting.days.get(), marks, by=cast.facilitator, at=NOW)
    run.refresh_from_db()
    actions.end_run(run, step=run.step, by=cast.facilitator, at=NOW)
    assert ("What holds us back?" in page(enter(who).get(room(run)))) == reads
