"""What a meeting asks for beforehand, and of whom: until it is done, moved or off."""

from datetime import date, time

import pytest
from django.core import mail

from issues.actions import (
    give_up_hot_seat,
    prepare_hot_seat,
    step_in,
    take_off_hot_seat,
    withdraw_issue,
)
from issues.models import HotSeat
from meetings.actions import add_item, answer_invitation, cancel_meeting, remove_item, restore_meeting
from meetings.models import Meeting, Reply
from members.actions import edit_profile
from notifications import kinds
from notifications.models import Reason
from peergroups.models import Group
from reviews.actions import hand_in_review, take_back_review
from series.actions import name_hosts, pass_turn, take_turn
from tests import factories
from tests.conftest import NOW, TODAY, Cast
from tests.issues.making import hot_seat, issue
from tests.notifications.clock import DAY, HOUR, MINUTE, became_of, move, ring, sent, then, utc
from tests.reviews.making import draft, review
from tests.series.plans import THURSDAY, plan, series

MEETS_ON = date(2026, 6, 8)  # in five weeks, so reviews are wanted by 25 May
pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    meeting = factories.meeting(cast.oak, on=MEETS_ON)
    ring(NOW + MINUTE)
    return meeting


def ring_on(*days: str, wall: str = "08:00") -> None:
    for day in days:
        ring(utc(f"2026-{day}", wall))


def test_who_has_not_handed_in_is_reminded_thrice(meeting: Meeting, cast: Cast) -> None:
    """A draft is not handed in; and a facilitator leads from beside, without a review."""
    review(meeting, cast.partner)
    draft(meeting, cast.newcomer)
    ring_on("05-18", "05-24")
    review(meeting, cast.member)
    ring_on("05-26")
    assert sent(kinds.REVIEW_DUE) == [
        "05-18 08:00 member",
        "05-18 08:00 newcomer",
        "05-24 08:00 member",
        "05-24 08:00 newcomer",
        "05-26 08:00 newcomer",
    ]
    assert became_of(cast.partner, kinds.REVIEW_DUE) == ["review_due skipped done"] * 3


def test_a_review_taken_back_is_wanted_again(meeting: Meeting, cast: Cast) -> None:
    handed_in = review(meeting, cast.member)
    ring_on("05-18")
    take_back_review(handed_in, by=cast.member, at=NOW + DAY)
    ring_on("05-24")
    assert "05-24 08:00 member" in sent(kinds.REVIEW_DUE)
    hand_in_review(handed_in, by=cast.member, at=NOW + 2 * DAY)
    ring_on("05-26")
    assert "05-26 08:00 member" not in sent(kinds.REVIEW_DUE)


def test_for_a_moved_meeting_they_are_wanted_by_another_day(meeting: Meeting) -> None:
    with then(utc("2026-05-10")):
        move(meeting, on=MEETS_ON + 7 * DAY)
    ring_on("05-18", "05-24", "05-25")
    assert {line[:5] for line in sent(kinds.REVIEW_DUE)} == {"05-25"}


def test_moved_and_moved_back_a_review_is_asked_for_once(meeting: Meeting, cast: Cast) -> None:
    with then(utc("2026-05-16")):
        move(meeting, on=MEETS_ON + 7 * DAY)
    ring_on("05-17")
    with then(utc("2026-05-17", "09:00")):
        move(meeting, on=MEETS_ON)
    ring_on("05-18", "05-19")
    assert [line for line in sent(kinds.REVIEW_DUE) if "member" in line] == ["05-18 08:00 member"]


def test_for_a_meeting_that_is_off_nothing_is_wanted_until_it_is_on_again(
    meeting: Meeting, cast: Cast
) -> None:
    with then(utc("2026-05-10")):
        cancel_meeting(meeting, because="", by=cast.facilitator, at=utc("2026-05-10"))
    ring_on("05-11", "05-17", "05-18")
    with then(utc("2026-05-18", "10:00")):
        restore_meeting(meeting, by=cast.facilitator, at=utc("2026-05-18", "10:00"))
    ring_on("05-18", wall="10:30")
    assert {line[6:] for line in sent(kinds.REVIEW_DUE)} == {
        "10:30 member",
        "10:30 partner",
        "10:30 newcomer",
    }
    assert {line[6:] for line in sent(kinds.ISSUE_WANTED)} == {
        "10:30 member",
        "10:30 partner",
        "10:30 newcomer",
    }


def test_a_call_of_an_hour_asks_for_no_review(cast: Cast) -> None:
    factories.meeting(cast.oak, on=MEETS_ON, starts=time(9), ends=time(10))
    ring(NOW + MINUTE)
    ring_on("05-18", "05-24", "05-26")
    assert sent(kinds.REVIEW_DUE) == []


def test_each_is_reminded_at_eight_by_their_own_clock(meeting: Meeting, cast: Cast) -> None:
    edit_profile(cast.member, timezone="Asia/Kathmandu")
    ring(utc("2026-05-18", "02:14"))
    assert sent(kinds.REVIEW_DUE) == []
    ring(utc("2026-05-18", "02:15"))
    assert sent(kinds.REVIEW_DUE) == ["05-18 02:15 member"]


def test_one_sort_of_reminder_swallows_no_other(cast: Cast) -> None:
    """Seven days before the meeting an answer is asked for, and the agenda is ready."""
    meeting = factories.meeting(cast.oak, on=date(2026, 5, 25))
    add_item(meeting.days.get(), title="Open", minutes=10, by=cast.facilitator, at=NOW)
    ring(NOW + MINUTE)
    ring_on("05-18")
    assert "05-18 08:00 member" in sent(kinds.REPLY_NUDGE)
    assert "05-18 08:00 member" in sent(kinds.AGENDA_READY)


def test_who_has_no_issue_waiting_is_asked_for_one(meeting: Meeting, cast: Cast) -> None:
    issue(cast.oak, cast.partner)
    ring_on("05-11")
    issue(cast.oak, cast.newcomer)
    ring_on("05-17")
    assert sent(kinds.ISSUE_WANTED) == ["05-11 08:00 member", "05-11 08:00 newcomer", "05-17 08:00 member"]


def test_an_issue_withdrawn_meanwhile_is_none(meeting: Meeting, cast: Cast) -> None:
    offered = issue(cast.oak, cast.partner)
    ring_on("05-11")
    withdraw_issue(offered, by=cast.partner, at=NOW + DAY)
    ring_on("05-17")
    assert [line for line in sent(kinds.ISSUE_WANTED) if "partner" in line] == ["05-17 08:00 partner"]


def test_a_group_that_meets_every_week_is_not_asked_every_week(cast: Cast) -> None:
    Group.objects.filter(pk=cast.oak.pk).update(rhythm_days=7)
    factories.meeting(cast.oak, on=MEETS_ON)
    ring(NOW + MINUTE)
    ring_on("05-11", "05-17")
    assert sent(kinds.ISSUE_WANTED) == []


def test_where_there_is_no_agenda_nobody_is_asked_for_anything(cast: Cast) -> None:
    factories.meeting(cast.grove, on=MEETS_ON)
    ring(NOW + MINUTE)
    ring_on("05-11", "05-18", "06-01")
    assert sent(kinds.ISSUE_WANTED) + sent(kinds.REVIEW_DUE) + sent(kinds.AGENDA_READY) == []


@pytest.fixture
def chosen(meeting: Meeting, cast: Cast) -> HotSeat:
    """The member's, chosen at eleven o'clock."""
    with then(NOW + HOUR):
        return hot_seat(meeting, issue(cast.oak, cast.member), by=cast.facilitator, at=NOW + HOUR)


def test_presenter_and_coach_hear_of_it_after_half_an_hour_of_quiet(chosen: HotSeat, cast: Cast) -> None:
    with then(NOW + HOUR + 20 * MINUTE):
        prepare_hot_seat(
            chosen, coach=cast.partner, substitute=None, by=cast.facilitator, at=NOW + HOUR + 20 * MINUTE
        )
    ring_on("05-04", wall="11:30")
    assert sent(kinds.HOT_SEAT) == []
    ring_on("05-04", wall="11:50")
    ring_on("05-05")
    assert sent(kinds.HOT_SEAT) == ["05-04 11:50 member", "05-04 11:50 partner"]


def test_a_coach_who_is_named_later_hears_of_it_then(chosen: HotSeat, cast: Cast) -> None:
    ring_on("05-04", wall="11:30")
    with then(NOW + DAY):
        prepare_hot_seat(chosen, coach=cast.partner, substitute=None, by=cast.facilitator, at=NOW + DAY)
    ring_on("05-05", wall="10:31")
    assert sent(kinds.HOT_SEAT) == ["05-04 11:30 member", "05-05 10:31 partner"]


def test_given_up_or_taken_off_within_that_time_nobody_hears_of_it(
    chosen: HotSeat, meeting: Meeting, cast: Cast
) -> None:
    with then(NOW + HOUR):
        other = hot_seat(meeting, issue(cast.oak, cast.partner), by=cast.facilitator, at=NOW + HOUR)
    ring_on("05-04", wall="11:01")
    give_up_hot_seat(chosen, by=cast.member, at=NOW + HOUR + 2 * MINUTE)
    take_off_hot_seat(other, by=cast.facilitator, at=NOW + HOUR + 2 * MINUTE)
    ring_on("05-04", wall="11:30")
    assert sent(kinds.HOT_SEAT) == []
    assert became_of(cast.member, kinds.HOT_SEAT) == ["hot_seat skipped overtaken"]
    assert became_of(cast.partner, kinds.HOT_SEAT) == ["hot_seat skipped gone"]


def test_who_steps_in_hears_of_it(chosen: HotSeat, cast: Cast) -> None:
    ring_on("05-04", wall="11:30")
    with then(NOW + DAY):
        give_up_hot_seat(chosen, by=cast.member, at=NOW + DAY)
        step_in(chosen, issue(cast.oak, cast.newcomer), by=cast.facilitator, at=NOW + DAY)
    ring_on("05-05", wall="10:31")
    assert "05-05 10:31 newcomer" in sent(kinds.HOT_SEAT)


def test_of_a_meeting_that_is_off_there_is_no_hot_seat(chosen: HotSeat, meeting: Meeting, cast: Cast) -> None:
    ring_on("05-04", wall="11:01")
    cancel_meeting(meeting, because="", by=cast.facilitator, at=NOW + HOUR + 2 * MINUTE)
    ring_on("05-04", wall="11:30")
    assert became_of(cast.member, kinds.HOT_SEAT) == [f"hot_seat skipped {Reason.CANCELLED}"]


def test_a_week_before_everybody_hears_that_the_agenda_is_ready(meeting: Meeting, cast: Cast) -> None:
    add_item(meeting.days.get(), title="Open", minutes=10, by=cast.facilitator, at=NOW)
    ring_on("05-31", "06-01", "06-02")
    everybody = ["facilitator", "member", "newcomer", "partner"]
    assert sent(kinds.AGENDA_READY) == [f"06-01 08:00 {who}" for who in everybody]


def test_an_agenda_made_late_is_told_once_nobody_arranges_it(meeting: Meeting, cast: Cast) -> None:
    ring_on("06-01")
    assert sent(kinds.AGENDA_READY) == []
    noon = utc("2026-06-02", "12:00")
    with then(noon):
        add_item(meeting.days.get(), title="Open", minutes=10, by=cast.facilitator, at=noon)
    ring_on("06-02", wall="12:29")
    assert sent(kinds.AGENDA_READY) == []
    ring_on("06-02", wall="12:31")
    assert "06-02 12:31 member" in sent(kinds.AGENDA_READY)


def test_an_agenda_that_was_emptied_is_not_ready(meeting: Meeting, cast: Cast) -> None:
    item = add_item(meeting.days.get(), title="Open", minutes=10, by=cast.facilitator, at=NOW)
    ring_on("05-20")
    remove_item(item, by=cast.facilitator, at=NOW + DAY)
    ring_on("06-01")
    assert sent(kinds.AGENDA_READY) == []


def test_the_host_hears_of_it_a_week_before(cast: Cast) -> None:
    breakfast = series(cast.grove, plan(on=THURSDAY + 14 * DAY))
    occurrence = breakfast.occurrences.all()[0]
    at = utc("2026-05-14", "07:00")
    with then(at):
        name_hosts(cast.grove, at=at)
    ring_on("05-14", wall="07:00")
    assert sent(kinds.HOST_OF_WEEK) == []
    ring_on("05-14")
    assert sent(kinds.HOST_OF_WEEK) == ["05-14 08:00 member"]
    occurrence.refresh_from_db()
    assert occurrence.host == cast.member


def test_who_passes_the_turn_on_hears_nothing_and_the_other_does(cast: Cast) -> None:
    factories.seat(cast.grove, cast.partner)
    breakfast = series(cast.grove, plan(on=THURSDAY + 14 * DAY))
    at = utc("2026-05-14", "07:00")
    with then(at):
        name_hosts(cast.grove, at=at)
        ring(at)
        first = breakfast.occurrences.select_related("meeting__group", "host")[0]
        assert first.host == cast.member
        pass_turn(first, by=cast.member, at=at)
        name_hosts(cast.grove, at=at)
    ring_on("05-14")
    assert sent(kinds.HOST_OF_WEEK) == ["05-14 08:00 partner"]


def test_who_takes_the_turn_in_that_week_knows_it(cast: Cast) -> None:
    breakfast = series(cast.grove, plan(on=TODAY + 3 * DAY))
    first = breakfast.occurrences.select_related("meeting__group", "host")[0]
    take_turn(first, by=cast.member, at=NOW)
    ring(NOW + MINUTE)
    assert sent(kinds.HOST_OF_WEEK) == []


def test_the_summary_counts_what_is_still_owed(cast: Cast) -> None:
    meeting = factories.meeting(cast.oak, on=date(2026, 5, 25))
    review(meeting, cast.partner)
    issue(cast.oak, cast.partner)
    ring(NOW + MINUTE)
    for who in (cast.member, cast.partner):
        answer_invitation(meeting, who, Reply.YES, by=who, at=NOW + MINUTE)
    ring_on("05-24", wall="09:00")
    texts = {sent.to[0].partition("@")[0]: sent.body for sent in mail.outbox if "Here is all" in sent.body}
    assert texts.keys() == {"member", "partner"}
    assert "Your quarterly review is not handed in yet." in texts["member"]
    assert "1 review of others waits to be read." in texts["member"]
    assert "You have 3 dots left" in texts["member"]
    assert "review" not in texts["partner"]
