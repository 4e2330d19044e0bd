"""Who was missed waits for a call, as long as they were missed."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from closing import actions, panels
from closing.models import CareCall, Minute, Pulse
from meetings.actions import record_attendance
from meetings.models import Mark, Meeting
from members.models import Member
from tests import factories
from tests.conftest import TODAY, Cast, Enter
from tests.refusing import refuses


@pytest.fixture
def farah(enter: Enter) -> Client:
    return enter("facilitator")


def waiting(cast: Cast) -> list[Member]:
    return [missed.member for missed in panels.to_call([cast.oak], on=TODAY, at=timezone.now())]


def close(meeting: Meeting, cast: Cast) -> None:
    actions.close_meeting(meeting, by=cast.facilitator, at=timezone.now())


def test_who_was_missed_waits_for_a_call_once_the_meeting_is_closed(meeting: Meeting, cast: Cast) -> None:
    assert waiting(cast) == []
    close(meeting, cast)
    assert waiting(cast) == [cast.partner]


def test_a_corrected_mark_takes_the_call_away(meeting: Meeting, cast: Cast) -> None:
    close(meeting, cast)
    record_attendance(meeting.days.get(), {cast.partner: Mark.LATE}, by=cast.facilitator, at=timezone.now())
    assert waiting(cast) == []


def test_a_call_is_logged_once_and_can_be_taken_back(farah: Client, meeting: Meeting, cast: Cast) -> None:
    close(meeting, cast)
    call = reverse("closing:call", args=[meeting.pk, cast.partner.key])
    for _ in range(2):
        farah.post(call)
    assert (CareCall.objects.get().called_by, waiting(cast)) == (cast.facilitator, [])
    farah.post(call, {"undo": "yes"})
    assert waiting(cast) == [cast.partner]


def test_nobody_is_called_who_was_there_on_leave_or_is_gone(
    farah: Client, meeting: Meeting, cast: Cast
) -> None:
    close(meeting, cast)
    there = reverse("closing:call", args=[meeting.pk, cast.member.key])
    assert farah.post(there).status_code == 404
    factories.leave(cast.seat(cast.partner), starts_on=TODAY - timedelta(days=5))
    assert waiting(cast) == []


def test_of_a_meeting_without_attendance_nobody_knows(cast: Cast) -> None:
    close(factories.meeting(cast.oak, on=TODAY - timedelta(days=2)), cast)
    assert waiting(cast) == []


def test_after_two_months_a_call_is_no_longer_about_the_meeting(meeting: Meeting, cast: Cast) -> None:
    close(meeting, cast)
    later = timezone.now() + timedelta(weeks=9)
    assert panels.to_call([cast.oak], on=TODAY, at=later) == []


def test_the_desk_reads_all_groups_in_three_queries(
    meeting: Meeting, cast: Cast, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    close(meeting, cast)
    with django_assert_num_queries(3):  # type: ignore[operator]  # a fixture of pytest-django
        assert len(panels.to_call([cast.oak, cast.elm, cast.grove], on=TODAY, at=timezone.now())) == 1


def test_postgresql_refuses_what_cannot_be(meeting: Meeting, cast: Cast) -> None:
    at = timezone.now()

    def pulse(worth: int) -> Pulse:
        return Pulse(meeting=meeting, member=cast.member, worth=worth, openness=3, answered_at=at)

    assert refuses("a_pulse_is_from_one_to_five", pulse(0))
    pulse(3).save()
    assert refuses("one_pulse_each", pulse(4))
    Minute.objects.create(meeting=meeting, text="One", written_at=at)
    assert refuses("one_note_on_a_meeting_as_a_whole", Minute(meeting=meeting, text="Two", written_at=at))
    CareCall.objects.create(meeting=meeting, member=cast.partner, called_at=at)
    again = CareCall(meeting=meeting, member=cast.partner, called_at=at)
    assert refuses("one_care_call_for_each_absence", again)
