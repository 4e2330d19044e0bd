"""The file that puts a meeting into a calendar, and brings it up to date there."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from icalendar import Calendar

from calendars.ical import publication
from meetings.actions import cancel_meeting
from meetings.models import Meeting
from tests import factories
from tests.conftest import NOW, Cast
from tests.notifications.clock import DAY, HOUR, move, then

pytestmark = pytest.mark.django_db


def events(meeting: Meeting) -> list[Any]:
    return list(Calendar.from_ical(publication(meeting)).walk("VEVENT"))


def test_two_days_across_a_clock_change_are_two_entries_of_one_event_at_the_same_wall_time(
    cast: Cast,
) -> None:
    meeting = factories.meeting(cast.oak, on=date(2026, 10, 24), days=2, timezone_name="Europe/Berlin")
    assert [event.decoded("dtstart") for event in events(meeting)] == [
        datetime(2026, 10, 24, 7, tzinfo=UTC),
        datetime(2026, 10, 25, 8, tzinfo=UTC),
    ]
    assert len({event["uid"] for event in events(meeting)}) == 1


def test_it_publishes_and_names_nobody(cast: Cast) -> None:
    """Who is invited is nobody's business: other calendars leaked the addresses of a whole group."""
    file = publication(factories.meeting(cast.oak, title="What we fear", place="Old mill", by=cast.member))
    assert Calendar.from_ical(file)["method"] == "PUBLISH"
    text = file.decode().upper()
    assert not [word for word in ("ATTENDEE", "ORGANIZER", "MAILTO", "EXAMPLE.ORG", "FEAR") if word in text]
    assert "SUMMARY:OAK: MEETING" in text
    assert "LOCATION:OLD MILL" in text


def test_a_change_has_the_same_uid_a_higher_sequence_and_its_own_stamp(cast: Cast) -> None:
    meeting = factories.meeting(cast.oak, at=NOW)
    (before,) = events(meeting)
    with then(NOW + HOUR):
        move(meeting, on=date(2026, 5, 28))
    (after,) = events(Meeting.objects.get())
    assert after["uid"] == before["uid"]
    assert (before["sequence"], after["sequence"]) == (0, 1)
    assert (before.decoded("dtstamp"), after.decoded("dtstamp")) == (NOW, NOW + HOUR)


def test_the_same_meeting_is_the_same_file_whenever_it_is_made(cast: Cast) -> None:
    meeting = factories.meeting(cast.oak)
    first = publication(meeting)
    with then(NOW + DAY):
        assert publication(Meeting.objects.get()) == first


def test_cancelled_it_goes_out_of_the_calendar(cast: Cast) -> None:
    meeting = factories.meeting(cast.oak)
    cancel_meeting(meeting, because="too few", by=cast.facilitator, at=NOW)
    (event,) = events(meeting)
    assert event["status"] == "CANCELLED"
    assert "too few" not in publication(meeting).decode()


def test_a_meeting_without_hours_fills_its_day(cast: Cast) -> None:
    meeting = factories.meeting(cast.oak, on=date(2026, 5, 25), starts=None, ends=None)
    (event,) = events(meeting)
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (date(2026, 5, 25), date(2026, 5, 26))


def test_commas_in_a_place_are_no_commas_of_the_format(cast: Cast) -> None:
    place = "Old mill, 2nd floor; ring twice\\nat the back"
    (event,) = events(factories.meeting(cast.oak, place=place))
    assert event["location"] == place
