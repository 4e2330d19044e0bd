"""What stands in a feed: what its member may see today, and nothing when they may not."""

from datetime import date, timedelta

from django.db.models import QuerySet

from calendars.models import Feed
from calendars.tokens import chance_in, is_sealed
from gatherings.models import Session, Signup
from meetings.models import Meeting
from meetings.models.meeting import MeetingQuerySet
from peergroups.seating import seating

A_YEAR = timedelta(days=365)


def open_feed(token: str, *, on: date) -> Feed | None:
    """Return the feed that the token opens, if its member still has an account and a seat."""
    feeds = Feed.objects.open().filter(member__is_active=True).select_related("member", "group")
    feed = feeds.filter(chance=chance_in(token)).first()
    if feed is None or not is_sealed(token, feed.chance, "feed"):
        return None
    seats = seating(feed.member, on=on)
    is_seated = seats.sits_in(feed.group) if feed.group else bool(seats.groups)
    return feed if is_seated else None


def meetings_in(feed: Feed, *, on: date) -> MeetingQuerySet:
    """Return the meetings since the member joined, a year back and all to come, with the member's answer."""
    seen = Meeting.objects.visible_to(feed.member, on=on).filter(ends_on__gte=on - A_YEAR)
    mine = seen.filter(group=feed.group_id) if feed.group_id else seen
    return mine.with_reply_of(feed.member).select_related("group").prefetch_related("days")


def sessions_in(feed: Feed, *, on: date) -> QuerySet[Signup]:
    """Return the seats that the member holds on Content Days, likewise; none in the feed of a group."""
    if feed.group_id:
        return Signup.objects.none()
    seen = Session.objects.visible_to(feed.member, on=on).planned().filter(content_day__on__gte=on - A_YEAR)
    mine = Signup.objects.seated().filter(member=feed.member, session__in=seen)
    return mine.select_related("session__track", "round__content_day__gathering").order_by("pk")
