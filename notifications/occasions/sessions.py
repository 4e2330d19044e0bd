"""A session of Content Day: a seat came free, or it is off."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime
from typing import ClassVar, NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.urls import reverse

from gatherings.events import Happened
from gatherings.models import Gathering, Session, Signup
from gatherings.wording import city, hours, your_time
from ledger.models import Entry
from notifications import audience, kinds
from notifications.moments import GRACE, Moment, after_quiet_hours
from notifications.news import live_entries
from notifications.occasion import Case, Hearer, Lines, Lookup, Occasion

SESSION = Session._meta.label_lower


class Off(NamedTuple):
    """A session, and when it was called off."""

    session: Session
    at: datetime


About = TypeVar("About", Signup, Off)


class SessionCase(Case[About]):
    """A notice about a session: what it is, when and where."""

    @property
    def session(self) -> Session:
        return self.thing.session

    @property
    def week(self) -> Gathering:
        return self.session.content_day.gathering

    @property
    def begins_at(self) -> datetime | None:
        return self.session.round.starts_at if self.session.round else None

    def facts(self) -> Lines:
        return session_facts(self.session, self.clock)


class SeatCase(SessionCase[Signup]):
    """A notice that a seat in a session is the recipient's."""

    def links(self) -> Lines:
        return [("The session", self.session.get_absolute_url())]


class OffCase(SessionCase[Off]):
    """A notice that a session is off."""

    def links(self) -> Lines:
        return [("Choose another session", reverse("gatherings:programme", args=[self.week.key]))]


class Seats(Occasion[Signup]):
    """Who waited in line and came in hears of it at once."""

    subject = Signup._meta.label_lower
    kinds = frozenset({kinds.SESSION_PROMOTED})
    case = SeatCase
    rung_by: ClassVar = {SESSION: "session"}

    def pending(self, only: Lookup, *, on: date, at: datetime) -> Mapping[int, Signup]:
        return _with_session(Signup.objects.seated().filter(**only, promoted_at__gt=at - GRACE))

    def read(self, ids: Collection[int]) -> Mapping[int, Signup]:
        return _with_session(Signup.objects.seated().filter(pk__in=ids))

    def hearers(
        self, things: Mapping[int, Signup], *, on: date, among: Collection[int] | None = None
    ) -> Iterator[Hearer]:
        clocks = audience.of_the_community(on=on, among={signup.member_id for signup in things.values()})
        for pk, signup in things.items():
            if signup.member_id in clocks:
                yield Hearer(pk, signup.member_id, clocks[signup.member_id])

    def moments(self, thing: Signup, role: str, clock: ZoneInfo) -> list[Moment]:
        stretch, week = thing.session.round, thing.session.content_day.gathering
        if thing.promoted_at is None or stretch is None or week.is_cancelled:
            return []
        due_at = after_quiet_hours(thing.promoted_at, clock, stretch.starts_at)
        return [Moment(kinds.SESSION_PROMOTED, "promoted", due_at, stretch.starts_at)]


class CancelledSessions(Occasion[Off]):
    """Who held a seat or waited for one hears at once that the session is off; the ledger knows who did."""

    subject = SESSION
    kinds = frozenset({kinds.SESSION_CANCELLED})
    case = OffCase
    rung_by: ClassVar = {SESSION: "pk"}

    def pending(self, only: Lookup, *, on: date, at: datetime) -> Mapping[int, Off]:
        lately = live_entries(at).filter(kind=SESSION, verb=Happened.SESSION_CANCELLED)
        return _off(Session.objects.filter(**only, pk__in=lately.values("thing_id")))

    def read(self, ids: Collection[int]) -> Mapping[int, Off]:
        return _off(Session.objects.filter(pk__in=ids))

    def hearers(
        self, things: Mapping[int, Off], *, on: date, among: Collection[int] | None = None
    ) -> Iterator[Hearer]:
        freed = Entry.objects.filter(kind=SESSION, verb=Happened.FREED, thing_id__in=things).order_by()
        rows = set(freed.values_list("thing_id", "toward", "at"))
        clocks = audience.of_the_community(on=on, among={member for _, member, _ in rows if member})
        for session, member, at in rows:
            if session and member in clocks and at == things[session].at:
                yield Hearer(session, member, clocks[member])

    def moments(self, thing: Off, role: str, clock: ZoneInfo) -> list[Moment]:
        session, stretch = thing.session, thing.session.round
        if not session.is_cancelled or stretch is None or session.content_day.gathering.is_cancelled:
            return []
        due_at = after_quiet_hours(thing.at, clock, stretch.starts_at)
        return [Moment(kinds.SESSION_CANCELLED, f"{thing.at.isoformat()}", due_at, stretch.starts_at)]


def session_facts(session: Session, clock: ZoneInfo) -> Lines:
    """Say what it is, when by the venue's clock and the reader's, and where."""
    day, stretch = session.content_day, session.round
    facts = [("Session", session.title)]
    if stretch:
        there = f"{city(day.gathering.timezone)} time"
        here = your_time(day.at(stretch.starts), day.gathering.timezone, clock)
        clocks = "; ".join(words for words in (there, here) if words)
        facts.append(("When", f"{day.on:%a %-d %B %Y}, {hours(stretch.starts, stretch.ends)} ({clocks})"))
    return facts + ([("Where", session.room)] if session.room and not session.is_cancelled else [])


def title_and_room(session: Session) -> str:
    return f"{session.title}, {session.room}" if session.room else session.title


def _with_session(signups: QuerySet[Signup]) -> dict[int, Signup]:
    week = "content_day__gathering"
    found = signups.select_related(f"session__{week}", f"session__round__{week}")
    return {signup.pk: signup for signup in found}


def _off(sessions: QuerySet[Session]) -> dict[int, Off]:
    with_week = sessions.select_related("content_day__gathering", "round__content_day__gathering")
    found = {session.pk: session for session in with_week}
    told = Entry.objects.filter(kind=SESSION, verb=Happened.SESSION_CANCELLED, thing_id__in=found)
    return {
        entry.thing_id: Off(found[entry.thing_id], entry.at)
        for entry in told.order_by("at")
        if entry.thing_id
    }
