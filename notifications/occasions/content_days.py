"""Content Day: where to be tomorrow, and when."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.urls import reverse

from gatherings.models import ContentDay, Gathering, Signup
from gatherings.wording import city, hours
from notifications import audience, kinds
from notifications.models import Notice
from notifications.moments import Moment, mornings
from notifications.occasion import HORIZON, Case, Hearer, Lines, Lookup, Occasion, recipients, subjects
from notifications.occasions.sessions import title_and_room

DAYS_BEFORE_CONTENT_DAY = (1,)


@dataclass(frozen=True, kw_only=True)
class ContentDayCase(Case[ContentDay]):
    """A notice on the eve of Content Day: the recipient's sessions, whose titles are the programme's."""

    signups: Sequence[Signup]

    @property
    def week(self) -> Gathering:
        return self.thing.gathering

    def facts(self) -> Lines:
        day, place = self.thing, self.week.place
        facts = [("When", f"{day.on:%A %-d %B %Y} ({city(self.week.timezone)} time)")]
        facts += [("Where", place)] if place else []
        return facts + [
            (hours(signup.round.starts, signup.round.ends), title_and_room(signup.session))
            for signup in self.signups
        ]

    def links(self) -> Lines:
        return [("Your Content Day", reverse("gatherings:programme", args=[self.week.key]))]


class ContentDays(Occasion[ContentDay]):
    """Who holds a seat in some session hears the morning before where to be and when."""

    subject = ContentDay._meta.label_lower
    kinds = frozenset({kinds.CONTENT_DAY})
    case = ContentDayCase
    rung_by: ClassVar = {subject: "pk"}

    def pending(self, only: Lookup, *, on: date, at: datetime) -> Mapping[int, ContentDay]:
        soon = ContentDay.objects.filter(gathering__cancelled_at=None, on__gte=on, on__lte=on + HORIZON)
        return _with_week(soon.filter(**only))

    def read(self, ids: Collection[int]) -> Mapping[int, ContentDay]:
        return _with_week(ContentDay.objects.filter(pk__in=ids))

    def hearers(
        self, things: Mapping[int, ContentDay], *, on: date, among: Collection[int] | None = None
    ) -> list[Hearer]:
        clocks = audience.of_the_community(on=on, among=among)
        seated = Signup.objects.seated().filter(session__content_day__in=things, member__in=clocks).order_by()
        rows = seated.values_list("session__content_day", "member").distinct()
        return [Hearer(day, member, clocks[member]) for day, member in rows]

    def moments(self, thing: ContentDay, role: str, clock: ZoneInfo) -> list[Moment]:
        if thing.gathering.is_cancelled:
            return []
        until = max((stretch.ends_at for stretch in thing.rounds.all()), default=None)
        if until is None:
            return []
        days, label = DAYS_BEFORE_CONTENT_DAY, f"{thing.on}"
        return list(mornings(kinds.CONTENT_DAY, label, thing.on, days, clock, until=until))

    def facts(
        self, notices: Sequence[Notice], things: Mapping[int, ContentDay], *, on: date, at: datetime
    ) -> Callable[[Notice], dict[str, Any]]:
        own = Signup.objects.seated().filter(
            session__content_day__in=subjects(notices), member__in=recipients(notices)
        )
        by_pair = defaultdict(list)
        for signup in own.select_related("session__track", "round").order_by("round__starts"):
            by_pair[signup.session.content_day_id, signup.member_id].append(signup)
        return lambda notice: {"signups": by_pair[notice.subject_id, notice.recipient_id]}


def _with_week(days: QuerySet[ContentDay]) -> dict[int, ContentDay]:
    found = days.select_related("gathering").prefetch_related("rounds")
    return {day.pk: day for day in found}
