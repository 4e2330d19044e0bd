"""What changes between owing and sending: nothing stale goes out, and nothing twice."""

from datetime import date

import pytest
from django.utils import timezone

from meetings.actions import answer_invitation, cancel_meeting, restore_meeting
from meetings.models import Meeting, Reply
from notifications import kinds
from notifications.models import NoticePreference
from tests import factories
from tests.conftest import NOW, Cast
from tests.notifications.clock import DAY, HOUR, MINUTE, became_of, move, ring, ring_through, then, utc

MEETS_ON = date(2026, 5, 25)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("only_meets")]


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """Oak meets in three weeks; everybody has been told."""
    meeting = factories.meeting(cast.oak, on=MEETS_ON)
    ring(NOW + MINUTE)
    return meeting


def say(meeting: Meeting, cast: Cast, reply: Reply) -> None:
    now = Meeting.objects.get(pk=meeting.pk)
    answer_invitation(now, cast.member, reply, by=cast.member, at=timezone.now())


def cancel(meeting: Meeting, cast: Cast) -> None:
    cancel_meeting(meeting, because="too few", by=cast.facilitator, at=timezone.now())


def restore(meeting: Meeting, cast: Cast) -> None:
    restore_meeting(meeting, by=cast.facilitator, at=timezone.now())


def to_member(lines: list[str]) -> list[str]:
    return [line.replace("member: Oak: ", "") for line in lines if "member: " in line]


def test_a_whole_life_of_a_meeting(meeting: Meeting, cast: Cast) -> None:
    """Asked while silent; then summed up the day before and wished well on the day."""
    first = ring_through(NOW, utc("2026-05-12"))
    with then(utc("2026-05-12")):
        say(meeting, cast, Reply.YES)
    second = ring_through(utc("2026-05-12"), utc("2026-05-26"))
    assert to_member(first) == ["05-11 08:00 will you be there on 25 May?"]
    assert to_member(second) == [
        "05-24 09:00 your group meets on Monday, 25 May",
        "05-25 08:00 good to have you there on Monday",
    ]


def test_who_answers_meanwhile_is_not_asked(meeting: Meeting, cast: Cast) -> None:
    say(meeting, cast, Reply.NO)
    assert not to_member(ring(utc("2026-05-11", "08:00")))
    assert became_of(cast.member, kinds.REPLY_NUDGE)[0] == "reply_nudge skipped answered"


def test_who_said_no_is_left_alone(meeting: Meeting, cast: Cast) -> None:
    say(meeting, cast, Reply.NO)
    assert not to_member(ring_through(utc("2026-05-23"), utc("2026-05-26")))


def test_where_nobody_asks_silence_is_a_yes(cast: Cast) -> None:
    factories.meeting(cast.grove, on=MEETS_ON)
    sent = ring_through(NOW + MINUTE, utc("2026-05-26"))
    assert [line[:11] for line in to_member(sent)] == ["05-04 10:01", "05-24 09:00", "05-25 08:00"]


def test_a_moved_meeting_has_reminders_of_its_own(meeting: Meeting, cast: Cast) -> None:
    say(meeting, cast, Reply.YES)
    with then(NOW + HOUR):
        move(meeting, on=date(2026, 5, 28))
    assert to_member(ring_through(NOW + HOUR, utc("2026-05-29"))) == [
        "05-04 11:30 your meeting now is on 28 May",
        "05-07 08:00 will you be there on 28 May?",  # a yes to another date does not count
        "05-14 08:00 will you be there on 28 May?",
        "05-21 08:00 will you be there on 28 May?",
    ]


def test_moved_and_moved_back_it_reminds_once(meeting: Meeting, cast: Cast) -> None:
    with then(NOW + HOUR):
        move(meeting, on=date(2026, 5, 28))
    ring(NOW + HOUR)
    with then(NOW + HOUR + MINUTE):
        move(meeting, on=MEETS_ON)
        say(meeting, cast, Reply.YES)
    assert to_member(ring_through(NOW + HOUR, utc("2026-05-29"))) == [
        "05-04 11:31 your meeting now is on 25 May",  # whoever said yes before was asked anew
        "05-24 09:00 your group meets on Monday, 25 May",
        "05-25 08:00 good to have you there on Monday",
    ]


def test_what_was_skipped_because_it_moved_is_owed_again_when_it_moves_back(
    meeting: Meeting, cast: Cast
) -> None:
    with then(utc("2026-05-11", "07:30")):
        move(meeting, on=date(2026, 6, 20))
    assert not to_member(ring(utc("2026-05-11", "07:59")))
    ring(utc("2026-05-11", "08:00"))
    assert "reply_nudge skipped overtaken" in became_of(cast.member)

    with then(utc("2026-05-11", "08:05")):
        move(meeting, on=MEETS_ON)
    assert to_member(ring(utc("2026-05-11", "08:10"))) == ["will you be there on 25 May?"]


def test_several_edits_make_one_mail(meeting: Meeting) -> None:
    for minutes, place in [(0, "Hall A"), (10, "Hall B"), (20, "Hall C")]:
        with then(NOW + HOUR + minutes * MINUTE):
            move(meeting, on=MEETS_ON, place=place)
    sent = ring_through(NOW + HOUR, NOW + 4 * HOUR)
    assert to_member(sent) == ["05-04 11:50 your meeting now is on 25 May"]


def test_a_change_of_a_meeting_that_is_near_is_told_at_once(meeting: Meeting) -> None:
    with then(utc("2026-05-24", "19:00")):
        move(meeting, on=MEETS_ON, place="Hall B")
    assert to_member(ring(utc("2026-05-24", "19:01"))) == ["your meeting now is on 25 May"]


def test_another_title_is_no_news(meeting: Meeting, cast: Cast) -> None:
    with then(NOW + HOUR):
        move(meeting, on=MEETS_ON, title="What we fear")
    assert not ring(NOW + 2 * HOUR)
    assert "meeting_changed skipped nothing new" in became_of(cast.member)


def test_changed_before_anybody_was_told_it_is_told_once(cast: Cast) -> None:
    with then(utc("2026-05-04", "22:00")):
        meeting = factories.meeting(cast.oak, on=MEETS_ON)
    ring(utc("2026-05-04", "22:01"))
    with then(utc("2026-05-04", "23:00")):
        move(meeting, on=date(2026, 5, 28))
    sent = ring_through(utc("2026-05-04", "23:00"), utc("2026-05-05", "12:00"))
    assert to_member(sent) == ["05-05 07:00 your group meets on 28 May"]


def test_cancelled_it_is_told_and_nothing_else_comes(meeting: Meeting, cast: Cast) -> None:
    say(meeting, cast, Reply.YES)
    with then(NOW + HOUR):
        cancel(meeting, cast)
    sent = ring_through(NOW + HOUR, utc("2026-05-29"))
    assert to_member(sent) == ["05-04 11:30 no meeting on 25 May"]
    assert set(became_of(cast.member, kinds.REPLY_NUDGE, kinds.SUMMARY, kinds.DAY_OF)) == {
        "reply_nudge skipped cancelled",
        "summary_24h skipped cancelled",
        "day_of skipped cancelled",
    }


def test_cancelled_and_restored_before_it_was_told_nobody_hears_of_it(meeting: Meeting, cast: Cast) -> None:
    say(meeting, cast, Reply.YES)
    with then(NOW + HOUR):
        cancel(meeting, cast)
    ring(NOW + HOUR)
    with then(NOW + HOUR + 20 * MINUTE):
        restore(meeting, cast)
    assert to_member(ring_through(NOW + HOUR, utc("2026-05-29"))) == [
        "05-24 09:00 your group meets on Monday, 25 May",
        "05-25 08:00 good to have you there on Monday",
    ]


def test_restored_after_it_was_told_that_is_told_too(meeting: Meeting, cast: Cast) -> None:
    with then(NOW + HOUR):
        cancel(meeting, cast)
    ring(NOW + 2 * HOUR)
    with then(NOW + 3 * HOUR):
        restore(meeting, cast)
    sent = ring_through(NOW + 3 * HOUR, NOW + DAY)
    assert to_member(sent) == ["05-04 13:30 your meeting now is on 25 May"]


def test_reminders_skipped_by_a_cancellation_come_after_a_restoration(meeting: Meeting, cast: Cast) -> None:
    with then(utc("2026-05-11", "07:50")):
        cancel(meeting, cast)
    ring(utc("2026-05-11", "08:00"))
    with then(utc("2026-05-11", "08:10")):
        restore(meeting, cast)
    assert to_member(ring(utc("2026-05-11", "08:15"))) == ["will you be there on 25 May?"]


def test_scheduled_and_cancelled_in_one_night_nobody_hears_of_it(cast: Cast) -> None:
    with then(utc("2026-05-04", "22:00")):
        meeting = factories.meeting(cast.oak, on=MEETS_ON)
    ring(utc("2026-05-04", "22:01"))
    with then(utc("2026-05-04", "23:00")):
        cancel(meeting, cast)
    assert not ring_through(utc("2026-05-04", "23:00"), utc("2026-05-06"))
    assert became_of(cast.member, *kinds.NEWS) == [
        "save_the_date skipped cancelled",
        "meeting_cancelled skipped nothing new",
    ]


def test_who_had_found_it_on_the_page_and_answered_hears_that_it_is_off(cast: Cast) -> None:
    with then(utc("2026-05-04", "22:00")):
        meeting = factories.meeting(cast.oak, on=MEETS_ON)
    ring(utc("2026-05-04", "22:01"))
    with then(utc("2026-05-04", "23:00")):
        say(meeting, cast, Reply.YES)
        cancel(meeting, cast)
    sent = ring_through(utc("2026-05-04", "23:00"), utc("2026-05-06"))
    assert to_member(sent) == ["05-05 07:01 no meeting on 25 May"]


def test_what_somebody_turned_off_is_not_sent_and_says_so(meeting: Meeting, cast: Cast) -> None:
    NoticePreference.objects.create(member=cast.member, kind=kinds.REPLY_NUDGE)
    assert not to_member(ring(utc("2026-05-11", "08:00")))
    assert became_of(cast.member, kinds.REPLY_NUDGE)[0] == "reply_nudge skipped unwanted"


def test_of_several_reminders_due_at_once_the_nearest_is_sent(meeting: Meeting, cast: Cast) -> None:
    """The clock stood still from the eve of the second reminder until after the third."""
    ring(utc("2026-05-11", "07:00"))
    assert to_member(ring(utc("2026-05-13", "12:00"))) == ["will you be there on 25 May?"]
    say(meeting, cast, Reply.YES)
    assert to_member(ring(utc("2026-05-25", "08:30"))) == ["good to have you there on Monday"]
    assert "summary_24h skipped superseded" in became_of(cast.member)


def test_a_reminder_that_is_not_wanted_supersedes_nothing(meeting: Meeting, cast: Cast) -> None:
    say(meeting, cast, Reply.YES)
    NoticePreference.objects.create(member=cast.member, kind=kinds.DAY_OF)
    assert to_member(ring(utc("2026-05-25", "08:30"))) == ["your group meets on Monday, 25 May"]


def test_what_comes_too_late_is_dropped(meeting: Meeting, cast: Cast) -> None:
    ring(utc("2026-05-11", "07:00"))
    assert not to_member(ring(utc("2026-05-14", "08:00")))
    assert became_of(cast.member, kinds.REPLY_NUDGE)[0] == "reply_nudge skipped too late"
    say(meeting, cast, Reply.YES)
    assert not to_member(ring(utc("2026-05-25", "09:00")))
    assert "day_of skipped too late" in became_of(cast.member)


def test_what_is_late_at_night_waits_for_the_morning(meeting: Meeting) -> None:
    ring(utc("2026-05-11", "07:00"))
    assert not to_member(ring(utc("2026-05-11", "23:00")))
    assert to_member(ring(utc("2026-05-12", "07:00"))) == ["will you be there on 25 May?"]
