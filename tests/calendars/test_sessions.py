"""Sessions of Content Day in a member's own feed: those in which they have a seat."""

from datetime import timedelta

import pytest
from django.urls import reverse

from calendars.actions import make_feed
from calendars.contents import sessions_in
from calendars.ical import feed
from calendars.models import Alarm
from gatherings.models import Session, Signup
from tests.calendars.reading import events
from tests.conftest import NOW, TODAY, Cast, Enter
from tests.gatherings.weeks import planned, programme, rounds, take, week

pytestmark = pytest.mark.django_db


@pytest.fixture
def pricing(cast: Cast) -> Session:
    """One seat in the mill at Denver."""
    day = programme(week(venue="Grand Hotel", timezone="America/Denver"), by=cast.admin)
    return planned(rounds(day)[0], by=cast.admin, title="Pricing", capacity=1, room="Mill")


def test_a_seat_stands_in_ones_own_feed_and_in_no_groups(cast: Cast, pricing: Session, enter: Enter) -> None:
    take(pricing, cast.member, cast.partner)
    own, waiting = (make_feed(who, None, by=who, at=NOW) for who in (cast.member, cast.partner))
    of_group = make_feed(cast.member, cast.oak, by=cast.member, at=NOW)
    (event,) = events(enter("nobody").get(reverse("calendars:feed", args=[own.token])).content)
    assert event["summary"] == "Denver: Pricing"
    assert event["location"] == "Mill, Grand Hotel"
    assert (event["dtstart"].dt, event["dtend"].dt) == (
        rounds(pricing.content_day)[0].starts_at,
        rounds(pricing.content_day)[0].ends_at,
    )
    assert not sessions_in(waiting, on=TODAY).exists()
    assert not sessions_in(of_group, on=TODAY).exists()


def test_a_seat_given_up_goes_and_one_got_by_waiting_comes(cast: Cast, pricing: Session) -> None:
    take(pricing, cast.member)
    own = make_feed(cast.member, None, by=cast.member, at=NOW)
    (signup,) = sessions_in(own, on=TODAY)
    before = feed("Own", [], Alarm.TWO_HOURS, [signup])
    signup.promoted_at = NOW + timedelta(days=1)
    (event,) = events(feed("Own", [], Alarm.TWO_HOURS, [signup]))
    assert event["dtstamp"].dt == signup.promoted_at
    assert events(before)[0]["uid"] == event["uid"]
    assert event.walk("VALARM")[0]["trigger"].dt == timedelta(hours=-2)
    Signup.objects.all().delete()
    assert not sessions_in(own, on=TODAY).exists()
