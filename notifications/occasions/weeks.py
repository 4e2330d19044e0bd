"""The quarter's week: that one can register, and who has not."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.urls import reverse

from gatherings.models import Gathering, Registration, WaveGroup
from meetings.walltime import end_of_day
from meetings.wording import date_span
from notifications import audience, kinds
from notifications.models import Notice
from notifications.moments import DAY, GRACE, SETTLING, Moment, after_quiet_hours, mornings
from notifications.occasion import (
    HORIZON,
    Case,
    Hearer,
    Lines,
    Lookup,
    Occasion,
    Timely,
    matching,
    subjects,
)

DAYS_BEFORE_WEEK = (35, 14)
MEETS_THERE = "meets there"


@dataclass(frozen=True, kw_only=True)
class WeekCase(Case[Gathering]):
    """A notice about a week: which days, where, and until when one can register."""

    def facts(self) -> Lines:
        return [*week_facts(self.thing), *self._closing()]

    def links(self) -> Lines:
        week = self.thing
        return [
            ("Register", reverse("gatherings:register", args=[week.key])),
            ("The week", week.get_absolute_url()),
        ]

    def _closing(self) -> Lines:
        closes_on = self.thing.registration_closes_on
        return [("Register until", f"{closes_on:%A %-d %B %Y}")] if closes_on else []


class Weeks(Occasion[Gathering]):
    """Everybody with a seat hears that registration is open; whose group meets there is reminded of it."""

    subject = Gathering._meta.label_lower
    kinds = frozenset({kinds.GATHERING_OPEN, kinds.REGISTRATION_WANTED})
    case = WeekCase
    rung_by: ClassVar = {subject: "pk"}

    def pending(self, only: Lookup, *, on: date, at: datetime) -> Mapping[int, Gathering]:
        soon = Q(starts_on__lte=on + max(DAYS_BEFORE_WEEK) * DAY + HORIZON)
        opened = Q(opened_at__gt=at - GRACE)
        weeks = Gathering.objects.standing().filter(soon | opened, opened_at__isnull=False, **only)
        return {week.pk: week for week in weeks.filter(ends_on__gte=on - DAY)}

    def read(self, ids: Collection[int]) -> Mapping[int, Gathering]:
        return {week.pk: week for week in Gathering.objects.filter(pk__in=ids)}

    def hearers(
        self, things: Mapping[int, Gathering], *, on: date, among: Collection[int] | None = None
    ) -> list[Hearer]:
        everybody = audience.of_the_community(on=on, among=among)
        placed = WaveGroup.objects.filter(gathering__in=things).values_list("gathering", "group")
        weeks = defaultdict(set)
        for week, group in placed:
            weeks[group].add(week)
        seats = audience.seated(on, everybody).filter(group__in=weeks).order_by()
        rows = seats.values_list("group", "member")
        meets = {(week, member) for group, member in rows for week in weeks[group]}
        return [
            Hearer(week, member, clock, MEETS_THERE if (week, member) in meets else "")
            for week in things
            for member, clock in everybody.items()
        ]

    def moments(self, thing: Gathering, role: str, clock: ZoneInfo) -> list[Moment]:
        if thing.is_cancelled or thing.opened_at is None:
            return []
        until = end_of_day(thing.registration_closes_on or thing.ends_on, thing.timezone)
        opened = after_quiet_hours(thing.opened_at + SETTLING, clock)
        found = [Moment(kinds.GATHERING_OPEN, "open", opened, min(until, opened + GRACE))]
        if role == MEETS_THERE:
            label = f"{thing.starts_on}"
            found += mornings(
                kinds.REGISTRATION_WANTED, label, thing.starts_on, DAYS_BEFORE_WEEK, clock, until=until
            )
        return found

    def timely(self, things: Mapping[int, Gathering], *, at: datetime) -> Timely[Gathering]:
        """The opening as long as it is fresh; nobody is reminded within a day of it."""

        def is_timely(moment: Moment, week: Gathering, hearer: Hearer, clock: ZoneInfo) -> bool:
            if week.opened_at is None:
                return False
            if moment.kind == kinds.GATHERING_OPEN:
                return week.opened_at > at - GRACE
            return moment.due_at >= week.opened_at + DAY

        return is_timely

    def done(
        self, notices: Sequence[Notice], things: Mapping[int, Gathering], *, on: date, at: datetime
    ) -> Collection[int]:
        coming = Registration.objects.standing().filter(gathering__in=subjects(notices)).order_by()
        return matching(notices, set(coming.values_list("gathering", "member")))


def week_facts(week: Gathering) -> Lines:
    facts = [("When", date_span(week.starts_on, week.ends_on))]
    return facts + ([("Where", week.place)] if week.place else [])
