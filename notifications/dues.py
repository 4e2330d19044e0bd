"""What ought to be owed now, read from meetings and commitments as they stand."""

from collections.abc import Collection, Iterator
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from commitments.models import Commitment, CommitmentQuerySet
from ledger.models import Entry
from meetings.events import Happened
from meetings.models import Meeting
from members.timezones import zone
from notifications import audience, kinds, moments
from notifications.moments import DAY, GRACE, Moment
from peergroups.models import Community

HORIZON = timedelta(days=30)
"""How long before it is due a notice comes to be owed."""

LIVE = timedelta(minutes=5)
"""An entry written so soon after what it tells is news; one written later is history, from an import."""

NEWS_OF = {
    Happened.MEETING_SCHEDULED: kinds.SAVE_THE_DATE,
    Happened.MEETING_CHANGED: kinds.MEETING_CHANGED,
    Happened.MEETING_RESTORED: kinds.MEETING_CHANGED,
    Happened.MEETING_CANCELLED: kinds.MEETING_CANCELLED,
}


class Due(NamedTuple):
    """A moment, what it is about, and whom it is owed to."""

    thing: Meeting | Commitment
    recipient_id: int
    moment: Moment
    is_timely: bool
    """Whether it may come to be owed now; what was past when it could first be known does not."""


def clock_of(timezone_name: str, community: Community) -> ZoneInfo:
    """Return the time zone that a member lives by: their own, or the community's where that is blank."""
    return zone(timezone_name or community.timezone)


def today_in(community: Community, at: datetime) -> date:
    return timezone.localdate(at, zone(community.timezone))


def of_meetings(meetings: QuerySet[Meeting], *, at: datetime) -> Iterator[Due]:
    """Yield what comes up for those expected at the meetings, in a constant number of queries."""
    community = Community.current()
    lately = Q(changed_at__gt=at - GRACE)
    soon = Q(starts_at__lte=at + HORIZON) | Q(reply_by_on__lte=at + HORIZON)
    coming = {m.pk: m for m in meetings.filter(lately | soon, ends_at__gt=at).select_related("group")}
    news = _live_news(coming, at)
    moments_of = cache(moments.of_meeting)
    for hearer in audience.of_meetings(coming, on=today_in(community, at)):
        meeting = coming[hearer.thing_id]
        for moment in moments_of(meeting, clock_of(hearer.timezone, community)):
            yield Due(meeting, hearer.member_id, moment, _is_timely(moment, meeting, news))


def of_commitments(commitments: CommitmentQuerySet, *, at: datetime) -> Iterator[Due]:
    """Yield what comes up for the committed and their partners, in a constant number of queries."""
    community = Community.current()
    on = today_in(community, at)
    falls_due = Q(due_on__gte=on - GRACE - DAY, due_on__lte=on + HORIZON)
    is_young = Q(made_on__gte=on - moments.FIRST_STEP_AFTER - GRACE)
    pending = {c.pk: c for c in commitments.open().filter(falls_due | is_young).with_last_rollover()}
    for hearer in audience.of_commitments(pending, on=on):
        commitment, clock = pending[hearer.thing_id], clock_of(hearer.timezone, community)
        known_at = commitment.rolled_at or moments.at_wall(commitment.made_on + DAY, time.min, clock)
        for moment in moments.of_commitment(commitment, hearer.member_id, clock):
            yield Due(commitment, hearer.member_id, moment, moment.due_at >= known_at)


def _live_news(meeting_ids: Collection[int], at: datetime) -> set[tuple[int, str]]:
    """Return which of these meetings has what kind of news, written into the ledger as it happened."""
    entries = Entry.objects.filter(
        kind=Meeting._meta.label_lower,
        thing_id__in=meeting_ids,
        verb__in=NEWS_OF,
        at__gt=at - GRACE,
        written_at__lt=F("at") + LIVE,
    )
    return {(e.thing_id, NEWS_OF[Happened(e.verb)]) for e in entries if e.thing_id}


def _is_timely(moment: Moment, meeting: Meeting, news: set[tuple[int, str]]) -> bool:
    """Whether a moment lies after the meeting was made known; nobody is nudged within a day of that."""
    if moment.kind in kinds.NEWS:
        return (meeting.pk, moment.kind) in news
    is_nudge = moment.kind == kinds.REPLY_NUDGE
    return moment.due_at >= meeting.changed_at + (DAY if is_nudge else timedelta())
