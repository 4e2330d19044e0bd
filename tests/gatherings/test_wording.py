"""Days and hours of a week in words, at the venue and at home."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from gatherings.wording import city, without_year, your_time


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 7, 8), date(2026, 7, 8), "Wed 8 July"),
        (date(2026, 7, 6), date(2026, 7, 7), "Mon 6 – Tue 7 July"),
        (date(2026, 6, 29), date(2026, 7, 1), "Mon 29 June – Wed 1 July"),
        (date(2026, 12, 31), date(2027, 1, 1), "Thu 31 December – Fri 1 January"),
    ],
)
def test_days_on_a_page_of_the_year_leave_the_year_out(first: date, last: date, words: str) -> None:
    assert without_year(first, last) == words


def at(on: date, zone: str) -> datetime:
    """Half past eight in the morning at the venue."""
    return datetime.combine(on, time(8, 30), tzinfo=ZoneInfo(zone))


@pytest.mark.parametrize(
    ("zone", "reader", "words"),
    [
        ("America/Denver", "America/Denver", ""),
        ("America/Denver", "America/Edmonton", ""),  # another name for the same clock
        ("America/Denver", "Europe/Berlin", "16:30 your time"),
        ("America/Denver", "Asia/Kolkata", "20:00 your time"),
        ("America/Denver", "Asia/Kathmandu", "20:15 your time"),
        ("America/Denver", "America/St_Johns", "12:00 your time"),
        ("Pacific/Auckland", "America/Denver", "Tue 14:30 your time"),
        ("America/Denver", "Pacific/Tongatapu", "Thu 03:30 your time"),
    ],
)
def test_the_readers_clock_is_named_where_it_shows_something_else(zone: str, reader: str, words: str) -> None:
    assert your_time(at(date(2026, 7, 8), zone), zone, ZoneInfo(reader)) == words


@pytest.mark.parametrize(
    ("on", "words"), [(date(2026, 10, 24), "14:30 your time"), (date(2026, 10, 26), "13:30 your time")]
)
def test_the_nights_on_which_clocks_change_are_known(on: date, words: str) -> None:
    assert your_time(at(on, "America/New_York"), "America/New_York", ZoneInfo("Europe/Berlin")) == words


def test_a_zone_is_named_by_its_city() -> None:
    assert city("America/St_Johns") == "St Johns"
