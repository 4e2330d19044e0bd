"""What ought to be owed now, read from how things stand."""

from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple

from django.utils import timezone

from members.timezones import zone
from notifications.moments import Moment
from notifications.occasion import Lookup, Occasion, clock_of
from peergroups.models import Community


class Due(NamedTuple):
    """A moment, what it is about, and whom it is owed to."""

    thing_id: int
    group_id: int | None
    recipient_id: int
    moment: Moment
    is_timely: bool
    """Whether it may come to be owed now; what was past when it could first be known does not."""


def today_in(community: Community, at: datetime) -> date:
    return timezone.localdate(at, zone(community.timezone))


def all_due(occasion: Occasion[Any], only: Lookup, *, community: Community, at: datetime) -> Iterator[Due]:
    """Yield what comes up for those who may hear of it, in a constant number of queries."""
    on = today_in(community, at)
    things = occasion.pending(only, on=on, at=at)
    if not things:
        return
    is_timely, moments_of = occasion.timely(things, at=at), cache(occasion.moments)
    for hearer in occasion.hearers(things, on=on):
        thing, clock = things[hearer.thing_id], clock_of(hearer.timezone, community)
        group_id = occasion.group_of(thing)
        for moment in moments_of(thing, hearer.role, clock):
            timely = is_timely(moment, thing, hearer, clock)
            yield Due(hearer.thing_id, group_id, hearer.member_id, moment, timely)
