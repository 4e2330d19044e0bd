"""A series that has changed or ended: one mail for all its dates."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar, NamedTuple
from zoneinfo import ZoneInfo

from calendars.actions import invite
from calendars.actions.inviting import CalendarPart
from gatherings.wording import city
from ledger.models import Entry
from meetings.models import Answer, Meeting
from notifications import audience, kinds
from notifications.models import Notice, Reason, State
from notifications.moments import GRACE, Moment, begins_at, told_at
from notifications.news import OF_SERIES, live_entries
from notifications.occasion import Case, Hearer, Lines, Lookup, Occasion, recipients
from notifications.occasions.dates import NEWS_OF, answers_to
from notifications.occasions.meeting import MEETING
from series.events import Happened
from series.models import Series
from series.models.series import SeriesQuerySet
from series.wording import hours, how_often


class Changed(NamedTuple):
    """A series, and the nearest of its meetings that changed with it: that one has no mail of its own."""

    series: Series
    nearest: Meeting
    is_resumed: bool  # its end was taken back

    @property
    def group_id(self) -> int:
        return self.series.group_id


@dataclass(frozen=True, kw_only=True)
class SeriesCase(Case[Changed]):
    """A notice that a series has changed; it brings the calendar of the nearest date up to date."""

    answer: Answer | None  # the recipient's, to the nearest date, if it holds
    knows_of_the_end: bool  # what the end that was taken back had been told

    def objection(self, kind: str) -> Reason | None:
        """Who has not heard that it ended need not hear that it goes on."""
        return Reason.NOTHING_NEW if self.thing.is_resumed and not self.knows_of_the_end else None

    @property
    def begins_at(self) -> datetime | None:
        return begins_at(self.thing.nearest)

    @property
    def series(self) -> Series:
        return self.thing.series

    @property
    def asks(self) -> Meeting | None:
        nearest = self.thing.nearest
        return nearest if self.answer is None and not nearest.is_cancelled else None

    def facts(self) -> Lines:
        series = self.thing.series
        facts = [("When", f"{how_often(series)}, {hours(series)} ({city(series.timezone)} time)")]
        where = (("Where", series.place), ("Link", series.link))
        return facts + [(label, fact) for label, fact in where if fact]

    def links(self) -> Lines:
        return [("All dates", self.thing.series.get_absolute_url())]

    def calendar(self, at: datetime) -> CalendarPart:
        return invite(self.thing.nearest, self.recipient, self.answer.reply if self.answer else None, at=at)


class SeriesChanges(Occasion[Changed]):
    """All seats hear that a series has changed, once nobody changes it again for a while.

    A change of which no date in the calendar knows anything is no news: who hosts, or a last day far off.
    """

    subject = Series._meta.label_lower
    kinds = frozenset({kinds.SERIES_CHANGED})
    case = SeriesCase
    rung_by: ClassVar = {subject: "pk"}

    def pending(self, only: Lookup, *, on: date, at: datetime) -> Mapping[int, Changed]:
        entries = live_entries(at).filter(kind=self.subject, verb__in=OF_SERIES)
        return _changed(Series.objects.filter(**only, pk__in=entries.values("thing_id")))

    def read(self, ids: Collection[int]) -> Mapping[int, Changed]:
        return _changed(Series.objects.filter(pk__in=ids))

    def hearers(
        self, things: Mapping[int, Changed], *, on: date, among: Collection[int] | None = None
    ) -> Iterator[Hearer]:
        return audience.through_groups(things, on=on, among=among)

    def moments(self, thing: Changed, role: str, clock: ZoneInfo) -> list[Moment]:
        series, begins = thing.series, begins_at(thing.nearest)
        due_at = told_at(series.changed_at, begins)
        change = _change(series.sequence)
        return [Moment(kinds.SERIES_CHANGED, change, due_at, max(begins, due_at + GRACE))]

    def known_at(self, thing: Changed, clock: ZoneInfo) -> datetime:
        return thing.series.changed_at

    def facts(
        self, notices: Sequence[Notice], things: Mapping[int, Changed], *, on: date, at: datetime
    ) -> Callable[[Notice], dict[str, Any]]:
        answers = answers_to({changed.nearest.pk for changed in things.values()}, recipients(notices))
        before = Notice.objects.filter(
            kind=kinds.SERIES_CHANGED,
            subject_id__in=things,
            recipient__in=recipients(notices),
            state=State.SENT,
        )
        told = set(before.values_list("subject_id", "recipient", "occurrence"))

        def of(notice: Notice) -> dict[str, Any]:
            series, nearest = things[notice.subject_id][:2]
            return {
                "answer": answers.get((nearest.pk, notice.recipient_id)),
                "knows_of_the_end": (series.pk, notice.recipient_id, _change(series.sequence - 1)) in told,
            }

        return of


def _change(sequence: int) -> str:
    return f"change {sequence}"


def _changed(series: SeriesQuerySet) -> dict[int, Changed]:
    """Find the meeting that was told of at the very instant at which each series last changed."""
    found = {one.pk: one for one in series.select_related("group")}
    then = Entry.objects.filter(
        group_id__in={one.group_id for one in found.values()},
        at__in={one.changed_at for one in found.values()},
    )
    told = then.filter(kind=MEETING, verb__in=NEWS_OF)
    meeting_at = {(entry.group_id, entry.at): entry.thing_id for entry in told}
    resumed = set(then.filter(verb=Happened.SERIES_RESUMED).values_list("thing_id", "at"))
    listed = Meeting.objects.select_related("group").prefetch_related("days")
    nearest = listed.in_bulk({meeting for meeting in meeting_at.values() if meeting})
    return {
        pk: Changed(one, nearest[meeting], (pk, one.changed_at) in resumed)
        for pk, one in found.items()
        if (meeting := meeting_at.get((one.group_id, one.changed_at)))
    }
