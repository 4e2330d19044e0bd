"""What pages show of a member's calendars, and of a file before it is taken over."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse

from calendars.models import Alarm, AlarmChoice, Feed, ImportedEvent
from calendars.reading import Event
from meetings.wording import clock, date_span
from members.models import Member
from peergroups.models import Group
from peergroups.seating import Seating
from series.actions.running import agree
from series.models import Series
from series.wording import how_often


class OwnCalendar(NamedTuple):
    """A calendar that a member can subscribe to, with the address once there is one."""

    group: Group | None  # none for all groups in one
    feed: Feed | None

    @property
    def address(self) -> str:
        return settings.BASE_URL + reverse("calendars:feed", args=[self.feed.token]) if self.feed else ""

    @property
    def webcal(self) -> str:
        """Return the address as a link that opens the calendar program."""
        return self.address.replace(urlsplit(self.address).scheme, "webcal", 1)


def own_calendars(member: Member, seating: Seating) -> list[OwnCalendar]:
    """Return the calendar of all groups, then each group's; none for who sits nowhere. One query."""
    if not seating.groups:
        return []
    feeds = {feed.group_id: feed for feed in Feed.objects.open().filter(member=member)}
    groups = seating.groups if len(seating.groups) > 1 else []
    rows = [OwnCalendar(group, feeds.get(group.pk)) for group in groups]
    return [OwnCalendar(None, feeds.get(None)), *rows]


def alarm_of(member: Member) -> Alarm:
    """When the member's calendars shall ring."""
    chosen = AlarmChoice.objects.filter(member=member).values_list("alarm", flat=True).first()
    return Alarm(chosen or Alarm.NONE)


class Shown(NamedTuple):
    """An event of a file, as it will stand in the calendar."""

    title: str
    when: str
    place: str
    without: list[date]  # dates of a series on which nobody meets


def not_yet_imported(group: Group, events: Sequence[Event]) -> list[Event]:
    """Return those that the group has not taken over before."""
    known = set(ImportedEvent.objects.filter(group=group).values_list("uid", "recurrence"))
    return [event for event in events if (event.uid, event.recurrence) not in known]


def in_words(events: Sequence[Event]) -> list[Shown]:
    """Say of each event when and where it is, the first date first."""
    ordered = sorted(events, key=lambda event: event.days[0].on)
    return [
        Shown(event.title, _when(event), event.where.place or event.where.link, list(event.skipping))
        for event in ordered
    ]


def _when(event: Event) -> str:
    first, last = event.days[0], event.days[-1]
    dates = _how_often(event) if event.rule else date_span(first.on, last.on)
    if not (first.starts and first.ends):
        return dates
    city = event.where.timezone.rsplit("/", 1)[-1].replace("_", " ")
    hours = f"{dates}, {clock(first.starts)}–{clock(first.ends)} ({city} time)"
    return f"{hours}, from {first.on:%-d %B %Y}" if event.rule else hours


def _how_often(event: Event) -> str:
    series = Series()
    agree(series, event.plan())
    return how_often(series)
