"""A series as a repeating event, and its meetings in a feed: the same hours."""

from datetime import date, time, timedelta

import pytest
import recurring_ical_events
from icalendar import Calendar

from calendars.ical import feed
from calendars.models import Alarm
from meetings.actions import Place
from meetings.models import Meeting
from series.actions import Plan, skip_date, start_series
from series.recurrence import Rule
from tests.calendars.reading import shown
from tests.conftest import NOW, Cast
from tests.series.oracle import as_event

pytestmark = pytest.mark.django_db
SUNDAYS = Rule.read("FREQ=WEEKLY;BYDAY=SU;COUNT=9")


@pytest.mark.parametrize(
    ("zone", "first"),
    [
        ("Europe/Berlin", date(2026, 10, 4)),  # through the night in which clocks go back
        ("Europe/Berlin", date(2027, 3, 7)),  # and forward
        ("America/St_Johns", date(2026, 10, 18)),
        ("Asia/Kathmandu", date(2026, 10, 4)),
        ("Pacific/Tongatapu", date(2026, 10, 4)),
    ],
)
def test_the_meetings_in_the_feed_are_those_of_the_rule(cast: Cast, zone: str, first: date) -> None:
    plan = Plan("Breakfast", Place(zone), SUNDAYS, first, time(6, 30), time(7, 30))
    series = start_series(cast.grove, plan, by=cast.member, at=NOW)
    skip_date(series, first + timedelta(days=14), by=cast.member, at=NOW)
    meetings = Meeting.objects.with_reply_of(cast.member).select_related("group").prefetch_related("days")
    by_rule = Calendar()
    for event in as_event(series):
        by_rule.add_component(event)
    expanded = recurring_ical_events.of(by_rule).between(first, first + timedelta(days=90))
    instants = sorted((event["dtstart"].dt, event.end) for event in expanded)
    assert len(instants) == 8
    assert shown(feed("Grove", meetings, Alarm.NONE)) == instants
