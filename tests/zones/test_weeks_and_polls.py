"""Asked and planned for everybody: a poll over two days, and the week in which a wave meets on them."""

from datetime import time, timedelta

import pytest
from django.utils import timezone

from gatherings.actions import SignupClosed, make_meetings, place_groups, sign_up
from gatherings.models import Gathering
from meetings.actions import Hours
from polls.actions import pick_option
from tests.conftest import Cast
from tests.gatherings.weeks import planned, programme, rounds, seated, week
from tests.polls.asking import ask, option
from tests.zones.two_days import TwoDays, everywhere

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


def the_week(cast: Cast, days: TwoDays) -> Gathering:
    """A week of which Oak's wave meets on the two days."""
    gathering = week("Week", starts_on=days.on - DAY, timezone=days.zone, venue="Grand Hotel")
    waves = {cast.oak: gathering.waves.get(name="A")}
    place_groups(gathering, waves, by=cast.admin, at=timezone.now())
    return gathering


@everywhere
def test_a_date_of_a_poll_is_the_meeting_that_comes_of_it(cast: Cast, days: TwoDays) -> None:
    offered = [Hours(days.on + n * DAY, time(9), time(17)) for n in (0, 1)]
    poll = ask(cast.oak, *offered, by=cast.facilitator, zone=days.zone)
    for number in (1, 2):
        shown = option(poll, number)
        assert (shown.starts_at, shown.ends_at) == (days.at(number, "09:00"), days.at(number, "17:00"))
    meeting = pick_option(option(poll, 2), by=cast.facilitator, at=timezone.now())
    assert (meeting.timezone, meeting.starts_at) == (days.zone, days.at(2, "09:00"))


@everywhere
def test_the_meetings_of_a_wave_keep_its_hours_on_both_days(cast: Cast, days: TwoDays) -> None:
    gathering = the_week(cast, days)
    (meeting,) = make_meetings(gathering, title="Quarterly", by=cast.admin, at=timezone.now())
    stored = [(day.starts_at, day.ends_at) for day in meeting.days.all()]
    assert stored == [
        (days.at(1, "08:00"), days.at(1, "17:30")),
        (days.at(2, "08:00"), days.at(2, "15:30")),
    ]


@everywhere
def test_one_signs_up_for_a_session_until_it_begins_by_the_wall(cast: Cast, days: TwoDays) -> None:
    gathering = the_week(cast, days)
    first = rounds(programme(gathering, by=cast.admin))[0]
    begins_at = days.at(2, "08:30") + DAY  # Content Day is the day after, by the same offset
    assert first.starts_at == begins_at
    session = planned(first, by=cast.admin)
    sign_up(session, cast.member, by=cast.member, at=begins_at - MINUTE)
    with pytest.raises(SignupClosed):
        sign_up(session, cast.partner, by=cast.partner, at=begins_at)
    assert seated(session) == {cast.member.name}
