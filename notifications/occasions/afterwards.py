"""After a meeting: how it was, what came of it, who was missed, and what is to be written down."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.urls import reverse

from closing.models import Closing, Minute, Pulse
from closing.panels import A_WEEK, keeps_minutes, to_call
from meetings.models import Answer, Attendance, Mark, Meeting, Reply
from meetings.models.meeting import MeetingQuerySet
from meetings.panels import HERE
from notifications import audience, kinds
from notifications.models import Notice
from notifications.moments import (
    DAY,
    GRACE,
    SETTLING,
    Moment,
    after_quiet_hours,
    morning_after,
    mornings,
    start_of,
)
from notifications.occasion import Hearer, Lines, matching, subjects
from notifications.occasions.meeting import MeetingCase, MeetingOccasion

Pair = tuple[int, int]  # meeting and member
CAME, MISSED = "came", "missed"
DAYS_BEFORE_NOTES = (-3, -7)
LATEST = timedelta(days=max(-n for n in DAYS_BEFORE_NOTES)) + GRACE
"""So long after its end a meeting is written about."""


class _Over(MeetingOccasion):
    """Something about a meeting that is over, or closed."""

    def coming_up(self, meetings: MeetingQuerySet, *, on: date, at: datetime) -> MeetingQuerySet:
        ending = Q(ends_at__gt=at - LATEST, ends_at__lte=at + DAY)
        closed_late = Q(closing__closed_at__gt=at - LATEST)
        return meetings.standing().filter(ending | closed_late).select_related("closing")

    def read(self, ids: Collection[int]) -> Mapping[int, Meeting]:
        found = Meeting.objects.filter(pk__in=ids).select_related("group", "closing").prefetch_related("days")
        return {meeting.pk: meeting for meeting in found}


def closed_at(meeting: Meeting) -> datetime | None:
    """Return when a meeting was closed; it is read with its closing."""
    closing: Closing | None = getattr(meeting, "closing", None)
    return closing.closed_at if closing else None


@dataclass(frozen=True, kw_only=True)
class AfterCase(MeetingCase):
    """A notice about a meeting that is over, to one who came or who was missed."""

    to_ask: Sequence[str]  # names of who leads the group

    def facts(self) -> Lines:
        return super().facts()[:1]  # where it was they know

    @property
    def begins_at(self) -> None:
        """There is nothing to be late for."""

    def links(self) -> Lines:
        words = {kinds.PULSE: "Say how it was", kinds.MEETING_SUMMARY: "What came of it"}
        if self.notice.kind not in words:
            return super().links()
        return [(words[self.notice.kind], reverse("closing:after", args=[self.thing.pk]))]


class Afterwards(_Over):
    """Who came is asked how it was, and told where the summary is; who was missed is told whom to ask."""

    kinds = frozenset({kinds.PULSE, kinds.MEETING_SUMMARY, kinds.MEETING_RECAP})
    case = AfterCase

    def hearers(
        self, things: Mapping[int, Meeting], *, on: date, among: Collection[int] | None = None
    ) -> list[Hearer]:
        """Sort those expected by how they attended, as `closing.presence` does."""
        came, recorded, said_no = _attendance(things)
        found = []
        for hearer in audience.of_meetings(things, on=on, among=among):
            pair = hearer.thing_id, hearer.member_id
            if pair in came:
                found.append(hearer._replace(role=CAME))
            elif hearer.thing_id in recorded:
                found.append(hearer._replace(role=MISSED))
            elif pair not in said_no:
                found.append(hearer._replace(role=CAME))
        return found

    def moments(self, thing: Meeting, role: str, clock: ZoneInfo) -> list[Moment]:
        if thing.is_cancelled:
            return []
        closed, found = closed_at(thing), list[Moment]()
        if role == CAME and thing.group.takes_attendance:
            found += _pulses(thing, closed, clock)
        if closed:
            kind = kinds.MEETING_SUMMARY if role == CAME else kinds.MEETING_RECAP
            found.append(Moment(kind, start_of(thing), closed + SETTLING, closed + DAY))
        return [moment._replace(due_at=after_quiet_hours(moment.due_at, clock)) for moment in found]

    def done(
        self, notices: Sequence[Notice], things: Mapping[int, Meeting], *, on: date, at: datetime
    ) -> Collection[int]:
        asking = [notice for notice in notices if notice.kind == kinds.PULSE]
        said = Pulse.objects.filter(meeting__in=subjects(asking)).order_by()
        return matching(asking, set(said.values_list("meeting", "member")))

    def facts(
        self, notices: Sequence[Notice], things: Mapping[int, Meeting], *, on: date, at: datetime
    ) -> Callable[[Notice], dict[str, Any]]:
        groups, names = {notice.group_id for notice in notices}, defaultdict(list)
        leaders = audience.leaders(on).filter(group__in=groups).order_by("member__name")
        for group, name in leaders.values_list("group", "member__name"):
            names[group].append(name)
        return lambda notice: {"to_ask": names[notice.group_id or 0]}


def _pulses(meeting: Meeting, closed: datetime | None, clock: ZoneInfo) -> Iterator[Moment]:
    """Ask at the end, or at the closing if that is earlier; and once more on the morning after that."""
    ended_at = min(closed or meeting.ends_at, meeting.ends_at)
    until, start = ended_at + A_WEEK, start_of(meeting)
    first = after_quiet_hours(ended_at, clock)
    yield Moment(kinds.PULSE, f"{start} end", first, until)
    yield Moment(kinds.PULSE, f"{start} morning", morning_after(first, clock), until)


def _attendance(meetings: Collection[int]) -> tuple[set[Pair], set[int], set[Pair]]:
    """Return who came to which meeting, of which meetings attendance was taken, and who had said no."""
    marks = Attendance.objects.recorded().filter(day__meeting__in=meetings).order_by()
    rows = list(marks.values_list("day__meeting", "member", "mark"))
    no = Answer.objects.holding().filter(meeting__in=meetings, reply=Reply.NO).order_by()
    return (
        {(meeting, member) for meeting, member, mark in rows if Mark(mark) in HERE},
        {meeting for meeting, _, _ in rows},
        set(no.values_list("meeting", "member")),
    )


@dataclass(frozen=True, kw_only=True)
class LeadingCase(MeetingCase):
    """A notice to who leads a group. Who was missed stands on a page, and not in a mail."""

    def facts(self) -> Lines:
        return super().facts()[:1]

    @property
    def begins_at(self) -> None:
        """There is nothing to be late for."""

    def links(self) -> Lines:
        if self.notice.kind == kinds.CARE_CALL:
            return [("Your desk", reverse("home:desk"))]
        return [("Write the notes", reverse("closing:minutes", args=[self.thing.pk])), *super().links()]


class Leading(_Over):
    """Who leads the group hears that somebody is to be called, and that notes are to be written."""

    kinds = frozenset({kinds.CARE_CALL, kinds.MINUTES_WANTED})
    case = LeadingCase

    def hearers(
        self, things: Mapping[int, Meeting], *, on: date, among: Collection[int] | None = None
    ) -> list[Hearer]:
        return audience.leading(things, on=on, among=among)

    def moments(self, thing: Meeting, role: str, clock: ZoneInfo) -> list[Moment]:
        if thing.is_cancelled:
            return []
        closed, start, found = closed_at(thing), start_of(thing), list[Moment]()
        if closed and thing.group.takes_attendance:
            due_at = morning_after(closed, clock)
            found.append(Moment(kinds.CARE_CALL, start, due_at, due_at + GRACE))
        if keeps_minutes(thing.group):
            ended_on, until = thing.ends_at.astimezone(clock).date(), thing.ends_at + LATEST + DAY
            found += mornings(kinds.MINUTES_WANTED, start, ended_on, DAYS_BEFORE_NOTES, clock, until=until)
        return found

    def done(
        self, notices: Sequence[Notice], things: Mapping[int, Meeting], *, on: date, at: datetime
    ) -> Collection[int]:
        calling = [n for n in notices if n.kind == kinds.CARE_CALL and n.subject_id in things]
        groups = {things[notice.subject_id].group_id: things[notice.subject_id].group for notice in calling}
        missed = {missed.meeting.pk for missed in to_call(list(groups.values()), on=on, at=at)}
        minutes = Minute.objects.filter(meeting__in=subjects(notices)).order_by()
        noted = set(minutes.values_list("meeting", flat=True))
        return {
            notice.pk
            for notice in notices
            if (notice.subject_id not in missed if notice in calling else notice.subject_id in noted)
        }
