"""Many hands at one poll in the same moment, each with a connection of its own."""

from functools import partial
from typing import Any

import pytest
from django.utils import timezone

from ledger.models import Entry
from meetings.models import Meeting
from polls import actions
from polls.models import Poll, Suits, Vote
from tests import factories
from tests.conftest import Cast
from tests.polls.asking import FIRST, SECOND, THIRD, ask, option, says
from tests.racing import Call, at_once, before_the_first_commits

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def poll(cast: Cast) -> Poll:
    return ask(cast.oak, by=cast.facilitator)


def by_farah(cast: Cast, action: Any, *args: Any, **how: Any) -> Call:
    return partial(action, *args, by=cast.facilitator, at=timezone.now(), **how)


def test_forty_people_who_vote_in_one_moment_are_all_heard(cast: Cast) -> None:
    people = [factories.seat(cast.grove, factories.member()).member for _ in range(40)]
    poll = ask(cast.grove, by=cast.member)
    words = [Suits.values[number % 3] for number in range(40)]
    heard = at_once(
        *(partial(says, who, poll, word, word, word) for who, word in zip(people, words, strict=True))
    )
    assert heard == [None] * 40
    for each in poll.options.all():
        said = dict(Vote.objects.filter(option=each).values_list("member_id", "suits"))
        assert said == {who.pk: word for who, word in zip(people, words, strict=True)}
    assert Entry.objects.filter(verb="poll.voted").count() == 40


def test_two_taps_of_one_person_leave_one_vote_for_each_date(cast: Cast, poll: Poll) -> None:
    taps = [partial(says, cast.member, poll, *words) for words in (["yes"] * 3, ["no"] * 3)]
    assert at_once(*taps) == [None, None]
    assert Vote.objects.count() == 3


def test_of_two_who_pick_the_second_is_told_of_the_meeting(cast: Cast, poll: Poll) -> None:
    picks = [by_farah(cast, actions.pick_option, option(poll, number)) for number in (1, 2)]
    second = before_the_first_commits(*picks)
    assert isinstance(second, actions.AlreadyPicked)
    assert second.meeting == Meeting.objects.get()
    assert second.meeting.starts_on == FIRST.on


def test_a_vote_beside_who_picks_or_removes_is_kept(cast: Cast, poll: Poll) -> None:
    for change in (actions.remove_option, actions.pick_option):
        vote = partial(says, cast.member, poll, "yes", "yes", "yes")
        assert before_the_first_commits(by_farah(cast, change, option(poll, 2)), vote) is None
        assert Vote.objects.count() == 3
        if change is actions.remove_option:
            actions.put_back_option(option(poll, 2), by=cast.facilitator, at=timezone.now())


def test_a_date_that_is_being_removed_is_not_picked(cast: Cast, poll: Poll) -> None:
    remove = by_farah(cast, actions.remove_option, option(poll))
    second = before_the_first_commits(remove, by_farah(cast, actions.pick_option, option(poll)))
    assert isinstance(second, actions.OptionGone)
    assert not Meeting.objects.exists()


@pytest.mark.parametrize("action", [actions.add_options, actions.change_poll, actions.remove_option])
def test_nothing_changes_once_a_date_is_picked(cast: Cast, poll: Poll, action: Any) -> None:
    change = {
        actions.add_options: by_farah(
            cast, actions.add_options, poll, [THIRD._replace(ends=None, starts=None)]
        ),
        actions.change_poll: by_farah(cast, actions.change_poll, poll, title="Supper"),
        actions.remove_option: by_farah(cast, actions.remove_option, option(poll, 2)),
    }[action]
    second = before_the_first_commits(by_farah(cast, actions.pick_option, option(poll)), change)
    assert isinstance(second, actions.PollClosed)


def test_two_who_add_the_same_date_add_it_once(cast: Cast) -> None:
    poll = ask(cast.oak, FIRST, by=cast.facilitator)
    add = by_farah(cast, actions.add_options, poll, [SECOND])
    assert before_the_first_commits(add, add) is None
    assert poll.options.count() == 2


def test_one_question_is_asked_once(cast: Cast) -> None:
    second = before_the_first_commits(*[partial(ask, cast.oak, by=cast.facilitator)] * 2)
    assert isinstance(second, actions.AlreadyAsked)
    assert second.poll == Poll.objects.get()


def test_closing_and_picking_at_once_does_one_of_them(cast: Cast, poll: Poll) -> None:
    close = by_farah(cast, actions.close_poll, poll)
    second = before_the_first_commits(close, by_farah(cast, actions.pick_option, option(poll)))
    assert isinstance(second, actions.PollClosed)
    assert not Meeting.objects.exists()
