"""Random rules in random zones, near nights in which clocks change: three ways to expand them agree."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice

import pytest
import recurring_ical_events
import time_machine
from dateutil import rrule
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from meetings.actions import Hours, change_meeting
from meetings.models import Meeting
from members.models import Member
from peergroups.models import Group
from series import actions
from series.models import Series
from series.recurrence import WEEKDAYS, Rule
from series.walltime import hours
from tests.conftest import Cast
from tests.series.oracle import as_event
from tests.series.plans import plan, series

CLOCKS_CHANGE = {
    "America/New_York": ["2026-03-08", "2026-11-01"],
    "Europe/Berlin": ["2026-03-29", "2026-10-25"],
    "America/St_Johns": ["2026-03-08", "2026-11-01"],  # −03:30
    "Africa/Cairo": ["2026-04-24", "2026-10-29"],  # at midnight
    "Australia/Lord_Howe": ["2026-04-05", "2026-10-04"],  # by half an hour
    "Pacific/Apia": ["2026-04-05"],  # +13:00, and a day that once was left out
    "Pacific/Tongatapu": ["2026-10-04"],  # +13:00
    "Asia/Kolkata": ["2026-03-29"],  # +05:30
    "Asia/Kathmandu": ["2026-10-25"],  # +05:45
}
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Case:
    """A series as somebody might agree on it."""

    rule: Rule
    timezone: str
    first: date
    starts: time
    ends: time

    @property
    def plan(self) -> actions.Plan:
        return plan(
            str(self.rule), on=self.first, starts=self.starts, ends=self.ends, timezone_name=self.timezone
        )


@st.composite
def rules(draw: st.DrawFn, most: int = 40) -> Rule:
    is_monthly = draw(st.booleans())
    by_date = is_monthly and draw(st.booleans())
    is_counted = is_monthly and draw(st.booleans())
    positions = ["1", "2", "3", "4", "5", "-1", "-2"] if is_counted else [""]
    weekday = st.builds(
        lambda position, day: position + day, st.sampled_from(positions), st.sampled_from(WEEKDAYS)
    )
    return Rule(
        is_monthly=is_monthly,
        interval=draw(st.integers(1, 4)),
        weekdays=() if by_date else tuple(draw(st.lists(weekday, max_size=3, unique=True))),
        month_days=tuple(draw(st.lists(st.integers(1, 31) | st.just(-1), max_size=2))) if by_date else (),
        count=draw(st.integers(1, most)),
        week_starts=draw(st.sampled_from(["MO", "SU"])),
    )


@st.composite
def cases(draw: st.DrawFn, most: int = 40) -> Case:
    zone = draw(st.sampled_from(list(CLOCKS_CHANGE)))
    night = date.fromisoformat(draw(st.sampled_from(CLOCKS_CHANGE[zone])))
    starts = time(draw(st.integers(0, 5) | st.just(18)), draw(st.sampled_from([0, 15, 30, 59])))
    length = timedelta(minutes=draw(st.sampled_from([15, 45, 60, 180])))
    ends = (datetime.combine(night, starts, tzinfo=UTC) + length).time()
    first = night - timedelta(days=draw(st.integers(0, 20)))
    return Case(draw(rules(most)), zone, first, starts, ends)


@settings(deadline=None)
@given(cases(), st.integers(0, 400))
def test_the_dates_are_those_of_dateutil_on_the_naive_clock(case: Case, days: int) -> None:
    until = case.first + days * DAY
    by_us = [
        datetime.combine(on, case.starts) for on in Rule.read(str(case.rule)).dates(case.first) if on <= until
    ]
    by_dateutil = rrule.rrule(
        rrule.MONTHLY if case.rule.is_monthly else rrule.WEEKLY,
        dtstart=datetime.combine(case.first, case.starts),
        interval=case.rule.interval,
        wkst=getattr(rrule, case.rule.week_starts),
        byweekday=[_weekday(day) for day in case.rule.weekdays] or None,
        bymonthday=case.rule.month_days or None,
        count=case.rule.count,
    )
    last = datetime.combine(until, time.max)
    assert by_us == [moment for moment in by_dateutil if moment <= last]


@settings(deadline=None, max_examples=50)
@given(cases())
def test_an_until_cuts_as_dateutil_does(case: Case) -> None:
    dates = list(islice(case.rule.dates(case.first), 5))
    for last in dates:
        cut = case.rule.until_at_most(last)
        assert list(Rule.read(str(cut)).dates(case.first))[:5] == dates[: dates.index(last) + 1]


@settings(deadline=None, max_examples=50)
@given(cases())
def test_the_hours_of_every_date_exist_and_stay_where_they_can(case: Case) -> None:
    for on in islice(case.rule.dates(case.first), 12):
        held = hours(on, case.starts, case.ends, case.timezone)
        assert held.starts
        assert held.ends
        assert held.starts < held.ends
        if held != Hours(on, case.starts, case.ends):
            assert f"{on}" in CLOCKS_CHANGE[case.timezone]


@pytest.mark.django_db
@settings(max_examples=20, suppress_health_check=list(HealthCheck), deadline=None)
@given(case=cases(most=6), data=st.data())
def test_calendars_show_the_meetings_as_they_are(cast: Cast, case: Case, data: st.DataObject) -> None:
    """The rule, skipped dates, a meeting moved by itself, and a split: everywhere the same instants."""
    with _rolled_back(), time_machine.travel(datetime.combine(case.first - 3 * DAY, time(), tzinfo=UTC)):
        if next(case.rule.dates(case.first), None) is None:
            return
        started = series(cast.grove, case.plan, by=cast.member)
        assert shown(cast.grove) == held(cast.grove) != []
        _disturb(started, case, data, by=cast.member)
        assert shown(cast.grove) == held(cast.grove)


def held(group: Group) -> list[tuple[datetime, datetime]]:
    standing = Meeting.objects.standing().filter(group=group)
    return list(standing.order_by("starts_at").values_list("starts_at", "ends_at"))


def shown(group: Group) -> list[tuple[datetime, datetime]]:
    """Return when a calendar program shows events that has read the series as a file."""
    calendar = Calendar()
    for each in Series.objects.filter(group=group).select_related("group"):
        for event in as_event(each):
            calendar.add_component(event)
    calendar.add_missing_timezones()
    read = Calendar.from_ical(calendar.to_ical())
    events = recurring_ical_events.of(read).between(date(2026, 1, 1), date(2030, 1, 1))
    return sorted((event.start.astimezone(UTC), event.end.astimezone(UTC)) for event in events)


@contextmanager
def _rolled_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _disturb(started: Series, case: Case, data: st.DataObject, *, by: Member) -> None:
    at = datetime.now(UTC)
    dates = list(started.occurrences.values_list("on", flat=True))
    moved, skipped, since = (data.draw(st.sampled_from(dates)) for _ in range(3))
    meeting = started.occurrences.get(on=moved).meeting
    other = Hours(moved + DAY, time(12), time(13))
    words = {"title": "Lunch", "reply_by_on": None, "where": started.where}
    change_meeting(meeting, sequence=0, days=[other], by=by, at=at, **words)  # type: ignore[arg-type]
    actions.skip_date(started, skipped, by=by, at=at)
    if data.draw(st.booleans()):
        later = case.plan._replace(
            starts_on=since + data.draw(st.integers(0, 2)) * DAY,
            starts=time(5),
            ends=time(6, 30),
            rule=data.draw(rules(most=6)),
        )
        if next(later.rule.dates(later.starts_on), None):
            actions.change_series(started, later, since=since, sequence=0, by=by, at=at)


def _weekday(day: str) -> rrule.weekday:
    found: rrule.weekday = getattr(rrule, day[-2:])
    return found(int(day[:-2])) if day[:-2] else found
