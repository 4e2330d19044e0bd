"""A hot seat: its presenter has something to prepare, and so has the coach."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import Max

from issues.events import Happened
from issues.models import HotSeat
from issues.models.hot_seat import HotSeatQuerySet
from ledger.models import Entry
from members.models import Member
from notifications import audience, kinds
from notifications.models import Reason
from notifications.moments import Moment, begins_at, told_at
from notifications.news import live_entries
from notifications.occasion import Case, Hearer, Lines, Lookup, Occasion
from notifications.wording import when_and_where

PRESENTER, COACH = "presenter", "coach"
TOLD = (Happened.HOT_SEAT_CHOSEN, Happened.HOT_SEAT_FILLED, Happened.HOT_SEAT_PREPARED)


class Prepared(NamedTuple):
    """A hot seat, and when somebody last said who sits there or who coaches."""

    hot_seat: HotSeat
    settled_at: datetime

    @property
    def group_id(self) -> int:
        return self.hot_seat.meeting.group_id


@dataclass(frozen=True, kw_only=True)
class HotSeatCase(Case[Prepared]):
    """A notice about a hot seat. What the issue is stands on its page."""

    def why_no_moment(self) -> Reason:
        return Reason.CANCELLED if self.thing.hot_seat.meeting.is_cancelled else Reason.OVERTAKEN

    @property
    def begins_at(self) -> datetime | None:
        return begins_at(self.thing.hot_seat.meeting)

    @property
    def begins_on(self) -> date:
        return self.thing.hot_seat.meeting.starts_on

    @property
    def coaches(self) -> bool:
        return self.hearer is not None and self.hearer.role == COACH

    @property
    def presenter(self) -> Member:
        return self.thing.hot_seat.presenter

    @property
    def coach(self) -> Member | None:
        return self.thing.hot_seat.coach

    def facts(self) -> Lines:
        return when_and_where(self.thing.hot_seat.meeting, self.clock)

    def links(self) -> Lines:
        return [("The hot seat", self.thing.hot_seat.get_absolute_url())]


class HotSeats(Occasion[Prepared]):
    """Presenter and coach are told once nobody has chosen anew for a while; who steps in is a presenter."""

    subject = HotSeat._meta.label_lower
    kinds = frozenset({kinds.HOT_SEAT})
    case = HotSeatCase
    rung_by: ClassVar = {subject: "pk"}

    def pending(self, only: Lookup, *, on: date, at: datetime) -> Mapping[int, Prepared]:
        """Those that were chosen or prepared lately, as it happened."""
        seats = HotSeat.objects.standing().filter(**only, meeting__starts_at__gt=at)
        lately = live_entries(at).filter(kind=self.subject, verb__in=TOLD)
        return _prepared(seats.filter(pk__in=lately.values("thing_id")))

    def read(self, ids: Collection[int]) -> Mapping[int, Prepared]:
        return _prepared(HotSeat.objects.filter(pk__in=ids))

    def hearers(
        self, things: Mapping[int, Prepared], *, on: date, among: Collection[int] | None = None
    ) -> Iterator[Hearer]:
        expected = audience.of_meetings({seat.meeting_id for seat, _ in things.values()}, on=on, among=among)
        there = {(hearer.thing_id, hearer.member_id): hearer for hearer in expected}
        for pk, (seat, _) in things.items():
            for role, member_id in ((PRESENTER, seat.presenter_id), (COACH, seat.coach_id)):
                if member_id and (hearer := there.get((seat.meeting_id, member_id))):
                    yield hearer._replace(thing_id=pk, role=role)

    def moments(self, thing: Prepared, role: str, clock: ZoneInfo) -> list[Moment]:
        seat, meeting = thing.hot_seat, thing.hot_seat.meeting
        if seat.is_given_up or meeting.is_cancelled:
            return []
        begins = begins_at(meeting)
        return [Moment(kinds.HOT_SEAT, role, told_at(thing.settled_at, begins), begins)]

    def known_at(self, thing: Prepared, clock: ZoneInfo) -> datetime:
        return thing.hot_seat.chosen_at


def _prepared(seats: HotSeatQuerySet) -> dict[int, Prepared]:
    """Read hot seats with their meetings; by the ledger, because who coaches has no time of its own."""
    found = seats.select_related("meeting__group", "presenter", "coach").prefetch_related("meeting__days")
    rows = {seat.pk: seat for seat in found}
    told = Entry.objects.filter(kind=HotSeat._meta.label_lower, thing_id__in=rows, verb__in=TOLD).order_by()
    settled = dict(told.values_list("thing_id").annotate(Max("at")))
    return {pk: Prepared(seat, settled.get(pk, seat.chosen_at)) for pk, seat in rows.items()}
