"""What all occasions about a meeting share."""

from abc import abstractmethod
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from zoneinfo import ZoneInfo

from meetings.models import Meeting
from meetings.models.meeting import MeetingQuerySet
from notifications import audience, moments
from notifications.models import Reason
from notifications.occasion import Case, Hearer, Lines, Lookup, Occasion
from notifications.wording import when_and_where

MEETING = Meeting._meta.label_lower


@dataclass(frozen=True, kw_only=True)
class MeetingCase(Case[Meeting]):
    """A notice about a meeting: when and where it is, and a link to its page."""

    def why_no_moment(self) -> Reason:
        return Reason.CANCELLED if self.thing.is_cancelled else Reason.OVERTAKEN

    @property
    def begins_at(self) -> datetime | None:
        return moments.begins_at(self.thing)

    def facts(self) -> Lines:
        return when_and_where(self.thing, self.clock)

    def links(self) -> Lines:
        return [("The meeting", self.thing.get_absolute_url())]


class MeetingOccasion(Occasion[Meeting]):
    """Something about meetings; as a rule of interest to everybody expected there."""

    subject = MEETING
    case: type[Case[Meeting]] = MeetingCase
    rung_by: ClassVar = {MEETING: "pk"}

    def pending(self, only: Lookup, *, on: date, at: datetime) -> Mapping[int, Meeting]:
        soon = self.coming_up(Meeting.objects.filter(**only), on=on, at=at)
        return {meeting.pk: meeting for meeting in soon.select_related("group")}

    @abstractmethod
    def coming_up(self, meetings: MeetingQuerySet, *, on: date, at: datetime) -> MeetingQuerySet:
        """Keep the meetings of which something is, or soon will be, due."""

    def read(self, ids: Collection[int]) -> Mapping[int, Meeting]:
        found = Meeting.objects.filter(pk__in=ids).select_related("group").prefetch_related("days")
        return {meeting.pk: meeting for meeting in found}

    def hearers(
        self, things: Mapping[int, Meeting], *, on: date, among: Collection[int] | None = None
    ) -> list[Hearer]:
        return audience.of_meetings(things, on=on, among=among)

    def known_at(self, thing: Meeting, clock: ZoneInfo) -> datetime:
        return thing.changed_at
