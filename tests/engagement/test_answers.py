"""When someone says yes, do they come? And who says nothing?"""

from datetime import UTC, date, datetime, timedelta

import pytest

from engagement.measures.proportions import wilson
from ledger.actions import record
from meetings.actions import Hours, Place, answer_invitation, change_meeting
from meetings.events import Happened
from meetings.models import Mark, Meeting, Reply
from members.models import Member
from peergroups.models import Group
from tests import factories
from tests.engagement.asking import ask, counted, mark, noon

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 10)
START = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
CUT_OFF = START - timedelta(hours=24)
IN_TIME = noon(2026, 3, 1)


@pytest.fixture
def five(oak: Group) -> list[Member]:
    people = [factories.member() for _ in range(5)]
    for member in people:
        factories.seat(oak, member, joined_on=date(2025, 6, 1))
    return people


@pytest.fixture
def meeting(oak: Group, five: list[Member]) -> Meeting:
    return factories.meeting(oak, on=DAY)


def answer(
    meeting: Meeting,
    member: Member,
    reply: Reply = Reply.YES,
    at: datetime = IN_TIME,
    by: Member | None = None,
) -> None:
    answer_invitation(meeting, member, reply, by=by or member, at=at)


def test_came_of_said_yes(oak: Group, five: list[Member], meeting: Meeting) -> None:
    came, came_in_part, excused, said_no, silent = five
    for member in [came, came_in_part, excused]:
        answer(meeting, member)
    answer(meeting, said_no, Reply.NO)
    mark(meeting, {came: Mark.LATE, came_in_part: Mark.PARTIAL, excused: Mark.EXCUSED, silent: Mark.PRESENT})
    assert counted(ask("rsvp_reliability", oak)) == (2, 3, "not_enough_data")
    assert ask("rsvp_reliability", oak).value is None
    assert counted(ask("silent_rate", oak)) == (1, 5, "ok")
    assert counted(ask("rsvp_reliability", excused)) == (0, 1, "not_enough_data")
    assert counted(ask("rsvp_reliability", silent)) == (0, 0, "not_applicable")


def test_who_said_yes_and_is_excused_has_not_stayed_away_without_a_word(
    oak: Group, five: list[Member], meeting: Meeting
) -> None:
    came, came_in_part, excused, absent, unmarked = five
    for member in five:
        answer(meeting, member)
    mark(meeting, {came: Mark.LATE, came_in_part: Mark.PARTIAL, excused: Mark.EXCUSED, absent: Mark.ABSENT})
    result = ask("no_show_rate", oak)
    assert counted(result) == (2, 5, "ok")
    assert (result.value, result.ci_low, result.ci_high) == (0.4, *wilson(2, 5))
    assert counted(ask("no_show_rate", excused)) == (0, 1, "not_enough_data")
    assert counted(ask("no_show_rate", unmarked)) == (1, 1, "not_enough_data")
    assert counted(ask("rsvp_reliability", oak))[:2] == (2, 5)


def test_four_times_yes_are_enough(oak: Group, five: list[Member], meeting: Meeting) -> None:
    for member in five[:4]:
        answer(meeting, member)
    mark(meeting, dict.fromkeys(five[:3], Mark.PRESENT))
    result = ask("rsvp_reliability", oak)
    assert counted(result) == (3, 4, "ok")
    assert (result.value, result.ci_low, result.ci_high) == (0.75, *wilson(3, 4))
    assert counted(ask("rsvp_reliability"))[:2] == (3, 4)


def test_the_last_answer_a_day_before_the_start_counts(
    oak: Group, five: list[Member], meeting: Meeting
) -> None:
    in_time, too_late, turned, *_ = five
    answer(meeting, in_time, at=CUT_OFF)
    answer(meeting, too_late, at=CUT_OFF + timedelta(seconds=1))
    answer(meeting, turned, Reply.YES)
    answer(meeting, turned, Reply.NO, at=IN_TIME + timedelta(days=1))
    answer(meeting, turned, Reply.YES, at=CUT_OFF + timedelta(hours=2))
    mark(meeting, {in_time: Mark.PRESENT})
    assert counted(ask("rsvp_reliability", oak))[:2] == (1, 1)
    assert counted(ask("silent_rate", oak))[:2] == (3, 5)


def test_of_two_answers_at_one_moment_the_later_written_counts(
    oak: Group, five: list[Member], meeting: Meeting
) -> None:
    answer(meeting, five[0], Reply.NO)
    answer(meeting, five[0], Reply.YES)
    mark(meeting, {five[0]: Mark.PRESENT})
    assert counted(ask("rsvp_reliability", oak))[:2] == (1, 1)


def test_an_answer_given_for_somebody_is_theirs(oak: Group, five: list[Member], meeting: Meeting) -> None:
    member, facilitator, *_ = five
    answer(meeting, member, by=facilitator)
    mark(meeting, {member: Mark.PRESENT})
    assert counted(ask("rsvp_reliability", member))[:2] == (1, 1)
    assert counted(ask("rsvp_reliability", facilitator))[:2] == (0, 0)
    assert counted(ask("silent_rate", facilitator))[:2] == (1, 1)


def test_an_answer_to_the_meeting_before_it_was_moved_does_not_hold(
    oak: Group, five: list[Member], meeting: Meeting
) -> None:
    answer(meeting, five[0])
    change_meeting(
        meeting,
        sequence=meeting.sequence,
        title=meeting.title,
        days=[Hours(DAY + timedelta(days=7), *meeting.days.values_list("starts", "ends").get())],
        where=Place("UTC"),
        reply_by_on=None,
        by=five[0],
        at=IN_TIME + timedelta(days=1),
    )
    answer(meeting, five[1], at=IN_TIME + timedelta(days=2))
    mark(meeting, {five[0]: Mark.PRESENT, five[1]: Mark.PRESENT})
    assert counted(ask("rsvp_reliability", oak))[:2] == (1, 1)
    assert counted(ask("silent_rate", five[0]))[:2] == (1, 1)


def test_a_meeting_that_was_not_recorded_says_nothing_of_reliability_but_of_silence(
    oak: Group, five: list[Member], meeting: Meeting
) -> None:
    answer(meeting, five[0])
    assert counted(ask("rsvp_reliability", oak)) == (0, 0, "not_applicable")
    assert counted(ask("silent_rate", oak))[:2] == (4, 5)


def test_a_meeting_whose_day_has_not_come_at_the_venue_has_not_begun(oak: Group, five: list[Member]) -> None:
    ahead = factories.meeting(
        oak, on=date(2026, 4, 1), timezone_name="Pacific/Auckland"
    )  # still March in UTC
    answer(ahead, five[0])
    march, april = date(2026, 3, 31), date(2026, 4, 1)
    assert counted(ask("silent_rate", oak, as_of=march)) == (0, 0, "not_applicable")
    assert counted(ask("silent_rate", oak, as_of=april)) == (4, 5, "ok")


def test_a_meeting_that_nobody_answered_was_not_asked_about(
    oak: Group, five: list[Member], meeting: Meeting
) -> None:
    mark(meeting, {five[0]: Mark.PRESENT})
    assert counted(ask("silent_rate", oak)) == (0, 0, "not_applicable")


def test_the_answer_of_somebody_who_is_not_expected_is_in_no_rate(
    oak: Group, five: list[Member], meeting: Meeting
) -> None:
    guest = factories.member()
    record(Happened.ANSWERED_YES, by=guest, about=meeting, group_id=oak.pk, at=IN_TIME)
    mark(meeting, {guest: Mark.PRESENT, five[0]: Mark.PRESENT})
    assert counted(ask("rsvp_reliability", oak)) == (0, 0, "not_applicable")
    assert counted(ask("silent_rate", oak))[:2] == (5, 5)


def test_where_nobody_is_reminded_silence_says_nothing(
    oak: Group, five: list[Member], meeting: Meeting
) -> None:
    answer(meeting, five[0])
    oak.nudges_answers = False
    oak.save()
    assert counted(ask("silent_rate", oak)) == (0, 0, "not_applicable")
