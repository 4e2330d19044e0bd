"""How long somebody has waited for the hot seat, read from the meetings of the group."""

from datetime import timedelta

import pytest
from django.utils import timezone

from issues.actions import give_up_hot_seat, work_issue
from issues.models import HotSeat, Issue
from issues.turns import order_of, waits
from meetings.actions import answer_invitation, cancel_meeting
from meetings.models import Meeting, Reply
from tests import factories
from tests.conftest import NOW, TODAY, Cast
from tests.issues import making

DAY = timedelta(days=1)


@pytest.fixture
def past(cast: Cast) -> list[Meeting]:
    """Three meetings that are over, the last ten days ago; the newcomer joined after them."""
    return [factories.meeting(cast.oak, on=TODAY - ago * DAY) for ago in (190, 100, 10)]


@pytest.fixture
def coming(cast: Cast, past: list[Meeting]) -> Meeting:
    return factories.meeting(cast.oak)


def words(cast: Cast, meeting: Meeting) -> dict[str, str]:
    known = waits(meeting, at=NOW)
    return {seated.member.name: seated.wait.in_words() for seated in known.values()}


def sat(cast: Cast, meeting: Meeting, title: str = "old") -> HotSeat:
    issue = making.issue(cast.oak, cast.member, title, on=meeting.starts_on - 5 * DAY)
    return making.hot_seat(meeting, issue, by=cast.facilitator, at=meeting.starts_at - DAY)


def test_who_never_had_a_hot_seat_waits_since_joining_and_the_facilitator_for_nothing(
    cast: Cast, coming: Meeting
) -> None:
    assert words(cast, coming) == {
        "Mara Lind": "has waited 3 meetings since joining",
        "Nina Costa": "has had no meeting yet",
        "Paul Okoye": "has waited 3 meetings since joining",
    }


def test_a_hot_seat_that_was_worked_begins_the_wait_anew(
    cast: Cast, past: list[Meeting], coming: Meeting
) -> None:
    hot_seat = sat(cast, past[1])
    work_issue(hot_seat.issue, meeting=past[1], by=cast.member, at=past[1].ends_at)
    assert words(cast, coming)["Mara Lind"] == "has waited 1 meeting since the last hot seat"


def test_one_that_the_meeting_did_not_come_to_or_that_was_given_up_does_not(
    cast: Cast, past: list[Meeting], coming: Meeting
) -> None:
    hot_seat = sat(cast, past[1])
    assert words(cast, coming)["Mara Lind"] == "has waited 3 meetings since joining"
    work_issue(hot_seat.issue, meeting=past[1], by=cast.member, at=past[1].ends_at)
    give_up_hot_seat(hot_seat, by=cast.member, at=past[1].starts_at - DAY)
    assert words(cast, coming)["Mara Lind"] == "has waited 3 meetings since joining"


def test_cancelled_meetings_and_those_in_a_leave_are_no_waiting(
    cast: Cast, past: list[Meeting], coming: Meeting
) -> None:
    factories.leave(cast.seat(cast.partner), starts_on=TODAY - 20 * DAY, ends_on=TODAY - 5 * DAY)
    cancel_meeting(past[0], because="", by=cast.facilitator, at=NOW)
    known = words(cast, coming)
    assert known["Paul Okoye"] == "has waited 1 meeting since joining"
    assert known["Mara Lind"] == "has waited 2 meetings since joining"


def test_a_meeting_still_to_come_before_this_one_is_no_waiting_yet_and_its_hot_seat_counts(
    cast: Cast, coming: Meeting
) -> None:
    later = factories.meeting(cast.oak, on=TODAY + 90 * DAY)
    assert words(cast, later)["Mara Lind"] == "has waited 3 meetings since joining"
    making.hot_seat(coming, making.issue(cast.oak, cast.member), by=cast.facilitator)
    assert words(cast, later)["Mara Lind"] == "had the hot seat at the last meeting"


def test_the_order_leaves_out_who_is_not_expected_and_puts_who_said_no_last(
    cast: Cast, coming: Meeting
) -> None:
    titles = {cast.member: "Mara's", cast.partner: "Paul's", cast.newcomer: "Nina's"}
    for member, title in titles.items():
        making.issue(cast.oak, member, title)
    factories.leave(cast.seat(cast.newcomer), starts_on=coming.starts_on)
    answer_invitation(coming, cast.member, Reply.NO, by=cast.member, at=timezone.now())
    issues = Issue.objects.open().with_dots(coming, cast.member).select_related("member")
    turns = order_of(issues, coming, waits(coming, at=NOW))
    assert [turn.because for turn in turns] == [
        "Paul Okoye has waited 3 meetings since joining; no dots yet",
        "Mara Lind has waited 3 meetings since joining, and cannot come to this meeting; no dots yet",
    ]
