"""Whose turn it is to host."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ClassVar
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from ledger.models import Entry
from notifications import audience, kinds
from notifications.models import Reason
from notifications.moments import MORNING, Moment, at_wall, begins_at, start_of
from notifications.occasion import HORIZON, Case, Hearer, Lines, Lookup, Occasion, Timely
from notifications.occasions.meeting import MEETING
from notifications.wording import when_and_where
from series.events import Happened
from series.models import Occurrence

HOSTS_KNOW = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class HostCase(Case[Occurrence]):
    """A notice to who hosts a meeting."""

    def why_no_moment(self) -> Reason:
        return Reason.CANCELLED if self.thing.meeting.is_cancelled else Reason.OVERTAKEN

    @property
    def begins_at(self) -> datetime | None:
        return begins_at(self.thing.meeting)

    def facts(self) -> Lines:
        return when_and_where(self.thing.meeting, self.clock)

    def links(self) -> Lines:
        return [("The meeting", self.thing.meeting.get_absolute_url())]


class Hosting(Occasion[Occurrence]):
    """The host hears of it a week before, or as soon as they are named after that.

    Who takes the turn by their own hand knows it already.
    """

    subject = Occurrence._meta.label_lower
    kinds = frozenset({kinds.HOST_OF_WEEK})
    case = HostCase
    rung_by: ClassVar = {MEETING: "meeting"}

    def pending(self, only: Lookup, *, on: date, at: datetime) -> Mapping[int, Occurrence]:
        coming = Occurrence.objects.coming(at).standing().filter(**only, meeting__starts_at__lte=at + HORIZON)
        return _with_meeting(coming.exclude(host=None))

    def read(self, ids: Collection[int]) -> Mapping[int, Occurrence]:
        return _with_meeting(Occurrence.objects.filter(pk__in=ids))

    def hearers(
        self, things: Mapping[int, Occurrence], *, on: date, among: Collection[int] | None = None
    ) -> Iterator[Hearer]:
        by_meeting = {occurrence.meeting_id: occurrence for occurrence in things.values()}
        for hearer in audience.of_meetings(by_meeting, on=on, among=among):
            occurrence = by_meeting[hearer.thing_id]
            if occurrence.host_id == hearer.member_id:
                yield hearer._replace(thing_id=occurrence.pk)

    def moments(self, thing: Occurrence, role: str, clock: ZoneInfo) -> list[Moment]:
        meeting = thing.meeting
        if meeting.is_cancelled:
            return []
        begins, due_at = begins_at(meeting), at_wall(meeting.starts_on - HOSTS_KNOW, MORNING, clock)
        return [Moment(kinds.HOST_OF_WEEK, start_of(meeting), due_at, begins)]

    def known_at(self, thing: Occurrence, clock: ZoneInfo) -> datetime:
        return thing.meeting.changed_at

    def timely(self, things: Mapping[int, Occurrence], *, at: datetime) -> Timely[Occurrence]:
        meetings = {occurrence.meeting_id for occurrence in things.values()}
        own = Entry.objects.filter(verb=Happened.TURN_TAKEN, kind=MEETING, thing_id__in=meetings)
        taken_at = {(entry.thing_id, entry.by_id): entry.at for entry in own.order_by("at")}

        def is_timely(moment: Moment, thing: Occurrence, hearer: Hearer, clock: ZoneInfo) -> bool:
            when = taken_at.get((thing.meeting_id, hearer.member_id))
            return when is None or when < moment.due_at

        return is_timely

    def group_of(self, thing: Occurrence) -> int:
        return thing.meeting.group_id


def _with_meeting(occurrences: QuerySet[Occurrence]) -> dict[int, Occurrence]:
    found = occurrences.select_related("meeting__group").prefetch_related("meeting__days")
    return {occurrence.pk: occurrence for occurrence in found}
