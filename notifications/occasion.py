"""What every occasion to write answers: about what, to whom, when, and what is known when it is sent."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any, ClassVar, Generic, NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from calendars.actions.inviting import CalendarPart
from meetings.models import Meeting
from members.models import Member
from members.timezones import zone
from notifications.models import Notice, Reason
from notifications.moments import Moment
from peergroups.models import Community

T = TypeVar("T")

HORIZON = timedelta(days=30)
"""How long before it is due a notice comes to be owed."""

Lines = list[tuple[str, str]]
Lookup = Mapping[str, int]
"""Nothing for all things, or a lookup that finds one: `{"pk": 7}`."""


class Hearer(NamedTuple):
    """Somebody who may hear of a thing, and what they are to it where that makes a difference."""

    thing_id: int
    member_id: int
    timezone: str  # blank for the community's
    role: str = ""


@dataclass(frozen=True, kw_only=True)
class Case(Generic[T]):
    """A notice that is about to be sent, with all that judging and writing it asks about."""

    notice: Notice
    community: Community
    clock: ZoneInfo  # that the recipient lives by
    thing: T
    hearer: Hearer | None  # the recipient, if they may hear of it
    due: Sequence[Moment]  # what is due to the recipient about the same thing, as things stand now
    is_done: bool  # whether what it asks for is done
    unwanted: Collection[str]  # kinds that the recipient does not want

    @cached_property
    def moment(self) -> Moment | None:
        """When this very notice is due; none if what it counted from has changed."""
        mine = (self.notice.kind, self.notice.occurrence)
        return next((moment for moment in self.due if moment[:2] == mine), None)

    @property
    def recipient(self) -> Member:
        return self.notice.recipient

    def why_no_moment(self) -> Reason:
        """Say why this notice is not due at any time."""
        return Reason.OVERTAKEN

    def objection(self, kind: str) -> Reason | None:
        """Say what speaks against sending a notice of this kind, besides what speaks against any."""
        return Reason.DONE if self.is_done and kind == self.notice.kind else None

    @property
    def begins_at(self) -> datetime | None:
        """When it is too late to wait for the end of the night; none if there is no such time."""
        return None

    @property
    def has_to_wait(self) -> bool:
        """Whether something else has to be told first."""
        return False

    @property
    def digest(self) -> str:
        """A short text that is the same while there is nothing new to tell; empty if nobody compares."""
        return ""

    @property
    def asks(self) -> Meeting | None:
        """The meeting to which the mail asks for an answer, if it does."""
        return None

    def facts(self) -> Lines:
        """Return what stands below the words: labels and facts."""
        return []

    def links(self) -> Lines:
        """Return where the mail leads: words and paths."""
        return []

    def calendar(self, at: datetime) -> CalendarPart | None:
        """Return what the mail carries for a calendar program."""
        return None


class Occasion(ABC, Generic[T]):
    """A reason to write to people about one sort of thing. Everything is asked for many things at once.

    Asked when notices come to be owed, and again when they are about to be sent: each method takes a number
    of queries that does not depend on how many things there are.
    """

    subject: str
    """The model of the things, as `Notice.subject` has it."""
    kinds: frozenset[str]
    case: type[Case[T]] = Case
    rung_by: ClassVar[Mapping[str, str]] = {}
    """By which models of the ledger's entries it is rung, and how the entry's thing is looked up."""

    @abstractmethod
    def pending(self, only: Lookup, *, on: date, at: datetime) -> Mapping[int, T]:
        """Return the things about which something is, or soon will be, due."""

    @abstractmethod
    def read(self, ids: Collection[int]) -> Mapping[int, T]:
        """Return these things as they are now."""

    @abstractmethod
    def hearers(
        self, things: Mapping[int, T], *, on: date, among: Collection[int] | None = None
    ) -> Iterable[Hearer]:
        """Return who may hear of these things today; `among` some members only, if that is all one asks."""

    @abstractmethod
    def moments(self, thing: T, role: str, clock: ZoneInfo) -> Sequence[Moment]:
        """Return what is due about a thing to somebody of that role who lives by that clock."""

    def known_at(self, thing: T, clock: ZoneInfo) -> datetime | None:
        """Return when people came to know of the thing: what was due before that does not come to be owed."""
        return None

    def timely(self, things: Mapping[int, T], *, at: datetime) -> "Timely[T]":
        """Return what says of a moment whether it may come to be owed now."""

        def is_timely(moment: Moment, thing: T, hearer: Hearer, clock: ZoneInfo) -> bool:
            known_at = self.known_at(thing, clock)
            return known_at is None or moment.due_at >= known_at

        return is_timely

    def done(
        self, notices: Sequence[Notice], things: Mapping[int, T], *, on: date, at: datetime
    ) -> Collection[int]:
        """Return the ids of those notices whose recipients have done what they ask for."""
        return ()

    def facts(
        self, notices: Sequence[Notice], things: Mapping[int, T], *, on: date, at: datetime
    ) -> Callable[[Notice], dict[str, Any]]:
        """Read what else the cases hold, and return what gives it for each notice."""
        return lambda notice: {}

    def group_of(self, thing: T) -> int | None:
        """Return the id of the group that a thing belongs to, if it belongs to one."""
        return getattr(thing, "group_id", None)


def matching(notices: Iterable[Notice], pairs: Collection[tuple[int, int]]) -> set[int]:
    """Return the ids of those notices whose subject and recipient are one of the pairs."""
    return {notice.pk for notice in notices if (notice.subject_id, notice.recipient_id) in pairs}


Timely = Callable[[Moment, T, Hearer, ZoneInfo], bool]


def clock_of(timezone_name: str, community: Community) -> ZoneInfo:
    """Return the time zone that a member lives by: their own, or the community's where that is blank."""
    return zone(timezone_name or community.timezone)


def subjects(notices: Iterable[Notice]) -> set[int]:
    return {notice.subject_id for notice in notices}


def recipients(notices: Iterable[Notice]) -> set[int]:
    return {notice.recipient_id for notice in notices}
