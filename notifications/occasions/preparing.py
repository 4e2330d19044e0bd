"""What a meeting asks for beforehand: a review, an issue; and that its agenda is ready."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef
from django.urls import reverse

from issues.models import Issue
from meetings.models import AgendaChange, AgendaItem, Meeting
from meetings.models.meeting import MeetingQuerySet
from notifications import audience, kinds
from notifications.models import Notice, Reason
from notifications.moments import DAY, SETTLING, Moment, begins_at, mornings, start_of
from notifications.occasion import HORIZON, Hearer, Lines, matching, recipients, subjects
from notifications.occasions.debts import handed_in
from notifications.occasions.meeting import MeetingCase, MeetingOccasion
from reviews.asking import AHEAD, asked_on, due_on, is_asking

DAYS_BEFORE_REVIEW = (7, 1, -1)
DAYS_BEFORE_ISSUE = (28, 22)
DAYS_BEFORE_AGENDA = (7,)


class _Asking(MeetingOccasion):
    """Something is asked of those who bring their own matters, and not of a facilitator beside them."""

    def hearers(
        self, things: Mapping[int, Meeting], *, on: date, among: Collection[int] | None = None
    ) -> list[Hearer]:
        return audience.of_meetings(things, on=on, among=among, there=asked_on)

    def known_at(self, thing: Meeting, clock: ZoneInfo) -> datetime:
        """Nobody is asked within a day of being invited."""
        return thing.changed_at + DAY


@dataclass(frozen=True, kw_only=True)
class ReviewCase(MeetingCase):
    """A notice that a review is wanted."""

    @property
    def due_on(self) -> date:
        return due_on(self.thing)

    def links(self) -> Lines:
        return [("Write your review", reverse("reviews:write", args=[self.thing.pk])), *super().links()]


class Reviews(_Asking):
    """Who has not handed in their review is reminded before the day it is wanted by, and just after it."""

    kinds = frozenset({kinds.REVIEW_DUE})
    case = ReviewCase

    def coming_up(self, meetings: MeetingQuerySet, *, on: date, at: datetime) -> MeetingQuerySet:
        last_on = on + AHEAD + max(DAYS_BEFORE_REVIEW) * DAY + HORIZON
        bring_reviews = meetings.filter(group__plans_agenda=True, group__makes_commitments=True)
        return bring_reviews.standing().filter(starts_at__gt=at, starts_on__lte=last_on)

    def moments(self, thing: Meeting, role: str, clock: ZoneInfo) -> list[Moment]:
        if thing.is_cancelled or not is_asking(thing):
            return []
        begins, label = begins_at(thing), start_of(thing)
        return list(mornings(kinds.REVIEW_DUE, label, due_on(thing), DAYS_BEFORE_REVIEW, clock, until=begins))

    def done(
        self, notices: Sequence[Notice], things: Mapping[int, Meeting], *, on: date, at: datetime
    ) -> Collection[int]:
        return matching(notices, handed_in(subjects(notices)))


@dataclass(frozen=True, kw_only=True)
class IssueCase(MeetingCase):
    """A notice that an issue is wanted."""

    def links(self) -> Lines:
        return [("Offer an issue", reverse("issues:offer", args=[self.thing.group.key])), *super().links()]


class Issues(_Asking):
    """Who has no issue waiting is asked for one; a group that meets more often talks of it at the table."""

    kinds = frozenset({kinds.ISSUE_WANTED})
    case = IssueCase

    def coming_up(self, meetings: MeetingQuerySet, *, on: date, at: datetime) -> MeetingQuerySet:
        last_on = on + max(DAYS_BEFORE_ISSUE) * DAY + HORIZON
        return meetings.standing().filter(group__plans_agenda=True, starts_at__gt=at, starts_on__lte=last_on)

    def moments(self, thing: Meeting, role: str, clock: ZoneInfo) -> list[Moment]:
        rhythm = thing.group.rhythm_days
        meets_often = rhythm is not None and rhythm < max(DAYS_BEFORE_ISSUE)
        if thing.is_cancelled or not thing.group.plans_agenda or meets_often:
            return []
        days, until = DAYS_BEFORE_ISSUE, begins_at(thing)
        return list(mornings(kinds.ISSUE_WANTED, start_of(thing), thing.starts_on, days, clock, until=until))

    def done(
        self, notices: Sequence[Notice], things: Mapping[int, Meeting], *, on: date, at: datetime
    ) -> Collection[int]:
        waiting = Issue.objects.open().filter(
            member__in=recipients(notices), group__in={notice.group_id for notice in notices}
        )
        pairs = set(waiting.order_by().values_list("group", "member"))
        return {notice.pk for notice in notices if (notice.group_id, notice.recipient_id) in pairs}


@dataclass(frozen=True, kw_only=True)
class AgendaCase(MeetingCase):
    """A notice that the agenda is ready."""

    is_empty: bool

    def objection(self, kind: str) -> Reason | None:
        return Reason.OVERTAKEN if self.is_empty else None

    def links(self) -> Lines:
        return [("The pack", reverse("preparation:pack", args=[self.thing.pk])), *super().links()]


class Agendas(MeetingOccasion):
    """A week before a meeting everybody expected hears that there is an agenda, once nobody arranges it."""

    kinds = frozenset({kinds.AGENDA_READY})
    case = AgendaCase

    def coming_up(self, meetings: MeetingQuerySet, *, on: date, at: datetime) -> MeetingQuerySet:
        items = AgendaItem.objects.filter(day__meeting=OuterRef("pk"))
        being_arranged = AgendaChange.objects.filter(meeting=OuterRef("pk"), at__gt=at - SETTLING)
        last_on = on + max(DAYS_BEFORE_AGENDA) * DAY + HORIZON
        coming = meetings.standing().filter(starts_at__gt=at, starts_on__lte=last_on)
        return coming.filter(Exists(items), ~Exists(being_arranged))

    def moments(self, thing: Meeting, role: str, clock: ZoneInfo) -> list[Moment]:
        if thing.is_cancelled:
            return []
        days, until = DAYS_BEFORE_AGENDA, begins_at(thing)
        return list(mornings(kinds.AGENDA_READY, start_of(thing), thing.starts_on, days, clock, until=until))

    def facts(
        self, notices: Sequence[Notice], things: Mapping[int, Meeting], *, on: date, at: datetime
    ) -> Callable[[Notice], dict[str, Any]]:
        items = AgendaItem.objects.filter(day__meeting__in=subjects(notices)).order_by()
        filled = set(items.values_list("day__meeting", flat=True).distinct())
        return lambda notice: {"is_empty": notice.subject_id not in filled}
