"""What PostgreSQL refuses of polls, also from a shell prompt."""

from datetime import time, timedelta

import pytest

from polls.models import Option, Poll, Suits, Vote
from tests import factories
from tests.conftest import NOW, Cast
from tests.polls.asking import FIRST, ask, option, says
from tests.refusing import refuses


@pytest.fixture
def poll(cast: Cast) -> Poll:
    return ask(cast.oak, FIRST, FIRST._replace(starts=None, ends=None), by=cast.facilitator)


def test_an_open_poll_of_which_a_date_is_picked(poll: Poll) -> None:
    poll.picked = option(poll)
    assert refuses("what_is_picked_is_closed", poll)


def test_a_poll_that_closed_before_it_was_made(poll: Poll) -> None:
    poll.closed_at = poll.made_at - timedelta(seconds=1)
    assert refuses("a_poll_closes_after_it_was_made", poll)


def test_two_polls_that_led_to_one_meeting(cast: Cast, poll: Poll) -> None:
    meeting = factories.meeting(cast.oak)
    Poll.objects.update(meeting=meeting, closed_at=NOW + timedelta(hours=1))
    other = ask(cast.oak, by=cast.facilitator, title="Supper")
    other.meeting, other.closed_at = meeting, NOW + timedelta(hours=1)
    assert refuses("polls_poll_meeting_id_key", other)


@pytest.mark.parametrize("number", [1, 2])
def test_the_same_date_twice_also_where_it_is_the_whole_day(poll: Poll, number: int) -> None:
    same = option(poll, number)
    assert refuses(
        "each_option_stands_once", Option(poll=poll, on=same.on, starts=same.starts, ends=same.ends)
    )


@pytest.mark.parametrize("hours", [(time(9), time(9)), (time(9), None), (None, time(9))])
def test_a_date_that_ends_before_it_begins_or_has_half_its_hours(
    poll: Poll, hours: tuple[time | None, time | None]
) -> None:
    wrong = Option(poll=poll, on=FIRST.on + timedelta(days=1), starts=hours[0], ends=hours[1])
    assert refuses("an_option_ends_after_it_begins", wrong)


def test_a_second_vote_of_one_person(cast: Cast, poll: Poll) -> None:
    says(cast.member, poll, "yes")
    again = Vote(option=option(poll), member=cast.member, suits=Suits.NO, voted_at=NOW)
    assert refuses("one_vote_each", again)
