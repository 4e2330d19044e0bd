"""Making addresses for calendar programs, and revoking them."""

from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction

from calendars.events import Happened
from calendars.models import Alarm, AlarmChoice, Feed
from calendars.models.feeds import CHANCE_DIGITS
from calendars.tokens import new_chance
from ledger.actions import record
from members.models import Member
from peergroups.models import Group

A_DOUBLE_CLICK = timedelta(seconds=5)


@transaction.atomic
def make_feed(member: Member, group: Group | None, *, by: Member, at: datetime) -> Feed:
    """Make a new address for the calendar of one group, or of all; the one before it leads nowhere any more.

    Who asks twice in the same moment has clicked twice, and gets one.
    """
    Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    before = Feed.objects.open().filter(member=member, group=group).first()
    if before and before.made_at > at - A_DOUBLE_CLICK:
        return before
    if before:
        revoke_feed(before, by=by, at=at)
    chance = new_chance(CHANCE_DIGITS // 2)
    feed = Feed.objects.create(member=member, group=group, chance=chance, made_at=at)
    record(Happened.FEED_MADE, by=by, about=feed, group_id=feed.group_id, at=at)
    return feed


@transaction.atomic
def revoke_feed(feed: Feed, *, by: Member, at: datetime) -> None:
    """Let the address lead nowhere, for ever; calendars that read it lose the meetings."""
    if Feed.objects.open().filter(pk=feed.pk).update(revoked_at=at):
        record(Happened.FEED_REVOKED, by=by, about=feed, group_id=feed.group_id, at=at)


@transaction.atomic
def choose_alarm(member: Member, alarm: Alarm, *, by: Member, at: datetime) -> None:
    """Set when the member's calendars shall ring."""
    AlarmChoice.objects.update_or_create(member=member, defaults={"alarm": alarm})
    record(Happened.ALARM_CHOSEN, by=by, about=member, at=at)


def note_reading(feed: Feed, content: bytes, *, at: datetime) -> datetime:
    """Note that a program has read the feed; return since when it says what it says.

    No entry in the ledger: programs read every quarter of an hour, and nobody did anything.
    """
    fingerprint = sha256(content).hexdigest()
    since = feed.changed_at if feed.changed_at and feed.fingerprint == fingerprint else at
    feed.fingerprint, feed.changed_at, feed.read_at = fingerprint, since, at
    feed.save(update_fields=["fingerprint", "changed_at", "read_at"])
    return since
