"""A meeting of two days keeps the hours on the wall: in its days, its feed, its run and at its door."""

from datetime import timedelta

import time_machine
from django.urls import reverse
from django.utils import timezone

from calendars.actions import make_feed
from meetings import actions
from meetings.halves import halves
from meetings.models import Half, Mark, Meeting
from notifications import kinds
from notifications.occasions.dates import Dates
from room.actions import move_on, start_run
from room.codes import printed_code
from room.screen import screen
from tests import factories
from tests.browsing import page
from tests.calendars.reading import shown
from tests.conftest import Cast, Enter
from tests.zones.two_days import TwoDays, everywhere


def planned(cast: Cast, days: TwoDays, *titles: str) -> Meeting:
    """A meeting of Oak, with items of an hour on both days."""
    meeting = factories.meeting(cast.oak, on=days.on, days=2, timezone_name=days.zone)
    for day in meeting.days.all():
        for title in titles:
            actions.add_item(day, title=title, minutes=60, by=cast.facilitator, at=timezone.now())
    return meeting


@everywhere
def test_both_days_begin_and_end_by_the_wall(cast: Cast, days: TwoDays) -> None:
    meeting = planned(cast, days)
    stored = [(day.starts_at, day.ends_at) for day in meeting.days.all()]
    assert stored == [(days.at(n, "09:00"), days.at(n, "17:00")) for n in (1, 2)]
    assert (meeting.starts_at, meeting.ends_at) == (days.at(1, "09:00"), days.at(2, "17:00"))


@everywhere
def test_both_days_stand_so_in_the_feed_of_the_group(cast: Cast, enter: Enter, days: TwoDays) -> None:
    planned(cast, days)
    address = make_feed(cast.member, cast.oak, by=cast.member, at=timezone.now())
    answer = enter("nobody").get(reverse("calendars:feed", args=[address.token]))
    assert shown(answer.content) == [(days.at(n, "09:00"), days.at(n, "17:00")) for n in (1, 2)]


@everywhere
def test_on_the_morning_of_the_first_day_people_are_reminded_at_eight(cast: Cast, days: TwoDays) -> None:
    meeting = planned(cast, days)
    due = [m.due_at for m in Dates().moments(meeting, "", meeting.zone) if m.kind == kinds.DAY_OF]
    assert due == [days.at(1, "08:00")]


@everywhere
def test_a_run_rests_over_night_and_is_on_time_in_the_morning(cast: Cast, days: TwoDays) -> None:
    meeting = planned(cast, days, "a", "b")
    run = start_run(meeting, by=cast.facilitator, at=days.at(1, "09:00"))
    for hour in ("10:00", "11:00"):
        move_on(run, step=run.step, by=cast.facilitator, at=days.at(1, hour))
        run.refresh_from_db()
    evening = screen(meeting, at=days.at(1, "23:30"))
    assert (evening.rests, evening.today) == (True, days.on)
    move_on(run, step=run.step, by=cast.facilitator, at=days.at(2, "09:00"))
    morning = screen(meeting, at=days.at(2, "09:30"))
    assert morning.now is not None
    assert (morning.now.on, morning.now.due_at) == (days.on + timedelta(days=1), days.at(2, "10:00"))
    assert (morning.today, morning.ends_at) == (morning.now.on, days.at(2, "11:00"))
    assert morning.minutes_late == -6 * 60


@everywhere
def test_the_door_opens_before_each_half_by_the_wall(cast: Cast, enter: Enter, days: TwoDays) -> None:
    meeting = planned(cast, days)
    second = meeting.days.all()[1]
    assert [(part.half, part.opens_at, part.ends_at) for part in halves(second)] == [
        (Half.MORNING, days.at(2, "08:30"), days.at(2, "13:00")),
        (Half.AFTERNOON, days.at(2, "12:30"), days.at(2, "17:00")),
    ]
    door = reverse("room:here", args=[meeting.pk, printed_code(meeting.pk, on=second.on)])
    with time_machine.travel(days.at(2, "08:29")):
        phone = enter("member")
        assert "The door is closed" in page(phone.post(door))
    with time_machine.travel(days.at(2, "09:11")):
        assert "noted that it had begun" in page(phone.post(door))
    with time_machine.travel(days.at(2, "12:31")):
        assert "Good to see you" in page(phone.post(door))
    assert second.attendance.get(member=cast.member).mark == Mark.LATE


@everywhere
def test_a_code_for_the_first_day_is_over_on_the_second(cast: Cast, enter: Enter, days: TwoDays) -> None:
    meeting = planned(cast, days)
    door = reverse("room:here", args=[meeting.pk, printed_code(meeting.pk, on=days.on)])
    with time_machine.travel(days.at(2, "09:00")):
        assert enter("member").post(door).status_code == 410
