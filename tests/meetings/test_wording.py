"""When a meeting is, in words."""

from datetime import date, time
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from meetings.actions import Hours, lay_out
from meetings.models import Meeting
from meetings.wording import date_span, day_hours, when

DENVER = ZoneInfo("America/Denver")
MAY = date(2026, 5, 25)


def meeting(*days: Hours, zone: str = "America/Denver") -> Meeting:
    unsaved = Meeting(timezone=zone)
    lay_out(unsaved, days)
    return unsaved


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 5, 4), date(2026, 5, 4), "Mon 4 May 2026"),
        (date(2026, 5, 4), date(2026, 5, 5), "Mon 4 – Tue 5 May 2026"),
        (date(2026, 4, 30), date(2026, 5, 1), "Thu 30 April – Fri 1 May 2026"),
        (date(2026, 12, 31), date(2027, 1, 1), "Thu 31 December 2026 – Fri 1 January 2027"),
    ],
)
def test_month_and_year_are_named_once(first: date, last: date, words: str) -> None:
    assert date_span(first, last) == words


def test_a_reader_at_the_venue_is_told_the_hours_once() -> None:
    said = when(meeting(Hours(MAY, time(8), time(17, 30))), DENVER)
    assert (str(said), said.zone, said.yours) == ("Mon 25 May 2026, 08:00–17:30", "Denver time", "")


@pytest.mark.parametrize(
    ("reader", "yours"),
    [
        ("Europe/Berlin", "16:00 your time"),
        ("America/Boise", ""),  # another zone, the same clock
        ("America/Phoenix", "07:00 your time"),
        ("Asia/Kathmandu", "19:45 your time"),
        ("Pacific/Auckland", "Tue 02:00 your time"),
    ],
)
def test_a_reader_elsewhere_is_told_when_it_begins_by_their_own_clock(reader: str, yours: str) -> None:
    assert when(meeting(Hours(MAY, time(8), time(9))), ZoneInfo(reader)).yours == yours


def test_the_reader_is_whoever_is_logged_in() -> None:
    with timezone.override("Europe/Berlin"):
        assert when(meeting(Hours(MAY, time(8), time(9)))).yours == "16:00 your time"


def test_of_several_days_the_first_hour_is_said() -> None:
    days = [Hours(date(2026, 5, day), time(8), time(17)) for day in (25, 26)]
    assert str(when(meeting(*days), DENVER)) == "Mon 25 – Tue 26 May 2026, from 08:00"


def test_where_only_the_date_is_known_no_hour_is_said() -> None:
    for days in ([Hours(MAY)], [Hours(MAY), Hours(date(2026, 5, 26))]):
        said = when(meeting(*days), ZoneInfo("Europe/Berlin"))
        assert (said.hours, said.zone, said.yours) == ("", "", "")


def test_a_meeting_may_begin_at_midnight() -> None:
    assert str(when(meeting(Hours(MAY, time(0), time(8))), DENVER)) == "Mon 25 May 2026, 00:00–08:00"


def test_a_city_of_two_words_is_named_as_people_write_it() -> None:
    said = when(meeting(Hours(MAY, time(8), time(9)), zone="America/Argentina/Buenos_Aires"))
    assert said.zone == "Buenos Aires time"


def test_a_day_says_its_hours_where_it_has_some() -> None:
    known, unknown = lay_out(Meeting(timezone="UTC"), [Hours(MAY, time(8), time(9, 5)), Hours(MAY)])
    assert (day_hours(known), day_hours(unknown)) == ("08:00–09:05", "")
