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
from notifications.models import Notice
from notifications.moments import GRACE, Moment, begins_at, told_at
from notifications.news import OF_SERIES, live_entries
from notifications.occasion import Case, Hearer, Lines, Lookup, Occasion, recipients
from notifications.occasions.dates import NEWS_OF, answers_to
from notifications.occasions.meeting import MEETING
from series.models import Series
from series.models.series import SeriesQuerySet
from series.wording import hours, how_often


class Changed(NamedTuple):
    """A series, and the nearest of its meetings that changed with it: that one has no mail of its own."""

    series: Series
    nearest: Meeting

    @property
    def group_id(self) -> int:
        return self.series.group_id


@dataclass(frozen=True, kw_only=True)
class SeriesCase(Case[Changed]):
    """A notice that a series has changed; it brings the calendar of the nearest date up to date."""

    answer: Answer | None  # the recipient's, to the nearest date, if it holds

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
        due_at, change = told_at(series.changed_at, begins), f"change {series.sequence}"
        return [Moment(kinds.SERIES_CHANGED, change, due_at, max(begins, due_at + GRACE))]

    def known_at(self, thing: Changed, clock: ZoneInfo) -> datetime:
        return thing.series.changed_at

    def facts(
        self, notices: Sequence[Notice], things: Mapping[int, Changed], *, on: date, at: datetime
    ) -> Callable[[Notice], dict[str, Any]]:
        answers = answers_to({changed.nearest.pk for changed in things.values()}, recipients(notices))
        return lambda notice: {
            "answer": answers.get((things[notice.subject_id].nearest.pk, notice.recipient_id))
        }


def _changed(series: SeriesQuerySet) -> dict[int, Changed]:
    """Find the meeting that was told of at the very instant at which each series last changed."""
    found = {one.pk: one for one in series.select_related("group")}
    told = Entry.objects.filter(
        kind=MEETING,
        verb__in=NEWS_OF,
        group_id__in={one.group_id for one in found.values()},
        at__in={one.changed_at for one in found.values()},
    )
    meeting_at = {(entry.group_id, entry.at): entry.thing_id for entry in told}
    nearest = (
        Meeting.objects.filter(pk__in=set(meeting_at.values()))
        .select_related("group")
        .prefetch_related("days")
        .in_bulk()
    )
    return {
        pk: Changed(one, nearest[meeting])
        for pk, one in found.items()
        if (meeting := meeting_at.get((one.group_id, one.changed_at)))
    }
