"""A calendar that a program reads by its address: what stands in it, for whom, and for how long."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from icalendar import Calendar
from pytest_django import Settings

from calendars.actions import choose_alarm, make_feed, revoke_feed
from calendars.models import Alarm, Feed
from meetings.actions import Hours, Place, answer_invitation, cancel_meeting, change_meeting
from meetings.models import Reply
from members.models import Member
from peergroups.clock import today
from peergroups.models import Group, Membership
from tests import factories
from tests.calendars.reading import events
from tests.conftest import NOW, TODAY, Cast

pytestmark = pytest.mark.django_db
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def made(member: Member, group: Group | None = None) -> Feed:
    return make_feed(member, group, by=member, at=NOW)


def read(feed: Feed, **headers: str) -> bytes:
    response = Client(headers=headers).get(reverse("calendars:feed", args=[feed.token]))
    assert response.status_code == 200, response
    return bytes(response.content)


def titles(feed: Feed) -> list[str]:
    return [str(event["summary"]) for event in events(read(feed))]


def status(feed: Feed) -> int:
    return Client().get(reverse("calendars:feed", args=[feed.token])).status_code


def test_ones_own_feed_holds_the_meetings_of_all_ones_groups_and_a_groups_feed_its_own(cast: Cast) -> None:
    factories.meeting(cast.oak, title="Quarter")
    factories.meeting(cast.grove, title="Breakfast")
    factories.meeting(cast.elm, title="Elsewhere")
    assert sorted(titles(made(cast.member))) == ["Grove: Breakfast", "Oak: Quarter"]
    assert titles(made(cast.member, cast.grove)) == ["Grove: Breakfast"]


def test_it_begins_with_the_day_of_joining_and_reaches_a_year_back(cast: Cast) -> None:
    factories.meeting(cast.oak, on=TODAY - 400 * DAY, title="Long ago")
    factories.meeting(cast.oak, on=TODAY - 60 * DAY, title="Spring")
    factories.meeting(cast.oak, on=TODAY + 400 * DAY, title="Next year")
    Membership.objects.filter(member=cast.member).update(joined_on=TODAY - 500 * DAY)
    assert titles(made(cast.member)) == ["Oak: Spring", "Oak: Next year"]
    assert titles(made(cast.newcomer)) == ["Oak: Next year"]


def test_nobodys_name_or_address_stands_in_it_and_nothing_of_what_is_said(cast: Cast) -> None:
    meeting = factories.meeting(cast.oak, place="Old mill", link="https://meet.example.com/oak")
    answer_invitation(meeting, cast.partner, Reply.YES, by=cast.partner, at=NOW)
    cancel_meeting(meeting, because="a secret", by=cast.facilitator, at=NOW)
    text = read(made(cast.member)).decode()
    people = [*Member.objects.values_list("email", flat=True), *Member.objects.values_list("name", flat=True)]
    assert len(people) == 16
    assert not [word for word in (*people, "ATTENDEE", "ORGANIZER", "secret", "@example.org") if word in text]
    (event,) = events(text.encode())
    assert event["location"] == "Old mill"
    assert str(event["description"]).splitlines()[1] == "Join: https://meet.example.com/oak"


@pytest.mark.parametrize("who", ["outsider", "former"])
def test_who_sits_nowhere_reads_nothing(cast: Cast, who: str) -> None:
    assert status(made(cast[who])) == 404


def test_it_ends_with_the_seat_the_account_or_the_address(cast: Cast) -> None:
    of_group, of_all, other = made(cast.member, cast.oak), made(cast.member), made(cast.partner)
    Membership.objects.filter(member=cast.member, group=cast.oak).update(left_on=TODAY - DAY)
    assert (status(of_group), status(of_all)) == (404, 200)
    revoke_feed(of_all, by=cast.member, at=NOW)
    assert status(of_all) == 404
    assert status(other) == 200
    Member.objects.filter(pk=cast.partner.pk).update(is_active=False)
    assert status(other) == 404


def test_an_address_is_long_different_each_time_and_not_in_the_database(cast: Cast) -> None:
    first, second = made(cast.member), made(cast.partner)
    assert len(bytes.fromhex(first.token)) == 32
    assert first.token != second.token
    assert first.token not in [value for row in Feed.objects.values_list() for value in row]


@pytest.mark.parametrize("digit", [0, 31, 32, 63])
def test_an_address_with_one_wrong_digit_opens_nothing(cast: Cast, digit: int) -> None:
    token = made(cast.member).token
    wrong = token[:digit] + ("0" if token[digit] != "0" else "1") + token[digit + 1 :]
    for forged in (wrong, token[:32], token + "00", "x", "ü" * 64):
        assert Client().get(reverse("calendars:feed", args=[forged])).status_code == 404


def test_another_secret_key_opens_nothing(cast: Cast, settings: Settings) -> None:
    feed = made(cast.member)
    url = reverse("calendars:feed", args=[feed.token])
    settings.SECRET_KEY = cast.member.name
    assert Client().get(url).status_code == 404


def test_a_new_address_revokes_the_one_before_it(cast: Cast) -> None:
    old = made(cast.member, cast.oak)
    new = make_feed(cast.member, cast.oak, by=cast.member, at=NOW + HOUR)
    assert (status(old), status(new)) == (404, 200)


def test_a_double_click_makes_one_address(cast: Cast) -> None:
    first = made(cast.member)
    assert make_feed(cast.member, None, by=cast.member, at=NOW + timedelta(seconds=1)) == first
    assert Feed.objects.count() == 1


def test_addresses_in_it_never_come_from_the_host_header(cast: Cast, settings: Settings) -> None:
    settings.BASE_URL, settings.ALLOWED_HOSTS = "https://circle.example.com", ["*"]
    meeting = factories.meeting(cast.oak)
    feed = made(cast.member)
    text = read(feed, host="evil.example.net").decode()
    assert "evil" not in text
    (event,) = events(text.encode())
    assert event["url"] == f"https://circle.example.com/meetings/{meeting.pk}/"
    assert event["uid"] == f"{meeting.key}-1@circle.example.com"


def test_a_program_that_has_it_as_it_is_gets_nothing_again(cast: Cast) -> None:
    meeting = factories.meeting(cast.oak)
    url = reverse("calendars:feed", args=[made(cast.member).token])
    first = Client().get(url)
    known = {"if-none-match": first["ETag"]}
    since = {"if-modified-since": first["Last-Modified"]}
    assert [Client(headers=h).get(url).status_code for h in (known, since)] == [304, 304]
    assert "no-store" not in first["Cache-Control"]
    assert {"private", "no-cache"} <= set(first["Cache-Control"].split(", "))

    answer_invitation(meeting, cast.member, Reply.NO, by=cast.member, at=NOW)
    assert Client(headers=known).get(url).status_code == 200


def test_last_modified_moves_with_whatever_changes_the_file(cast: Cast) -> None:
    """Also with what has no time of its own, such as the name of a group."""
    factories.meeting(cast.oak)
    feed = made(cast.member)
    read(feed)
    feed.refresh_from_db()
    before = feed.changed_at
    read(feed)
    feed.refresh_from_db()
    assert feed.changed_at == before
    Group.objects.filter(pk=cast.oak.pk).update(name="Holm oak")
    read(feed)
    feed.refresh_from_db()
    assert feed.changed_at != before


def test_the_same_meetings_are_the_same_bytes_and_survive_a_round_trip(cast: Cast) -> None:
    factories.meeting(cast.oak, days=2, title="Komma, Strichpunkt; \\n und 🙂" * 5)
    feed = made(cast.member)
    first = read(feed)
    assert first == read(feed)
    assert Calendar.from_ical(first).to_ical() == first


def test_a_change_keeps_the_uid_and_raises_sequence_and_stamp(cast: Cast) -> None:
    meeting = factories.meeting(cast.oak, at=NOW)
    feed = made(cast.member)
    (before,) = events(read(feed))
    change_meeting(
        meeting,
        sequence=0,
        title="Another",
        days=[Hours(date(2026, 6, 1))],
        where=Place("UTC"),
        reply_by_on=None,
        by=None,
        at=NOW + HOUR,
    )
    (after,) = events(read(feed))
    assert after["uid"] == before["uid"]
    assert (before["sequence"], after["sequence"]) == (0, 1)
    assert (before["dtstamp"].dt, after["dtstamp"].dt) == (NOW, NOW + HOUR)
    assert (after["dtstart"].dt, after["dtend"].dt) == (date(2026, 6, 1), date(2026, 6, 2))


def test_a_day_that_goes_goes_out_of_the_feed(cast: Cast) -> None:
    meeting = factories.meeting(cast.oak, days=2)
    feed = made(cast.member)
    assert len(events(read(feed))) == 2
    day = meeting.days.all()[0]
    change_meeting(
        meeting,
        sequence=0,
        title=meeting.title,
        days=[Hours(day.on, day.starts, day.ends)],
        where=Place("UTC"),
        reply_by_on=None,
        by=None,
        at=NOW,
    )
    assert len(events(read(feed))) == 1


def test_a_cancelled_meeting_says_so_and_takes_no_time(cast: Cast) -> None:
    meeting = factories.meeting(cast.oak, title="Quarter")
    feed = made(cast.member)
    (standing,) = events(read(feed))
    assert (standing["status"], standing["transp"]) == ("CONFIRMED", "OPAQUE")
    cancel_meeting(meeting, because="", by=cast.facilitator, at=NOW)
    (event,) = events(read(feed))
    assert (event["status"], event["transp"]) == ("CANCELLED", "TRANSPARENT")
    assert event["summary"] == "Cancelled: Oak: Quarter"


def test_programs_are_asked_to_look_again_every_quarter_of_an_hour(cast: Cast) -> None:
    calendar: Any = Calendar.from_ical(read(made(cast.member, cast.oak)))
    assert calendar["refresh-interval"].dt == timedelta(minutes=15)
    assert calendar["x-published-ttl"] == "PT15M"
    assert (calendar["x-wr-calname"], calendar["name"]) == ("Oak", "Oak")
    assert "method" not in calendar


@pytest.mark.parametrize(
    ("alarm", "timed", "before"),
    [
        (Alarm.A_DAY, True, -DAY),
        (Alarm.TWO_HOURS, True, -2 * HOUR),
        (Alarm.A_DAY, False, -15 * HOUR),
        (Alarm.TWO_HOURS, False, 7 * HOUR),
    ],
)
def test_it_rings_when_the_member_wants_it(
    cast: Cast, alarm: Alarm, *, timed: bool, before: timedelta
) -> None:
    """A day without hours counts as beginning at nine: nobody is to be woken at midnight."""
    factories.meeting(cast.oak, starts=time(9) if timed else None, ends=time(17) if timed else None)
    feed, others = made(cast.member), made(cast.partner)
    choose_alarm(cast.member, alarm, by=cast.member, at=NOW)
    (event,) = events(read(feed))
    (bell,) = event.walk("VALARM")
    assert bell["trigger"].dt == before
    assert b"VALARM" not in read(others)


def test_it_does_not_ring_for_a_meeting_that_one_stays_away_from(cast: Cast) -> None:
    meeting = factories.meeting(cast.oak)
    choose_alarm(cast.member, Alarm.A_DAY, by=cast.member, at=NOW)
    feed = made(cast.member)
    assert b"VALARM" in read(feed)
    answer_invitation(meeting, cast.member, Reply.NO, by=cast.member, at=NOW)
    assert b"VALARM" not in read(feed)


def test_it_costs_the_same_however_many_meetings(cast: Cast) -> None:
    feed = made(cast.member)
    url = reverse("calendars:feed", args=[feed.token])

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert Client().get(url).status_code == 200
        return len(captured)

    factories.meeting(cast.oak, days=2)
    for_one = queries()
    factories.meeting(cast.oak, days=2)
    factories.meeting(cast.grove)
    assert queries() == for_one
    assert for_one < 12


def test_a_meeting_can_be_saved_by_itself(cast: Cast) -> None:
    meeting = factories.meeting(cast.oak, days=2, starts=None, ends=None)
    browser = Client()
    browser.force_login(cast.member)
    response = browser.get(reverse("calendars:meeting", args=[meeting.pk]))
    assert f"meeting-{meeting.starts_on}.ics" in response["Content-Disposition"]
    starts = {event["dtstart"].dt for event in events(response.content)}
    assert starts == {today() + 21 * DAY, today() + 22 * DAY}


def test_the_last_reading_is_noted(cast: Cast) -> None:
    feed = made(cast.member)
    read(feed)
    assert Feed.objects.filter(read_at__gte=NOW, read_at__lt=NOW + HOUR).get() == feed
