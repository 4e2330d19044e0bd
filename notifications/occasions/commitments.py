"""What was promised: the first step, and the day it is due."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import ClassVar
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q, QuerySet

from commitments.models import Commitment
from notifications import kinds
from notifications.models import Reason
from notifications.moments import DAY, GRACE, MORNING, Moment, at_wall
from notifications.occasion import HORIZON, Case, Hearer, Lines, Lookup, Occasion
from peergroups.models import Membership

COMMITTED, PARTNER = "member", "partner"
DAYS_BEFORE_DUE = (7, 1, -1)
FIRST_STEP_AFTER = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class CommitmentCase(Case[Commitment]):
    """A notice about a commitment."""

    def why_no_moment(self) -> Reason:
        return Reason.OVERTAKEN if self.thing.is_open else Reason.DONE

    def objection(self, kind: str) -> Reason | None:
        """The committed are not asked for a step they have taken; the partner may well ask how it went."""
        is_taken = kind == kinds.FIRST_STEP and self.thing.first_step_taken_at
        return Reason.DONE if is_taken and self.is_own else None

    @property
    def is_own(self) -> bool:
        """Whether it goes to the committed, and not to the partner."""
        return self.thing.member_id == self.notice.recipient_id

    def facts(self) -> Lines:
        due_on = self.thing.due_on
        return [("Due", f"{due_on:%A %-d %B %Y}")] if self.is_own and due_on else []

    def links(self) -> Lines:
        return [("The commitment", self.thing.get_absolute_url())]


class Commitments(Occasion[Commitment]):
    """The committed are reminded as long as it is open; the partner once, that they might ask."""

    subject = Commitment._meta.label_lower
    kinds = frozenset({kinds.COMMITMENT_DUE, kinds.FIRST_STEP})
    case = CommitmentCase
    rung_by: ClassVar = {subject: "pk"}

    def pending(self, only: Lookup, *, on: date, at: datetime) -> Mapping[int, Commitment]:
        falls_due = Q(due_on__gte=on - GRACE - DAY, due_on__lte=on + HORIZON)
        is_young = Q(made_on__gte=on - FIRST_STEP_AFTER - GRACE)
        pending = Commitment.objects.open().filter(falls_due | is_young, **only)
        return {commitment.pk: commitment for commitment in pending.with_last_rollover()}

    def read(self, ids: Collection[int]) -> Mapping[int, Commitment]:
        return Commitment.objects.select_related("member").in_bulk(ids)

    def hearers(
        self, things: Mapping[int, Commitment], *, on: date, among: Collection[int] | None = None
    ) -> Iterator[Hearer]:
        """Yield the committed and the partners who sit in the group, and the latter were there to hear it."""
        asked = Commitment.objects.filter(pk__in=things)
        seats_then = Membership.objects.current(OuterRef("made_on")).filter(group=OuterRef("group"))
        was_there = Exists(seats_then.filter(member=OuterRef("partner")))
        yield from _seated(asked, COMMITTED, on)
        yield from _seated(asked.filter(was_there), PARTNER, on)

    def moments(self, thing: Commitment, role: str, clock: ZoneInfo) -> list[Moment]:
        if not thing.is_open:
            return []
        days = [(kinds.FIRST_STEP, f"{thing.made_on}", thing.made_on + FIRST_STEP_AFTER)]
        if role == COMMITTED and thing.due_on:
            due_on = thing.due_on
            days += [(kinds.COMMITMENT_DUE, f"{due_on} {n}d", due_on - n * DAY) for n in DAYS_BEFORE_DUE]
        mornings = [(kind, occurrence, at_wall(on, MORNING, clock)) for kind, occurrence, on in days]
        return [Moment(kind, occurrence, due_at, due_at + GRACE) for kind, occurrence, due_at in mornings]

    def known_at(self, thing: Commitment, clock: ZoneInfo) -> datetime:
        """Return when it was taken over last, or the day after it was promised, by the reader's clock."""
        return thing.rolled_at or at_wall(thing.made_on + DAY, time.min, clock)


def _seated(commitments: QuerySet[Commitment], role: str, on: date) -> Iterator[Hearer]:
    seats = Membership.objects.expected(on).filter(group=OuterRef("group"), member__is_active=True)
    rows = commitments.filter(Exists(seats.filter(member=OuterRef(role))))
    listed = rows.values_list("pk", role, f"{role}__timezone")
    return (Hearer(thing, member, clock, role) for thing, member, clock in listed)
