"""A meeting as a file for a calendar: when and where, and nobody's address."""

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar, Event

from meetings.models import Meeting, MeetingDay


def calendar_file(meeting: Meeting) -> bytes:
    """Return the meeting as iCalendar, one event a day.

    A calendar that has the meeting recognises it by the UIDs and takes a higher SEQUENCE for a change. Same
    meeting, same bytes: the stamp is the last change, not now.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//peergroups//peergroups//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for number, day in enumerate(meeting.days.all(), 1):
        calendar.add_component(_event(meeting, day, number))
    return bytes(calendar.to_ical())


def _event(meeting: Meeting, day: MeetingDay, number: int) -> Event:
    event = Event()
    event.add("uid", f"{meeting.key}-{number}@{urlsplit(settings.BASE_URL).hostname}")
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", meeting.changed_at)
    event.add("summary", f"{meeting.group.name}: meeting")
    event.add("dtstart", day.starts_at if day.starts else day.on)
    event.add("dtend", day.ends_at if day.starts else day.on + timedelta(days=1))
    event.add("status", "CANCELLED" if meeting.is_cancelled else "CONFIRMED")
    event.add("url", settings.BASE_URL + meeting.get_absolute_url())
    if meeting.place:
        event.add("location", meeting.place)
    return event
