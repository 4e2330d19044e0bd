"""Two callers in the same moment, each with a connection of their own; and what PostgreSQL refuses."""

from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError
from django.utils import timezone

from issues import actions
from issues.models import Dot, HotSeat, HotSeatNote, Issue
from ledger.models import Entry
from meetings.actions import add_item
from peergroups.clock import today
from tests import factories
from tests.conftest import NOW, Cast
from tests.issues import making
from tests.racing import before_the_first_commits
from tests.refusing import refuses


@pytest.mark.django_db(transaction=True)
def test_one_issue_is_offered_once(cast: Cast) -> None:
    offer = partial(making.issue, cast.oak, cast.member)
    assert isinstance(before_the_first_commits(offer, offer), actions.AlreadyOffered)
    assert Issue.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_second_of_two_who_choose_is_told_and_the_first_choice_stands(cast: Cast) -> None:
    meeting = factories.meeting(cast.oak)
    first, second = (making.issue(cast.oak, member) for member in (cast.member, cast.partner))
    choose = partial(actions.choose_hot_seats, meeting, seen=[], by=cast.facilitator, at=timezone.now())
    told = before_the_first_commits(partial(choose, [first]), partial(choose, [second]))
    assert isinstance(told, actions.ChosenMeanwhile)
    assert HotSeat.objects.get().issue == first


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("second", ["work", "withdraw"])
def test_an_issue_is_worked_or_withdrawn_by_whoever_comes_first(cast: Cast, second: str) -> None:
    issue, meeting = making.issue(cast.oak, cast.member), factories.meeting(cast.oak)
    told: dict[str, Any] = {"by": cast.member, "at": timezone.now()}
    work = partial(actions.work_issue, Issue.objects.get(), meeting=meeting, **told)
    withdraw = partial(actions.withdraw_issue, Issue.objects.get(), **told)
    late = before_the_first_commits(work, work if second == "work" else withdraw)
    assert isinstance(late, actions.IssueClosed)
    issue.refresh_from_db()
    assert (issue.worked_at_meeting, issue.withdrawn_at) == (meeting, None)


@pytest.mark.django_db(transaction=True)
def test_a_hot_seat_is_given_up_once(cast: Cast) -> None:
    making.hot_seat(factories.meeting(cast.oak), making.issue(cast.oak, cast.member), by=cast.facilitator)
    give_up = partial(actions.give_up_hot_seat, by=cast.member, at=timezone.now())
    mine, farahs = HotSeat.objects.get(), HotSeat.objects.get()
    assert isinstance(
        before_the_first_commits(partial(give_up, mine), partial(give_up, farahs)), actions.AlreadyGivenUp
    )
    assert Entry.objects.filter(verb="hot_seat.given_up").count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_substitute_steps_in(cast: Cast) -> None:
    meeting = factories.meeting(cast.oak)
    hot_seat = making.hot_seat(meeting, making.issue(cast.oak, cast.member), by=cast.facilitator)
    others = [making.issue(cast.oak, member) for member in (cast.partner, cast.newcomer)]
    told: dict[str, Any] = {"by": cast.facilitator, "at": timezone.now()}
    add_item(meeting.days.get(), title="Hot seat", minutes=45, format="hot seat", **told)
    actions.tie_to_agenda(meeting, **told)
    actions.give_up_hot_seat(HotSeat.objects.get(), **told)
    left = HotSeat.objects.select_related("meeting").get(pk=hot_seat.pk)
    calls = [partial(actions.step_in, left, issue, **told) for issue in others]
    assert isinstance(before_the_first_commits(*calls), actions.ChosenMeanwhile)
    assert HotSeat.objects.standing().get().issue == others[0]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("action", "verb"),
    [(actions.release_note, "hot_seat_note.released"), (actions.remove_note, "hot_seat_note.removed")],
)
def test_what_is_asked_for_twice_is_done_once(cast: Cast, action: Any, verb: str) -> None:
    seat = making.hot_seat(
        factories.meeting(cast.oak), making.issue(cast.oak, cast.member), by=cast.facilitator
    )
    actions.add_note(seat, "mine", by=cast.member, at=timezone.now())
    calls = [partial(action, HotSeatNote.objects.get(), by=cast.member, at=timezone.now()) for _ in range(2)]
    before_the_first_commits(*calls)
    assert Entry.objects.filter(verb=verb).count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("note_first", [True, False])
def test_a_note_is_written_or_its_hot_seat_taken_off(cast: Cast, note_first: bool) -> None:
    making.hot_seat(factories.meeting(cast.oak), making.issue(cast.oak, cast.member), by=cast.facilitator)
    mine, farahs = (HotSeat.objects.select_related("meeting__group", "item").get() for _ in range(2))
    write = partial(actions.add_note, mine, "mine", by=cast.member, at=timezone.now())
    take_off = partial(actions.take_off_hot_seat, farahs, by=cast.facilitator, at=timezone.now())
    if note_first:
        assert isinstance(before_the_first_commits(write, take_off), actions.HasNotes)
    else:
        assert isinstance(before_the_first_commits(take_off, write), actions.HotSeatGone)
    assert HotSeat.objects.exists() == HotSeatNote.objects.exists() == note_first


@pytest.mark.parametrize(
    ("constraint", "wrong"),
    [
        ("an_issue_is_worked_or_withdrawn_not_both", {"worked_at": NOW, "withdrawn_at": NOW}),
        ("what_waits_was_worked_at_no_meeting", {"worked_at_meeting": "meeting"}),
        ("an_issue_takes_five_minutes_to_four_hours", {"minutes": 4}),
        ("an_issue_takes_five_minutes_to_four_hours", {"minutes": 241}),
    ],
)
def test_postgresql_refuses_an_issue(cast: Cast, constraint: str, wrong: dict[str, Any]) -> None:
    issue, meeting = making.issue(cast.oak, cast.member), factories.meeting(cast.oak)
    told = {field: meeting if value == "meeting" else value for field, value in wrong.items()}
    with pytest.raises(IntegrityError, match=constraint):
        Issue.objects.filter(pk=issue.pk).update(**told)


def test_postgresql_refuses_a_fourth_dot_and_one_that_lies_twice(cast: Cast) -> None:
    meeting, issue = factories.meeting(cast.oak), making.issue(cast.oak, cast.member)
    dot = partial(Dot, meeting=meeting, member=cast.member, issue=issue)
    dot(number=1).save()
    assert refuses("each_dot_lies_once", dot(number=1))
    assert refuses("three_dots_each_for_a_meeting", dot(number=4))
    assert refuses("three_dots_each_for_a_meeting", dot(number=0))


def test_postgresql_refuses_a_hot_seat_that_cannot_be(cast: Cast) -> None:
    meeting = factories.meeting(cast.oak)
    item = add_item(meeting.days.get(), title="Hot seat", by=cast.facilitator, at=NOW)
    issue = making.issue(cast.oak, cast.member, on=today())
    other, third = making.issue(cast.oak, cast.member, "other"), making.issue(cast.oak, cast.partner)
    seat = partial(HotSeat, meeting=meeting, chosen_at=NOW)
    seat(issue=issue, presenter=cast.member, item=item).save()
    assert refuses("an_issue_is_chosen_once", seat(issue=issue, presenter=cast.partner))
    assert refuses("one_hot_seat_each", seat(issue=other, presenter=cast.member))
    assert refuses("one_hot_seat_in_each_item", seat(issue=third, presenter=cast.partner, item=item))
    assert refuses("nobody_coaches_themselves", seat(issue=third, presenter=cast.partner, coach=cast.partner))
    assert refuses(
        "no_issue_steps_in_for_itself", seat(issue=third, presenter=cast.partner, substitute=third)
    )
    seat(issue=issue, presenter=cast.member, item=item, given_up_at=NOW).save()
