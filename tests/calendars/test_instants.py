"""Whatever the zone and the night, a calendar shows a meeting at the instants that the database has."""

from collections.abc import Callable
from datetime import date, time, timedelta
from itertools import count

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, assume, example, given
from hypothesis import settings as how_often
from hypothesis import strategies as st
from icalendar import Calendar

from calendars.ical import CONTROLS, feed, invitation, publication
from calendars.models import Alarm
from meetings.actions import Hours, Place, schedule_meeting
from meetings.models import Meeting
from members.models import Member
from peergroups.models import Group
from tests.calendars.reading import shown
from tests.conftest import NOW, Cast

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)

ZONES = [
    "Asia/Kolkata",  # +05:30
    "Asia/Kathmandu",  # +05:45
    "America/St_Johns",  # -03:30
    "Pacific/Tongatapu",  # +13:00
    "Pacific/Apia",  # +13:00, the other side of the date line
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",  # half an hour of summer time
    "UTC",
]
NIGHTS = [date(2026, 3, 28), date(2026, 10, 24), date(2026, 3, 7), date(2026, 10, 31), date(2026, 4, 4)]
"""The days before clocks change, in one zone or another."""

HOURS = st.tuples(st.times(), st.times()).filter(lambda hours: hours[0] < hours[1])
OF_A_DAY = st.tuples(st.integers(0, 6), HOURS)
DATES = st.sampled_from(NIGHTS) | st.dates(date(2000, 1, 1), date(2090, 1, 1))
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=60)
NIGHT_AND_MORNING = [(0, (time(20), time(23))), (1, (time(1), time(9)))]

ONCE_MORE = count()
ANYTHING = how_often(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def stored(group: Group, zone: str, days: list[Hours], title: str = "", place: str = "") -> Meeting:
    """Schedule a meeting and read it back with all that a file asks for."""
    try:
        made = schedule_meeting(
            group, title=f"{title}{next(ONCE_MORE)}", days=days, where=Place(zone, place), by=None, at=NOW
        )
    except ValidationError:  # clocks go forward over that hour
        assume(condition=False)
        raise
    return (
        Meeting.objects.select_related("group")
        .prefetch_related("days")
        .with_reply_of(Member(pk=1))
        .get(pk=made.pk)
    )


FILES: list[Callable[[Meeting], bytes]] = [
    publication,
    lambda meeting: feed("Oak", [meeting], Alarm.A_DAY),
    lambda meeting: invitation(
        meeting, Member(email="m@example.org", name="M"), None, reply_to="r@example.org"
    ),
]


@ANYTHING
@given(
    first=DATES,
    zone=st.sampled_from(ZONES),
    days=st.lists(OF_A_DAY, min_size=1, unique_by=lambda day: day[0]),
)
@example(first=date(2026, 3, 28), zone="Europe/Berlin", days=NIGHT_AND_MORNING)
@example(first=date(2026, 10, 24), zone="Europe/Berlin", days=NIGHT_AND_MORNING)
@example(first=date(2026, 10, 31), zone="America/St_Johns", days=NIGHT_AND_MORNING)
def test_every_file_shows_the_hours_of_every_day(
    cast: Cast, first: date, zone: str, days: list[tuple[int, tuple[time, time]]]
) -> None:
    hours = [
        Hours(first + n * DAY, starts.replace(microsecond=0), ends.replace(microsecond=0))
        for n, (starts, ends) in days
    ]
    assume(all(day.starts < day.ends for day in hours if day.starts and day.ends))
    meeting = stored(cast.oak, zone, hours)
    instants = sorted((day.starts_at, day.ends_at) for day in meeting.days.all())
    for write in FILES:
        file = write(meeting)
        assert shown(file) == instants
        assert Calendar.from_ical(file).to_ical() == file


@ANYTHING
@given(first=DATES, zone=st.sampled_from(ZONES), days=st.sets(st.integers(0, 6), min_size=1))
def test_days_without_hours_are_dates_for_viewers_east_and_west(
    cast: Cast, first: date, zone: str, days: set[int]
) -> None:
    on = [first + n * DAY for n in sorted(days)]
    meeting = stored(cast.oak, zone, [Hours(day) for day in on])
    for write in FILES:
        file = write(meeting)
        assert shown(file) == [(day, day + DAY) for day in on]
        assert Calendar.from_ical(file).to_ical() == file


@ANYTHING
@given(title=TEXT, place=TEXT, group=TEXT)
@example(title="a\r\nb", place="c\rd", group=" ")
@example(title="\x0b\x0c\x1c\x85\u2028", place='";:,\\n', group="BEGIN:VEVENT\r\nATTENDEE:mailto:x@y")
@example(title="0", place="0", group="\\")
def test_what_people_type_stays_text(cast: Cast, title: str, place: str, group: str) -> None:
    cast.oak.name = group
    cast.oak.save()
    meeting = stored(cast.oak, "UTC", [Hours(date(2026, 6, 1), time(9), time(10))], title=title, place=place)
    for write in FILES:
        file = write(meeting)
        calendar = Calendar.from_ical(file)
        assert calendar.to_ical() == file
        (event,) = calendar.walk("VEVENT")
        assert same(str(event["location"]), place)
        assert len(calendar.walk()) - len(calendar.walk("VALARM")) == 2


def same(read: str, typed: str) -> bool:
    """Whether it is what was typed, but for what is no letter."""
    return CONTROLS.sub(" ", typed) == read
