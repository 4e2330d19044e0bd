"""The wall time of a series, also in nights in which clocks leave an hour out or have one twice."""

from datetime import UTC, date, time

import pytest

from meetings.walltime import instant
from series.walltime import hours


@pytest.mark.parametrize(
    ("zone", "on", "meant", "held"),
    [
        ("Europe/Berlin", "2026-05-07", "06:30-07:30", "06:30-07:30"),
        ("Europe/Berlin", "2026-03-29", "02:30-04:00", "03:00-04:00"),
        ("Europe/Berlin", "2026-03-29", "02:10-02:50", "03:00-03:40"),  # all of it is skipped
        ("Europe/Berlin", "2026-03-29", "01:30-02:30", "01:30-03:30"),  # its end is
        ("Europe/Berlin", "2026-03-29", "00:30-04:00", "00:30-04:00"),
        ("Europe/Berlin", "2026-10-25", "02:30-03:30", "02:30-03:30"),
        ("America/New_York", "2026-03-08", "02:00-03:30", "03:00-03:30"),
        ("America/New_York", "2026-03-08", "02:30-02:45", "03:00-03:15"),
        ("Australia/Lord_Howe", "2026-10-04", "02:15-03:00", "02:30-03:00"),  # half an hour is left out
        ("Africa/Cairo", "2026-04-24", "00:15-01:15", "01:00-01:15"),  # there is no midnight
        ("Asia/Kathmandu", "2026-03-29", "02:30-03:30", "02:30-03:30"),
    ],
)
def test_an_hour_that_clocks_skip_becomes_the_first_that_exists(
    zone: str, on: str, meant: str, held: str
) -> None:
    starts, ends = map(time.fromisoformat, meant.split("-"))
    found = hours(date.fromisoformat(on), starts, ends, zone)
    assert f"{found.on} {found.starts:%H:%M}-{found.ends:%H:%M}" == f"{on} {held}"


def test_on_a_date_that_was_left_out_people_meet_when_the_next_begins() -> None:
    found = hours(date(2011, 12, 30), time(6, 30), time(7, 30), "Pacific/Apia")
    assert found == (date(2011, 12, 31), time(0), time(1))


def test_of_an_hour_that_comes_twice_the_first_is_meant() -> None:
    found = hours(date(2026, 10, 25), time(2, 30), time(3, 30), "Europe/Berlin")
    assert found.starts
    assert f"{instant(found.on, found.starts, 'Europe/Berlin').astimezone(UTC):%H:%M}" == "00:30"
