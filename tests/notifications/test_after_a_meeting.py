"""After a meeting: who was there is asked and told; who was missed, whom to ask; who leads, what to do."""

from datetime import date, datetime, time

import pytest
from django.core import mail

from closing.actions import answer_pulse, close_meeting, log_call, reopen_meeting, write_minutes
from meetings.actions import answer_invitation, cancel_meeting, record_attendance
from meetings.models import Mark, Meeting, Reply
from members.models import Member
from notifications import kinds
from peergroups.models import Group, Keeps
from tests import factories
from tests.conftest import NOW, Cast
from tests.notifications.clock import HOUR, MINUTE, became_of, ring, sent, then, utc

HELD_ON = date(2026, 5, 5)
pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """Oak meets tomorrow, from nine to five."""
    meeting = factories.meeting(cast.oak, on=HELD_ON)
    ring(NOW + MINUTE)
    return meeting


def at(wall: str, day: str = "05-05") -> datetime:
    return utc(f"2026-{day}", wall)


def mark(meeting: Meeting, cast: Cast, **marks: Mark) -> None:
    """Take attendance at half past four; the partner was missed, unless said otherwise."""
    people = {
        "member": Mark.PRESENT,
        "newcomer": Mark.LATE,
        "facilitator": Mark.PRESENT,
        "partner": Mark.ABSENT,
    }
    with then(at("16:30")):
        who = {cast[name]: value for name, value in (people | marks).items()}
        record_attendance(meeting.days.get(), who, by=cast.facilitator, at=at("16:30"))


def close(meeting: Meeting, cast: Cast, when: datetime) -> None:
    with then(when):
        close_meeting(meeting, by=cast.facilitator, at=when)


def reopen(meeting: Meeting, cast: Cast, when: datetime) -> None:
    with then(when):
        reopen_meeting(meeting, by=cast.facilitator, at=when)


def feels(member: Member, meeting: Meeting, when: datetime) -> None:
    with then(when):
        answer_pulse(meeting, member, worth=4, openness=5, line="", by=member, at=when)


def test_who_was_there_is_asked_at_the_end_and_once_more_the_next_morning(
    meeting: Meeting, cast: Cast
) -> None:
    mark(meeting, cast)
    ring(at("16:59"))
    assert sent(kinds.PULSE) == []
    ring(at("17:00"))
    feels(cast.member, meeting, at("17:10"))
    for wall, day in (("08:00", "05-06"), ("08:00", "05-07")):
        ring(at(wall, day))
    assert sent(kinds.PULSE) == [
        "05-05 17:00 facilitator",
        "05-05 17:00 member",
        "05-05 17:00 newcomer",
        "05-06 08:00 facilitator",
        "05-06 08:00 newcomer",
    ]


def test_a_meeting_that_is_closed_early_is_over(meeting: Meeting, cast: Cast) -> None:
    mark(meeting, cast)
    close(meeting, cast, at("16:40"))
    ring(at("16:41"))
    assert "05-05 16:41 member" in sent(kinds.PULSE)


def test_after_a_late_evening_the_morning_comes_first_and_another_morning_then(cast: Cast) -> None:
    factories.meeting(cast.oak, on=HELD_ON, starts=time(18), ends=time(22))
    for wall, day in (("22:00", "05-05"), ("07:00", "05-06"), ("08:00", "05-06"), ("08:00", "05-07")):
        ring(at(wall, day))
    of_member = [line for line in sent(kinds.PULSE) if line.endswith(" member")]
    assert of_member == ["05-06 07:00 member", "05-07 08:00 member"]


def test_where_nobody_took_attendance_whoever_said_no_is_not_asked(meeting: Meeting, cast: Cast) -> None:
    answer_invitation(meeting, cast.partner, Reply.NO, by=cast.partner, at=NOW + MINUTE)
    ring(at("17:00"))
    assert {line.split()[-1] for line in sent(kinds.PULSE)} == {"facilitator", "member", "newcomer"}


def test_a_breakfast_asks_nobody_how_it_was(cast: Cast) -> None:
    factories.meeting(cast.grove, on=HELD_ON)
    ring(at("17:00"))
    ring(at("08:00", "05-06"))
    assert sent(kinds.PULSE) == []


def test_of_a_meeting_that_did_not_take_place_nobody_is_asked(meeting: Meeting, cast: Cast) -> None:
    ring(at("08:00"))
    cancel_meeting(meeting, because="", by=cast.facilitator, at=at("08:30"))
    ring(at("17:00"))
    ring(at("08:00", "05-08"))
    assert sent(kinds.PULSE) + sent(kinds.MINUTES_WANTED) == []
    assert "pulse skipped cancelled" in became_of(cast.member)


def test_the_pulse_is_of_use_for_a_week(meeting: Meeting, cast: Cast) -> None:
    ring(at("16:00"))
    ring(at("17:00", "05-12"))
    assert sent(kinds.PULSE) == []
    assert became_of(cast.member, kinds.PULSE) == ["pulse skipped too late"] * 2


def test_once_it_is_closed_those_there_hear_where_it_stands_and_those_missed_whom_to_ask(
    meeting: Meeting, cast: Cast
) -> None:
    mark(meeting, cast)
    close(meeting, cast, at("17:00"))
    ring(at("17:29"))
    assert sent(kinds.MEETING_SUMMARY) == []
    ring(at("17:30"))
    ring(at("18:00"))
    there = ["05-05 17:30 facilitator", "05-05 17:30 member", "05-05 17:30 newcomer"]
    assert (sent(kinds.MEETING_SUMMARY), sent(kinds.MEETING_RECAP)) == (there, ["05-05 17:30 partner"])
    (recap,) = [letter for letter in mail.outbox if "missed" in letter.subject]
    assert "ask Farah Haddad" in recap.body


def test_a_closing_taken_back_is_not_told(meeting: Meeting, cast: Cast) -> None:
    mark(meeting, cast)
    close(meeting, cast, at("17:00"))
    ring(at("17:01"))
    reopen(meeting, cast, at("17:10"))
    ring(at("17:30"))
    assert sent(kinds.MEETING_SUMMARY) + sent(kinds.MEETING_RECAP) == []
    assert became_of(cast.member, kinds.MEETING_SUMMARY) == ["meeting_summary skipped overtaken"]


def test_closed_again_it_is_told_once(meeting: Meeting, cast: Cast) -> None:
    mark(meeting, cast)
    close(meeting, cast, at("17:00"))
    ring(at("17:01"))
    reopen(meeting, cast, at("17:10"))
    ring(at("17:30"))
    close(meeting, cast, at("18:00"))
    ring(at("18:30"))
    reopen(meeting, cast, at("19:00"))
    close(meeting, cast, at("19:05"))
    ring(at("19:35"))
    assert [line for line in sent(kinds.MEETING_SUMMARY) if "member" in line] == ["05-05 18:30 member"]


def test_a_mark_corrected_meanwhile_counts(meeting: Meeting, cast: Cast) -> None:
    mark(meeting, cast)
    close(meeting, cast, at("17:00"))
    ring(at("17:01"))
    mark(meeting, cast, partner=Mark.PRESENT)
    ring(at("17:30"))
    assert "05-05 17:30 partner" in sent(kinds.MEETING_SUMMARY)
    assert sent(kinds.MEETING_RECAP) == []


@pytest.mark.parametrize("what_happens", ["leaves", "pauses"])
def test_who_has_left_or_pauses_hears_nothing(what_happens: str, meeting: Meeting, cast: Cast) -> None:
    mark(meeting, cast)
    close(meeting, cast, at("17:00"))
    ring(at("17:01"))
    seat = cast.seat(cast.member)
    if what_happens == "pauses":
        factories.leave(seat, starts_on=HELD_ON)
    else:
        type(seat).objects.filter(pk=seat.pk).update(left_on=date(2026, 5, 4))
    ring(at("17:30"))
    assert "member" not in {line.split()[-1] for line in sent(kinds.MEETING_SUMMARY)}
    assert len(sent(kinds.MEETING_SUMMARY)) == 2


def test_who_leads_hears_the_next_morning_that_somebody_is_to_be_called(meeting: Meeting, cast: Cast) -> None:
    mark(meeting, cast)
    close(meeting, cast, at("17:00"))
    ring(at("18:00"))
    ring(at("08:00", "05-06"))
    assert sent(kinds.CARE_CALL) == ["05-06 08:00 facilitator"]
    (call,) = [letter for letter in mail.outbox if "somebody was missed" in letter.subject]
    assert cast.partner.name not in call.body


def test_who_was_called_already_is_not_to_be_called(meeting: Meeting, cast: Cast) -> None:
    mark(meeting, cast)
    close(meeting, cast, at("17:00"))
    ring(at("18:00"))
    log_call(meeting, cast.partner, by=cast.facilitator, at=at("19:00"))
    ring(at("08:00", "05-06"))
    assert became_of(cast.facilitator, kinds.CARE_CALL) == ["care_call skipped done"]


@pytest.mark.parametrize("is_taken", [True, False])
def test_where_nobody_is_known_to_be_missed_there_is_no_call(
    meeting: Meeting, cast: Cast, *, is_taken: bool
) -> None:
    if is_taken:
        mark(meeting, cast, partner=Mark.PRESENT)
    close(meeting, cast, at("17:00"))
    ring(at("18:00"))
    ring(at("08:00", "05-06"))
    assert sent(kinds.CARE_CALL) == []


def test_notes_are_asked_for_after_three_days_and_after_seven(meeting: Meeting) -> None:
    for day in ("05-07", "05-08", "05-09", "05-12", "05-13"):
        ring(at("08:00", day))
    assert sent(kinds.MINUTES_WANTED) == ["05-08 08:00 facilitator", "05-12 08:00 facilitator"]


def test_until_there_are_some(meeting: Meeting, cast: Cast) -> None:
    ring(at("08:00", "05-08"))
    with then(at("09:00", "05-08")):
        write_minutes(meeting, {None: "What we keep."}, by=cast.facilitator, at=at("09:00", "05-08"))
    ring(at("08:00", "05-12"))
    assert sent(kinds.MINUTES_WANTED) == ["05-08 08:00 facilitator"]


def test_a_group_that_keeps_no_notes_is_not_asked_for_any(cast: Cast) -> None:
    Group.objects.filter(pk=cast.oak.pk).update(keeps=Keeps.TITLES)
    factories.meeting(cast.oak, on=HELD_ON)
    ring(NOW + HOUR)
    ring(at("08:00", "05-08"))
    assert sent(kinds.MINUTES_WANTED) == []
