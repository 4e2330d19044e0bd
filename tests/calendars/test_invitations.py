"""A mailed meeting that a calendar program can accept: for one person, and with nobody else's address."""

from datetime import date, time, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from django.core import mail
from icalendar import Calendar
from pytest_django import Settings

from calendars.actions import invite
from meetings.actions import Hours, Place, answer_invitation, cancel_meeting, change_meeting
from meetings.models import Meeting, Reply
from members.models import Member
from tests import factories
from tests.calendars.reading import events, shown
from tests.calendars.replying import reply_address_in
from tests.conftest import NOW, TODAY, Cast
from tests.notifications.clock import HOUR, move, ring

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def sent_to(who: str) -> EmailMessage:
    """Return the last mail to somebody as it arrives."""
    (*_, last) = [letter for letter in mail.outbox if letter.to == [f"{who}@example.org"]]
    return message_from_bytes(last.message().as_bytes(), policy=policy.default)


def calendar_in(letter: EmailMessage) -> tuple[str | None, bytes]:
    """Return the method of the mail's calendar part, and the file in it."""
    (part,) = [part for part in letter.walk() if part.get_content_type() == "text/calendar"]
    payload = part.get_payload(decode=True)
    assert isinstance(payload, bytes)
    return str(part.get_param("method")), payload


@pytest.mark.usefixtures("mailbox")
def test_the_mail_can_be_read_as_an_invitation(cast: Cast) -> None:
    factories.meeting(cast.oak, at=NOW)
    ring(NOW)
    letter = sent_to("member")
    (other_ways,) = [part for part in letter.walk() if part.get_content_type() == "multipart/alternative"]
    ways = [part.get_content_type() for part in other_ways.iter_parts()]
    assert ways == ["text/plain", "text/html", "text/calendar"]
    method, file = calendar_in(letter)
    assert method == Calendar.from_ical(file)["method"] == "REQUEST"
    (event,) = events(file)
    assert event["attendee"] == "mailto:member@example.org"
    assert event["attendee"].params["partstat"] == "NEEDS-ACTION"
    assert event["attendee"].params["rsvp"] == "TRUE"
    assert event["organizer"].params["cn"] == "Oak"
    assert reply_address_in(file).endswith("@circle.example.com")
    assert len(reply_address_in(file).partition("@")[0]) <= 64


@pytest.mark.usefixtures("mailbox")
def test_it_names_nobody_but_the_one_it_goes_to(cast: Cast) -> None:
    meeting = factories.meeting(cast.oak, title="What we fear", days=2, at=NOW, by=cast.facilitator)
    answer_invitation(meeting, cast.partner, Reply.YES, by=cast.partner, at=NOW)
    ring(NOW)
    text = sent_to("member").as_string() + calendar_in(sent_to("member"))[1].decode()
    others = Member.objects.exclude(pk=cast.member.pk)
    words = [*others.values_list("email", flat=True), *others.values_list("name", flat=True), "fear"]
    assert len(words) == 15
    assert not [word for word in words if word in text]
    assert {letter.to[0] for letter in mail.outbox} > {"member@example.org", "partner@example.org"}
    addresses = {reply_address_in(calendar_in(sent_to(who))[1]) for who in ("member", "partner", "newcomer")}
    assert len(addresses) == 3


@pytest.mark.usefixtures("mailbox")
def test_the_change_has_the_same_organizer_and_the_answer_that_stands(cast: Cast) -> None:
    meeting = factories.meeting(cast.oak, at=NOW)
    ring(NOW)
    _, before = calendar_in(sent_to("member"))
    answer_invitation(meeting, cast.member, Reply.YES, by=cast.member, at=NOW + HOUR)
    answered = invite(meeting, cast.member, Reply.YES, at=NOW).content.encode()
    assert events(answered)[0]["attendee"].params["partstat"] == "ACCEPTED"
    with_another_day = NOW + 2 * HOUR
    change(meeting, [TODAY + 30 * DAY], at=with_another_day)
    ring(with_another_day + HOUR)
    method, after = calendar_in(sent_to("member"))
    assert method == "REQUEST"
    assert reply_address_in(after) == reply_address_in(before)
    assert events(after)[0]["uid"] == events(before)[0]["uid"]
    assert (events(before)[0]["sequence"], events(after)[0]["sequence"]) == (0, 1)
    assert events(after)[0]["attendee"].params["partstat"] == "NEEDS-ACTION"  # asked anew


@pytest.mark.usefixtures("mailbox")
def test_the_cancellation_takes_it_out(cast: Cast) -> None:
    meeting = factories.meeting(cast.oak, days=2, at=NOW)
    ring(NOW)
    _, before = calendar_in(sent_to("member"))
    cancel_meeting(meeting, because="too few", by=cast.facilitator, at=NOW + HOUR)
    ring(NOW + 3 * HOUR)
    method, after = calendar_in(sent_to("member"))
    assert method == Calendar.from_ical(after)["method"] == "CANCEL"
    assert {event["status"] for event in events(after)} == {"CANCELLED"}
    assert reply_address_in(after) == reply_address_in(before)
    assert b"too few" not in after
    assert len(shown(before)) == 2
    assert shown(before, after) == []


@pytest.mark.parametrize("takes_replies", [True, False])
def test_a_meeting_cut_to_one_day_is_one_day_in_calendars(
    cast: Cast, settings: Settings, *, takes_replies: bool
) -> None:
    settings.CALENDAR_REPLY_ADDRESS = "replies@circle.example.com" if takes_replies else ""
    meeting = factories.meeting(cast.oak, on=TODAY + 20 * DAY, days=2, at=NOW)
    ring(NOW)
    _, two = calendar_in(sent_to("member"))
    change(meeting, [TODAY + 20 * DAY], at=NOW + HOUR)
    ring(NOW + 3 * HOUR)
    _, one = calendar_in(sent_to("member"))
    first, second = spans(meeting, [TODAY + 20 * DAY, TODAY + 21 * DAY])
    assert shown(two) == [first, second]
    assert shown(two, one) == [first]


@pytest.mark.usefixtures("mailbox")
def test_one_event_stands_for_days_of_other_hours_and_with_gaps_between(cast: Cast) -> None:
    """As iTIP wants it: all that one invitation holds has one UID."""
    meeting = factories.meeting(cast.oak)
    change_meeting(
        meeting,
        sequence=0,
        title=meeting.title,
        days=[
            Hours(date(2026, 10, 23), time(8), time(17, 30)),
            Hours(date(2026, 10, 25), time(9), time(12)),
            Hours(date(2026, 10, 27), time(7), time(15)),
        ],
        where=Place("Europe/Berlin"),
        reply_by_on=None,
        by=None,
        at=NOW,
    )
    file = invite(meeting, cast.member, None, at=NOW).content.encode()
    assert len({event["uid"] for event in events(file)}) == 1
    assert shown(file) == [(day.starts_at, day.ends_at) for day in meeting.days.all()]
    assert Calendar.from_ical(file).to_ical() == file


def test_without_a_mailbox_for_replies_a_mail_carries_a_file_without_buttons(cast: Cast) -> None:
    factories.meeting(cast.oak, at=NOW)
    ring(NOW)
    letter = sent_to("member")
    method, file = calendar_in(letter)
    assert method == Calendar.from_ical(file)["method"] == "PUBLISH"
    assert b"ATTENDEE" not in file
    assert b"ORGANIZER" not in file
    assert [part.get_filename() for part in letter.iter_attachments()] == ["meeting.ics"]


@pytest.mark.usefixtures("mailbox")
@pytest.mark.parametrize("name", ['Smith "& Sons", <b>', "Two\r\nATTENDEE:mailto:x@y", "Ü; 🙂: a,b"])
def test_a_strange_name_breaks_nothing(cast: Cast, name: str) -> None:
    meeting = factories.meeting(cast.oak)
    meeting.group.name = cast.member.name = name
    file = invite(meeting, cast.member, None, at=NOW).content.encode()
    (event,) = events(file)
    assert event["attendee"] == "mailto:member@example.org"
    assert event["organizer"].params["cn"] == name.replace('"', "'").replace("\r\n", " ")
    assert event["summary"] == f"{name}: meeting".replace("\r\n", " ")
    assert Calendar.from_ical(file).to_ical() == file


def test_mails_that_bring_no_news_carry_no_invitation(cast: Cast, mailbox: str) -> None:
    meeting = factories.meeting(cast.oak, on=TODAY + 21 * DAY, at=NOW - 10 * DAY)
    move(meeting, on=TODAY + 14 * DAY)
    mail.outbox.clear()
    ring(NOW + 7 * DAY)
    nudges = [letter for letter in mail.outbox if "?" in letter.subject or "answer" in letter.subject.lower()]
    assert nudges
    assert not [letter for letter in nudges if "text/calendar" in str(letter.message())]


def change(meeting: Meeting, on: list[date], *, at: object) -> None:
    now = Meeting.objects.get(pk=meeting.pk)
    change_meeting(
        now,
        sequence=now.sequence,
        title=now.title,
        days=[Hours(day, time(9), time(17)) for day in on],
        where=Place(now.timezone),
        reply_by_on=None,
        by=None,
        at=at,  # type: ignore[arg-type]
    )


def spans(meeting: Meeting, on: list[date]) -> list[object]:
    return [(meeting.starts_at + n * DAY, meeting.starts_at + n * DAY + 8 * HOUR) for n in range(len(on))]
