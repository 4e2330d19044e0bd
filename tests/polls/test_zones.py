"""One date, several clocks: the poll keeps its own, and each reader sees theirs beside it."""

from datetime import date, time

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from meetings.actions import Hours
from members.timezones import zone
from polls import panels
from polls.actions import pick_option
from polls.models import Poll
from polls.wording import when
from tests.browsing import page
from tests.conftest import NOW, TODAY, Cast, Enter
from tests.polls.asking import ask, option


def offer(cast: Cast, zone_name: str, *hours: Hours) -> Poll:
    return ask(cast.oak, *hours, by=cast.facilitator, zone=zone_name)


@pytest.mark.parametrize(
    ("zone_name", "hour", "reader", "yours"),
    [
        ("America/Chicago", 9, "America/Chicago", ""),
        ("America/Chicago", 9, "America/Winnipeg", ""),  # another name, the same clock
        ("America/Chicago", 9, "Asia/Kolkata", "19:30–20:30 your time"),
        ("America/Chicago", 14, "Asia/Kathmandu", "Wed 13 May, 00:45–01:45 your time"),
        ("America/Chicago", 20, "Pacific/Tongatapu", "Wed 13 May, 14:00–15:00 your time"),
        ("Asia/Kathmandu", 7, "America/St_Johns", "Mon 11 May, 22:45–23:45 your time"),
        ("Pacific/Tongatapu", 9, "America/Chicago", "Mon 11 May, 15:00–16:00 your time"),
    ],
)
def test_a_reader_sees_their_own_clock_and_date_where_it_differs(
    cast: Cast, zone_name: str, hour: int, reader: str, yours: str
) -> None:
    poll = offer(cast, zone_name, Hours(date(2026, 5, 12), time(hour), time(hour + 1)))
    said = when(option(poll), zone(reader))
    assert (said.date, said.hours) == ("Tue 12 May 2026", f"{hour:02}:00–{hour + 1:02}:00")
    assert said.yours == yours


@pytest.mark.parametrize("reader", ["Pacific/Tongatapu", "America/St_Johns", "UTC"])
def test_a_whole_day_is_the_same_date_for_everybody(cast: Cast, reader: str) -> None:
    poll = offer(cast, "America/Chicago", Hours(date(2026, 5, 12)))
    assert tuple(when(option(poll), zone(reader))) == ("Tue 12 May 2026", "", "")


@pytest.mark.parametrize(
    ("zone_name", "before", "after"),
    [
        ("America/Chicago", date(2026, 10, 31), date(2026, 11, 7)),
        ("Europe/Berlin", date(2027, 3, 27), date(2027, 4, 3)),
    ],
)
def test_the_hour_stays_across_a_change_of_the_clocks_and_the_instant_moves(
    cast: Cast, zone_name: str, before: date, after: date
) -> None:
    poll = offer(cast, zone_name, *(Hours(on, time(9), time(10)) for on in (before, after)))
    first, second = option(poll), option(poll, 2)
    assert when(first, poll.zone).hours == when(second, poll.zone).hours == "09:00–10:00"
    assert abs((second.starts_at - first.starts_at).total_seconds() - 7 * 86400) == 3600


@pytest.mark.parametrize(
    ("zone_name", "on", "wall"),
    [
        ("America/Chicago", date(2027, 3, 14), time(2, 30)),
        ("Europe/Berlin", date(2027, 3, 28), time(2, 0)),
        ("America/St_Johns", date(2027, 3, 14), time(2, 59)),
    ],
)
def test_a_time_that_clocks_go_over_is_not_offered_by_anybody(
    cast: Cast, zone_name: str, on: date, wall: time
) -> None:
    with pytest.raises(ValidationError, match="clocks go forward over it"):
        offer(cast, zone_name, Hours(on, wall, time(5)))


def test_of_an_hour_that_comes_twice_the_first_is_meant(cast: Cast) -> None:
    poll = offer(cast, "America/Chicago", Hours(date(2026, 11, 1), time(1, 30), time(4)))
    assert f"{option(poll).starts_at:%H:%M}" == "06:30"


def test_the_meeting_begins_at_the_instant_that_the_poll_showed(cast: Cast) -> None:
    poll = offer(cast, "Asia/Kathmandu", Hours(date(2026, 5, 12), time(9), time(10)))
    meeting = pick_option(option(poll), by=cast.facilitator, at=timezone.now())
    assert (meeting.starts_at, meeting.ends_at) == (option(poll).starts_at, option(poll).ends_at)


def test_the_page_names_for_whom_it_would_be_night(cast: Cast, enter: Enter) -> None:
    cast.partner.timezone = "Pacific/Tongatapu"  # nine in Chicago is three at night there
    cast.newcomer.timezone = "America/Chicago"
    for person in (cast.partner, cast.newcomer):
        person.save()
    poll = offer(
        cast, "America/Chicago", *(Hours(date(2026, 5, 12), time(h), time(h + 1)) for h in (5, 9, 15))
    )
    rows = panels.grid(poll, cast.member, on=TODAY, at=NOW).rows
    assert [row.at_night for row in rows] == [["Paul Okoye"], ["Paul Okoye"], []]
    assert page(enter("member").get(poll.get_absolute_url())).count("At night for Paul Okoye") == 2
