"""The hours of a meeting's days, of which the files tell only the first start and the last end."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.planning.hours import Span, hours_of
from meetings.actions import Hours

FIRST = date(2026, 5, 4)


@pytest.mark.parametrize(
    ("starts", "ends", "expected"),
    [
        ("08:00", "15:30", ["08:00-17:30", "08:00-17:30", "08:00-15:30"]),
        ("18:00", "21:00", ["18:00-21:00", "18:00-21:00", "18:00-21:00"]),
        ("13:00", "12:00", ["13:00-17:30", "13:00-17:30", "08:00-12:00"]),
        ("22:00", "01:00", ["22:00-23:59", "22:00-23:59", "00:00-01:00"]),
    ],
    ids=["by day", "by evening", "from noon to noon", "through the night"],
)
def test_each_day_has_the_usual_hours_that_fit(starts: str, ends: str, expected: list[str]) -> None:
    span = Span(FIRST, FIRST + timedelta(days=2), time.fromisoformat(starts), time.fromisoformat(ends))

    assert [f"{day.starts:%H:%M}-{day.ends:%H:%M}" for day in hours_of(span)] == expected


def test_days_without_times_have_none() -> None:
    assert hours_of(Span(FIRST, FIRST + timedelta(days=1))) == [
        Hours(FIRST, None, None),
        Hours(FIRST + timedelta(days=1), None, None),
    ]


minutes = st.builds(time, st.integers(0, 23), st.integers(0, 59))


@given(minutes, minutes.filter(lambda ends: ends > time(0, 0)), st.integers(1, 6))
def test_no_day_of_several_ends_before_it_begins_and_the_ends_are_as_told(
    starts: time, ends: time, nights: int
) -> None:
    days = hours_of(Span(FIRST, FIRST + timedelta(days=nights), starts, ends))

    assert [day.on for day in days] == [FIRST + timedelta(days=n) for n in range(nights + 1)]
    assert all(day.starts and day.ends and day.starts < day.ends for day in days)
    assert (days[0].starts, days[-1].ends) == (starts, ends)
