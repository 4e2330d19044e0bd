"""Meetings in the language of calendars (RFC 5545, 5546): when and where, and nobody else's address.

Instants are in UTC: each day of a meeting happens once, so there is no wall time to keep, and a program needs
no table of the venue's zone in which it could be wrong. Same meeting, same bytes: the stamp is the last
change, not now.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Alarm as Bell
from icalendar import Calendar, Event, vCalAddress

from calendars.models import Alarm
from gatherings.models import Signup
from meetings.models import Meeting, MeetingDay, Reply
from members.models import Member

A_DAY = timedelta(days=1)
CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")  # the format has no room for them
EVERY = timedelta(minutes=15)
"""How often a program should look at a feed again; most take their own time."""

PARTSTAT = {Reply.YES: "ACCEPTED", Reply.MAYBE: "TENTATIVE", Reply.NO: "DECLINED"}

BEFORE = {Alarm.A_DAY: -A_DAY, Alarm.TWO_HOURS: timedelta(hours=-2)}
OPENS = timedelta(hours=9)  # of a day without hours, counted from its midnight


def feed(name: str, meetings: Iterable[Meeting], alarm: Alarm, sessions: Iterable[Signup] = ()) -> bytes:
    """Return a calendar to subscribe to, of meetings, each with its reader's `reply`; one event a day.

    And of the sessions in which its reader has a seat.
    """
    calendar = _calendar()
    calendar.add("name", _plain(name))
    calendar.add("x-wr-calname", _plain(name))
    calendar.add("refresh-interval", EVERY, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT15M")
    for meeting in meetings:
        for number, day in enumerate(meeting.days.all(), 1):
            calendar.add_component(_entry(meeting, day, number, alarm))
    for signup in sessions:
        calendar.add_component(_session(signup, alarm))
    return bytes(calendar.to_ical())


def publication(meeting: Meeting) -> bytes:
    """Return a meeting as a file for any calendar, which cannot answer it."""
    calendar = _calendar("PUBLISH")
    for event in _as_one(meeting):
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def invitation(meeting: Meeting, member: Member, reply: str | None, *, reply_to: str) -> bytes:
    """Return a meeting as an invitation of one person, whose calendar answers to the address `reply_to`."""
    calendar = _calendar(method(meeting))
    for event in _as_one(meeting):
        event.add("organizer", _person(reply_to, CN=meeting.group.name))
        event.add("attendee", _attendee(member, reply))
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def method(meeting: Meeting) -> str:
    """What an invitation asks of a calendar."""
    return "CANCEL" if meeting.is_cancelled else "REQUEST"


def uid(meeting: Meeting) -> str:
    """Return by what name calendars know a mailed meeting."""
    return f"{meeting.key}@{_host()}"


def _calendar(method: str = "") -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//peergroups//peergroups//EN")
    calendar.add("version", "2.0")
    if method:
        calendar.add("method", method)
    return calendar


def _entry(meeting: Meeting, day: MeetingDay, number: int, alarm: Alarm) -> Event:
    """Return a day of a meeting as it stands in a feed.

    Its UID is another than that of the mailed invitation: a program that found the same one in a calendar it
    cannot write to would not let its owner accept.
    """
    title = _plain(f"{meeting.group.name}: {meeting.title}")
    event = _event(meeting, day, f"{meeting.key}-{number}@{_host()}")
    event.add("summary", f"Cancelled: {title}" if meeting.is_cancelled else title)
    is_off = meeting.is_cancelled or meeting.reply == Reply.NO
    event.add("transp", "TRANSPARENT" if is_off else "OPAQUE")
    if alarm in BEFORE and not is_off:
        event.add_component(_bell(BEFORE[alarm] if day.starts else BEFORE[alarm] + OPENS))
    return event


def _session(signup: Signup, alarm: Alarm) -> Event:
    """Return a seat in a session of Content Day."""
    session, gathering = signup.session, signup.round.content_day.gathering
    page = settings.BASE_URL + session.get_absolute_url()
    changed_at = max(gathering.changed_at, signup.promoted_at or signup.at)
    event = Event()
    event.add("uid", f"session-{session.pk}@{_host()}")
    event.add("sequence", gathering.sequence)
    event.add("dtstamp", changed_at)
    event.add("last-modified", changed_at)
    event.add("dtstart", signup.round.starts_at)
    event.add("dtend", signup.round.ends_at)
    event.add("status", "CANCELLED" if gathering.is_cancelled else "CONFIRMED")
    event.add("summary", _plain(f"{gathering.name}: {session.title}"))
    event.add("url", page)
    event.add("description", page)
    room = session.room or (session.track.room if session.track else "")
    if where := ", ".join(part for part in (room, gathering.venue) if part):
        event.add("location", _plain(where))
    if alarm in BEFORE and not gathering.is_cancelled:
        event.add_component(_bell(BEFORE[alarm]))
    return event


def _as_one(meeting: Meeting) -> list[Event]:
    """Return the days as one event that happens day by day, with an entry for the hours of each.

    So one click answers for all days, as iTIP wants it, and a day that the meeting loses goes out of
    calendars as soon as they read the change.
    """
    days = list(meeting.days.all())
    events = [_event(meeting, day, uid(meeting)) for day in days]
    for event in events:
        event.add("summary", _plain(f"{meeting.group.name}: meeting"))
    if len(days) > 1:
        _repeat(days, events)
    return events


def _repeat(days: list[MeetingDay], events: list[Event]) -> None:
    first, last = days[0].on, days[-1].on
    start = _start(days[0])
    count = (last - first).days + 1
    events[0].add("rrule", {"freq": "daily", "count": count})
    held = {day.on for day in days}
    gaps = [start + n * A_DAY for n in range(count) if first + n * A_DAY not in held]
    if gaps:
        events[0].add("exdate", gaps)
    for day, event in zip(days[1:], events[1:], strict=True):
        event.add("recurrence-id", start + (day.on - first))


def _event(meeting: Meeting, day: MeetingDay, name: str) -> Event:
    event = Event()
    page = settings.BASE_URL + meeting.get_absolute_url()
    event.add("uid", name)
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", meeting.changed_at)
    event.add("last-modified", meeting.changed_at)
    event.add("dtstart", _start(day))
    event.add("dtend", day.ends_at if day.ends else day.on + A_DAY)
    event.add("status", "CANCELLED" if meeting.is_cancelled else "CONFIRMED")
    event.add("url", page)
    event.add("description", f"{page}\nJoin: {meeting.link}" if meeting.link else page)
    if where := meeting.place or meeting.link:
        event.add("location", _plain(where))
    return event


def _start(day: MeetingDay) -> datetime | date:
    return day.starts_at if day.starts else day.on


def _bell(trigger: timedelta) -> Bell:
    bell = Bell()
    bell.add("action", "DISPLAY")
    bell.add("description", "A meeting")
    bell.add("trigger", trigger)
    return bell


def _attendee(member: Member, reply: str | None) -> vCalAddress:
    partstat = PARTSTAT[Reply(reply)] if reply else "NEEDS-ACTION"
    return _person(member.email, CN=member.name, ROLE="REQ-PARTICIPANT", PARTSTAT=partstat, RSVP="TRUE")


# A quotation mark cannot stand in a parameter, and some readers take a backslash for the start of something.
_IN_PARAMETERS = str.maketrans('"\\', "'/")


def _person(address: str, **parameters: str) -> vCalAddress:
    person = vCalAddress(f"mailto:{address}")
    for name, value in parameters.items():
        person.params[name] = _plain(value).translate(_IN_PARAMETERS)
    return person


def _plain(text: str) -> str:
    return CONTROLS.sub(" ", text)


def _host() -> str:
    return urlsplit(settings.BASE_URL).hostname or ""
