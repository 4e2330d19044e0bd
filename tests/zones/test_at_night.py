"""People who sit through the night in which clocks change: an hour more or less is an hour of their time."""

from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from meetings import actions
from meetings.halves import halves
from meetings.models import Half, Meeting
from meetings.timetable import timetables
from room.actions import move_on, start_run
from room.screen import screen
from tests import factories
from tests.browsing import page
from tests.conftest import Cast, Enter

HOUR = timedelta(hours=1)


class Night(NamedTuple):
    """Midnight at the venue as an instant, how long it is until eight, and what the wall shows in between."""

    zone: str
    on: date
    midnight: str
    hours: int
    second: str  # two hours after midnight
    third: str  # and three

    @property
    def began_at(self) -> datetime:
        return datetime.fromisoformat(self.midnight).replace(tzinfo=UTC)


NIGHTS = [
    Night("Europe/Berlin", date(2026, 10, 25), "2026-10-24T22:00", 9, "02:00", "02:00"),
    Night("Europe/Berlin", date(2027, 3, 28), "2027-03-27T23:00", 7, "03:00", "04:00"),
    Night("America/New_York", date(2026, 11, 1), "2026-11-01T04:00", 9, "01:00", "02:00"),
    Night("America/New_York", date(2027, 3, 14), "2027-03-14T05:00", 7, "03:00", "04:00"),
]
every_night = pytest.mark.parametrize("night", NIGHTS, ids=lambda night: f"{night.zone} {night.on}")


@pytest.fixture
def meeting(cast: Cast, night: Night) -> Meeting:
    """From midnight to eight by the wall: two hours of a, an hour of b, an hour of c."""
    sitting = factories.meeting(cast.oak, on=night.on, starts=time(0), ends=time(8), timezone_name=night.zone)
    for title, minutes in (("a", 120), ("b", 60), ("c", 60)):
        fields = {"title": title, "minutes": minutes}
        actions.add_item(sitting.days.get(), **fields, by=cast.facilitator, at=timezone.now())
    return sitting


@every_night
def test_the_agenda_says_what_the_wall_will_show(meeting: Meeting, night: Night) -> None:
    (table,) = timetables(meeting)
    assert [f"{slot.starts:%H:%M}" for slot in table.slots] == ["00:00", night.second, night.third]
    assert table.left == night.hours * 60 - 240
    assert (meeting.starts_at, meeting.ends_at) == (night.began_at, night.began_at + night.hours * HOUR)


@every_night
def test_in_the_room_an_hour_lasts_an_hour(cast: Cast, enter: Enter, meeting: Meeting, night: Night) -> None:
    run = start_run(meeting, by=cast.facilitator, at=night.began_at)
    room = reverse("room:room", args=[meeting.pk])
    with time_machine.travel(night.began_at):
        assert f"Until {night.second}" in page(enter("member").get(room))
    later = night.began_at + 2 * HOUR
    move_on(run, step=run.step, by=cast.facilitator, at=later)
    shown = screen(meeting, at=later)
    assert (shown.seconds_left, shown.minutes_late) == (3600, 240 - night.hours * 60)
    with time_machine.travel(later):
        assert f"Until {night.third}" in page(enter("member").get(room))


@every_night
def test_the_halves_of_the_night_are_equally_long(meeting: Meeting, night: Night) -> None:
    middle, end = (night.began_at + night.hours * part for part in (HOUR / 2, HOUR))
    assert [tuple(part) for part in halves(meeting.days.get())] == [
        (Half.MORNING, night.began_at, middle),
        (Half.AFTERNOON, middle, end),
    ]
