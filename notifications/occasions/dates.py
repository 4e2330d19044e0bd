"""The date of a meeting: that it is, that it changes, who comes, and how to get there."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import blake2b
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Exists, F, OuterRef, Q

from calendars.actions import invite
from calendars.actions.inviting import CalendarPart
from ledger.models import Entry
from meetings.events import Happened
from meetings.models import Answer, Meeting, Reply
from meetings.models.meeting import MeetingQuerySet
from notifications import kinds
from notifications.models import Notice, Reason
from notifications.moments import (
    DAY,
    GRACE,
    MORNING,
    Moment,
    after_quiet_hours,
    at_wall,
    begins_at,
    mornings,
    start_of,
    told_at,
)
from notifications.news import OF_SERIES, live_entries
from notifications.occasion import HORIZON, Hearer, Timely, recipients, subjects
from notifications.occasions.debts import Debts, debts_of
from notifications.occasions.meeting import MEETING, MeetingCase, MeetingOccasion
from series.models import Series

DAYS_BEFORE_MEETING = (21, 14, 7)
DAYS_BEFORE_ANSWERS = (7, 3, 1)

NEWS_OF = {
    Happened.MEETING_SCHEDULED: kinds.SAVE_THE_DATE,
    Happened.MEETING_CHANGED: kinds.MEETING_CHANGED,
    Happened.MEETING_RESTORED: kinds.MEETING_CHANGED,
    Happened.MEETING_CANCELLED: kinds.MEETING_CANCELLED,
}
ASKING = {kinds.SAVE_THE_DATE, kinds.REPLY_NUDGE, kinds.MEETING_CHANGED}
"""Kinds that carry the answers as links, for those who have given none that holds."""


def asks_for_answers(meeting: Meeting) -> bool:
    """Whether this meeting wants to know who comes: the silent are reminded, and silence is not a yes.

    A day to answer by asks, whatever the group's rule for meetings without one.
    """
    return meeting.group.nudges_answers or meeting.reply_by_on is not None


@dataclass(frozen=True, kw_only=True)
class DateCase(MeetingCase):
    """A notice about the date of a meeting."""

    answer: Answer | None  # the recipient's, if it holds
    news: Sequence[Notice]  # other news of the meeting, owed or sent to the recipient, the latest first
    debts: Debts  # what the recipient still owes the group

    def objection(self, kind: str) -> Reason | None:
        if kind == kinds.REPLY_NUDGE:
            return Reason.ANSWERED if self.answer else None
        if kind in {kinds.SUMMARY, kinds.DAY_OF}:
            return self._stays_away()
        return self._knows_it() if kind in {kinds.MEETING_CHANGED, kinds.MEETING_CANCELLED} else None

    @property
    def has_to_wait(self) -> bool:
        """While the invitation has not gone out: what changed is told after it, or by it."""
        is_news = self.notice.kind in kinds.NEWS
        return is_news and any(n.kind == kinds.SAVE_THE_DATE and not n.is_settled for n in self.news)

    @property
    def digest(self) -> str:
        return digest(self.thing) if self.notice.kind in kinds.NEWS else ""

    @property
    def asks(self) -> Meeting | None:
        return self.thing if self.notice.kind in ASKING and self.answer is None else None

    def calendar(self, at: datetime) -> CalendarPart | None:
        if self.notice.kind not in kinds.NEWS:
            return None
        return invite(self.thing, self.recipient, self.answer.reply if self.answer else None, at=at)

    def _stays_away(self) -> Reason | None:
        """Who said yes or maybe is coming; where nobody is asked, whoever did not say no."""
        if self.answer is None:
            return Reason.NOT_COMING if asks_for_answers(self.thing) else None
        return Reason.NOT_COMING if self.answer.reply == Reply.NO else None

    def _knows_it(self) -> Reason | None:
        """The last news told the same; or nobody had heard of the meeting before it was cancelled."""
        last = next((news.told for news in self.news if news.told), None)
        if last is None:
            unheard = self.answer is None and any(news.reason == Reason.CANCELLED for news in self.news)
            return Reason.NOTHING_NEW if self.thing.is_cancelled and unheard else None
        return Reason.NOTHING_NEW if last == digest(self.thing) else None


class Dates(MeetingOccasion):
    """Everybody expected hears of the date; who has not answered is asked; who is coming is reminded."""

    kinds = frozenset({*kinds.NEWS, kinds.REPLY_NUDGE, kinds.SUMMARY, kinds.DAY_OF})
    case = DateCase

    def coming_up(self, meetings: MeetingQuerySet, *, on: date, at: datetime) -> MeetingQuerySet:
        lately = Q(changed_at__gt=at - GRACE)
        soon = Q(starts_at__lte=at + HORIZON) | Q(reply_by_on__lte=at + HORIZON)
        return meetings.filter(lately | soon, ends_at__gt=at)

    def moments(self, thing: Meeting, role: str, clock: ZoneInfo) -> list[Moment]:
        begins = begins_at(thing)
        found = [*_news(thing, begins), *([] if thing.is_cancelled else _reminders(thing, begins, clock))]
        return [m._replace(due_at=after_quiet_hours(m.due_at, clock, begins)) for m in found]

    def timely(self, things: Mapping[int, Meeting], *, at: datetime) -> Timely[Meeting]:
        """News if it is live; a reminder if it lies after the meeting was made known, a nudge a day after."""
        news = _live_news(things, at)

        def is_timely(moment: Moment, meeting: Meeting, hearer: Hearer, clock: ZoneInfo) -> bool:
            if moment.kind in kinds.NEWS:
                return (meeting.pk, moment.kind) in news
            is_nudge = moment.kind == kinds.REPLY_NUDGE
            return moment.due_at >= meeting.changed_at + (DAY if is_nudge else timedelta())

        return is_timely

    def facts(
        self, notices: Sequence[Notice], things: Mapping[int, Meeting], *, on: date, at: datetime
    ) -> Callable[[Notice], dict[str, Any]]:
        answers, told = answers_to(subjects(notices), recipients(notices)), _told(notices)
        debts = debts_of([n for n in notices if n.kind == kinds.SUMMARY], things, on=on)

        def of(notice: Notice) -> dict[str, Any]:
            pair = notice.subject_id, notice.recipient_id
            news = [other for other in told[pair] if other != notice]
            return {"answer": answers.get(pair), "news": news, "debts": debts.get(pair, Debts())}

        return of


def digest(meeting: Meeting) -> str:
    """Return a short text that is the same as long as there is nothing new to tell about when and where.

    The title is not in it, nor the agenda: both are content. That answers no longer hold is news.
    """
    if meeting.is_cancelled:
        return "cancelled"
    days = [(day.on, day.starts, day.ends) for day in meeting.days.all()]
    facts = (meeting.moved_at, meeting.timezone, meeting.place, meeting.link, days)
    return blake2b(repr(facts).encode(), digest_size=16).hexdigest()


def answers_to(meeting_ids: Collection[int], member_ids: Collection[int]) -> dict[tuple[int, int], Answer]:
    """Return the answers that hold, by meeting and member."""
    answers = Answer.objects.filter(meeting__in=meeting_ids, member__in=member_ids)
    return {(answer.meeting_id, answer.member_id): answer for answer in answers.holding()}


def _news(meeting: Meeting, begins: datetime) -> Iterator[Moment]:
    """One mail for several edits: each is another occurrence, and overtakes the one before it."""
    due_at, change = told_at(meeting.changed_at, begins), f"change {meeting.sequence}"
    if meeting.is_cancelled:
        yield Moment(kinds.MEETING_CANCELLED, change, due_at, meeting.ends_at)
        return
    yield Moment(kinds.SAVE_THE_DATE, "scheduled", meeting.changed_at, begins)
    if meeting.sequence:
        yield Moment(kinds.MEETING_CHANGED, change, due_at, meeting.ends_at)


def _reminders(meeting: Meeting, begins: datetime, clock: ZoneInfo) -> Iterator[Moment]:
    start = start_of(meeting)
    if asks_for_answers(meeting):
        yield from _nudges(meeting, start, begins, clock)
    yield Moment(kinds.SUMMARY, start, begins - DAY, begins)
    morning = at_wall(begins.astimezone(clock).date(), MORNING, clock)
    yield Moment(kinds.DAY_OF, start, min(morning, begins - timedelta(hours=1)), begins)


def _nudges(meeting: Meeting, start: str, begins: datetime, clock: ZoneInfo) -> Iterator[Moment]:
    by = meeting.reply_by_on
    label, on = (f"{start} by {by}", by) if by else (start, meeting.starts_on)
    days = DAYS_BEFORE_ANSWERS if by else DAYS_BEFORE_MEETING
    yield from mornings(kinds.REPLY_NUDGE, label, on, days, clock, until=begins)


def _live_news(meeting_ids: Collection[int], at: datetime) -> set[tuple[int, str]]:
    """Return which of these meetings has what kind of news that no notice about a series tells."""
    of_series = Entry.objects.filter(
        group_id=OuterRef("group_id"),
        at=OuterRef("at"),
        kind=Series._meta.label_lower,
        verb__in=OF_SERIES,
    )
    entries = live_entries(at).filter(~Exists(of_series), kind=MEETING, thing_id__in=meeting_ids)
    return {(e.thing_id, NEWS_OF[Happened(e.verb)]) for e in entries.filter(verb__in=NEWS_OF) if e.thing_id}


def _told(notices: Sequence[Notice]) -> dict[tuple[int, int], list[Notice]]:
    """Return the news of meetings that their recipients have been told or will be, the latest first."""
    news = [notice for notice in notices if notice.kind in kinds.NEWS]
    told = Notice.objects.filter(
        subject=MEETING, subject_id__in=subjects(news), recipient__in=recipients(news), kind__in=kinds.NEWS
    )
    by_pair: dict[tuple[int, int], list[Notice]] = defaultdict(list)
    for notice in told.order_by(F("settled_at").desc(nulls_first=True)):
        by_pair[notice.subject_id, notice.recipient_id].append(notice)
    return by_pair
