"""From the venue's clock to the instant, on days when clocks do odd things."""

from datetime import UTC, date, datetime, time

import pytest
from django.core.exceptions import ValidationError

from meetings.walltime import end_of_day, instant, start_of_day


@pytest.mark.parametrize(
    ("zone", "wall", "utc"),
    [
        ("UTC", "2026-05-25T09:00", "2026-05-25T09:00"),
        ("America/Denver", "2026-01-15T08:00", "2026-01-15T15:00"),
        ("America/Denver", "2026-07-15T08:00", "2026-07-15T14:00"),
        ("Asia/Kathmandu", "2026-05-25T09:00", "2026-05-25T03:15"),
        ("America/St_Johns", "2026-01-15T23:00", "2026-01-16T02:30"),
        ("Pacific/Tongatapu", "2026-05-25T09:00", "2026-05-24T20:00"),
        ("Australia/Lord_Howe", "2026-01-15T09:00", "2026-01-14T22:00"),
    ],
)
def test_wall_time_follows_the_offset_of_the_zone_that_day(zone: str, wall: str, utc: str) -> None:
    local = datetime.fromisoformat(wall)
    assert instant(local.date(), local.time(), zone) == datetime.fromisoformat(utc).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "wall", "utc"),
    [
        ("Europe/Berlin", "2026-10-25T02:30", "2026-10-25T00:30"),
        ("America/Denver", "2026-11-01T01:30", "2026-11-01T07:30"),
        ("Australia/Lord_Howe", "2026-04-05T01:45", "2026-04-04T14:45"),
    ],
)
def test_of_a_time_that_comes_twice_the_first_is_meant(zone: str, wall: str, utc: str) -> None:
    local = datetime.fromisoformat(wall)
    assert instant(local.date(), local.time(), zone) == datetime.fromisoformat(utc).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "wall"),
    [
        ("Europe/Berlin", "2026-03-29T02:30"),
        ("America/Denver", "2026-03-08T02:00"),
        ("Australia/Lord_Howe", "2026-10-04T02:15"),  # clocks go forward by half an hour there
        ("Africa/Cairo", "2026-04-24T00:00"),
        ("Pacific/Apia", "2011-12-30T12:00"),  # a day that was left out
    ],
)
def test_a_time_over_which_clocks_go_forward_is_refused(zone: str, wall: str) -> None:
    local = datetime.fromisoformat(wall)
    with pytest.raises(ValidationError, match=f"There is no {local:%H:%M} on .* in {zone}"):
        instant(local.date(), local.time(), zone)


def test_the_edges_of_a_gap_exist() -> None:
    gap = date(2026, 3, 29)
    before, after = instant(gap, time(1, 59), "Europe/Berlin"), instant(gap, time(3, 0), "Europe/Berlin")
    assert (after - before).total_seconds() == 60


@pytest.mark.parametrize(
    ("zone", "on", "starts", "hours"),
    [
        ("UTC", "2026-05-25", "2026-05-25T00:00", 24),
        ("Asia/Kathmandu", "2026-05-25", "2026-05-24T18:15", 24),
        ("Europe/Berlin", "2026-03-29", "2026-03-28T23:00", 23),
        ("Europe/Berlin", "2026-10-25", "2026-10-24T22:00", 25),
        ("America/Havana", "2026-03-08", "2026-03-08T05:00", 23),  # begins at one o'clock
        ("America/Havana", "2026-11-01", "2026-11-01T04:00", 25),  # has two midnights
        ("Africa/Cairo", "2026-04-24", "2026-04-23T22:00", 23),
        ("Africa/Cairo", "2026-10-29", "2026-10-28T21:00", 25),
        ("Pacific/Apia", "2011-12-30", "2011-12-30T10:00", 0),
    ],
)
def test_a_day_lasts_from_its_first_instant_to_that_of_the_next(
    zone: str, on: str, starts: str, hours: int
) -> None:
    day = date.fromisoformat(on)
    first = start_of_day(day, zone)
    assert first == datetime.fromisoformat(starts).replace(tzinfo=UTC)
    assert (end_of_day(day, zone) - first).total_seconds() == hours * 3600
