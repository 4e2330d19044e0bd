"""What pages show of a member's calendars."""

from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse

from calendars.models import Alarm, AlarmChoice, Feed
from members.models import Member
from peergroups.models import Group
from peergroups.seating import Seating


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
    return Alarm(chosen or "")
