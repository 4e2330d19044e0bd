"""A poll that waits for a vote."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from zoneinfo import ZoneInfo

from django.db.models import Q

from meetings.walltime import end_of_day
from notifications import audience, kinds
from notifications.models import Notice
from notifications.moments import DAY, GRACE, Moment, mornings
from notifications.occasion import HORIZON, Case, Hearer, Lines, Lookup, Occasion, recipients
from polls.models import Poll, PollQuerySet, Vote

DAYS_BEFORE_CLOSING: tuple[int, ...] = (3, 1)
DAYS_AFTER_MAKING: tuple[int, ...] = (-3,)


@dataclass(frozen=True, kw_only=True)
class PollCase(Case[Poll]):
    """A notice that a poll waits for a vote. Which dates it offers stands on its page."""

    def facts(self) -> Lines:
        closes_on = self.thing.closes_on
        return [("Last day to vote", f"{closes_on:%A %-d %B %Y}")] if closes_on else []

    def links(self) -> Lines:
        return [("The poll", self.thing.get_absolute_url())]


class Polls(Occasion[Poll]):
    """Who has not said of every date still to come whether it suits is reminded before the poll closes."""

    subject = Poll._meta.label_lower
    kinds = frozenset({kinds.POLL_VOTE})
    case = PollCase
    rung_by: ClassVar = {subject: "pk"}

    def pending(self, only: Lookup, *, on: date, at: datetime) -> Mapping[int, Poll]:
        lately = Q(closes_on=None, made_at__gt=at + min(DAYS_AFTER_MAKING) * DAY - GRACE - DAY)
        soon = Q(closes_on__gte=on - DAY, closes_on__lte=on + max(DAYS_BEFORE_CLOSING) * DAY + HORIZON)
        return _with_group(Poll.objects.open().filter(lately | soon, **only))

    def read(self, ids: Collection[int]) -> Mapping[int, Poll]:
        return _with_group(Poll.objects.filter(pk__in=ids))

    def hearers(
        self, things: Mapping[int, Poll], *, on: date, among: Collection[int] | None = None
    ) -> Iterator[Hearer]:
        return audience.through_groups(things, on=on, among=among)

    def moments(self, thing: Poll, role: str, clock: ZoneInfo) -> list[Moment]:
        if thing.closed_at:
            return []
        if thing.closes_on:
            on, days, label = thing.closes_on, DAYS_BEFORE_CLOSING, f"{thing.closes_on}"
            until = end_of_day(on, thing.timezone)
        else:
            on, days, label = thing.made_at.astimezone(clock).date(), DAYS_AFTER_MAKING, "made"
            until = thing.made_at + HORIZON
        return list(mornings(kinds.POLL_VOTE, label, on, days, clock, until=until))

    def known_at(self, thing: Poll, clock: ZoneInfo) -> datetime:
        return thing.made_at

    def done(
        self, notices: Sequence[Notice], things: Mapping[int, Poll], *, on: date, at: datetime
    ) -> Collection[int]:
        """Whose vote is wanted for no date any more: they have voted, or the dates have come."""
        coming = {
            option.pk: poll.pk
            for poll in things.values()
            for option in poll.options.all()
            if option.removed_at is None and not option.has_begun(at)
        }
        asked = Counter(coming.values())
        votes = Vote.objects.filter(option__in=coming, member__in=recipients(notices)).order_by()
        said = Counter((coming[option], member) for option, member in votes.values_list("option", "member"))
        return {
            notice.pk
            for notice in notices
            if said[notice.subject_id, notice.recipient_id] >= asked[notice.subject_id]
        }


def _with_group(polls: PollQuerySet) -> dict[int, Poll]:
    return {poll.pk: poll for poll in polls.select_related("group").prefetch_related("options")}
