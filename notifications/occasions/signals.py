"""What asks for a look: one mail on Monday about all that was found in the week before. It names nobody."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.urls import reverse

from meetings.walltime import start_of_day
from notifications import audience, kinds
from notifications.models import Notice, Reason
from notifications.moments import GRACE, MORNING, Moment, at_wall
from notifications.occasion import Case, Hearer, Lines, Lookup, Occasion, recipients
from peergroups.models import Community, CommunityAdmin
from signals.models import Raising, Signal

A_WEEK = timedelta(days=7)


class Week(NamedTuple):
    """Seven days by the community's clock, from Monday on."""

    monday: date
    timezone: str

    @property
    def begins(self) -> datetime:
        return start_of_day(self.monday, self.timezone)

    @property
    def ends(self) -> datetime:
        return start_of_day(self.monday + A_WEEK, self.timezone)


@dataclass(frozen=True, kw_only=True)
class LookCase(Case[Week]):
    """A notice that something asks for a look. What it is, and about whom, stands on its page."""

    led: Sequence[Signal]  # of groups that the recipient leads
    kept: Sequence[Signal]  # others that they see as an admin

    def objection(self, kind: str) -> Reason | None:
        return None if self.led or self.kept else Reason.DONE

    def facts(self) -> Lines:
        names = (signal.group.name if signal.group else "The whole community" for signal in self._all)
        return [(name, f"{number} to look at") for name, number in Counter(names).items()]

    def links(self) -> Lines:
        links = [("In the groups you lead", reverse("signals:list"))] if self.led else []
        return [*links, ("In the community", reverse("signals:community"))] if self.kept else links

    @property
    def number(self) -> int:
        return len(self._all)

    @property
    def _all(self) -> list[Signal]:
        return [*self.led, *self.kept]


Reader = tuple[int, int]  # a week, and a member


class _Seen(NamedTuple):
    """What was found, by week and by who sees it, and the clocks of these people."""

    led: Mapping[Reader, list[Signal]]
    kept: Mapping[Reader, list[Signal]]
    clocks: Mapping[int, str]


class Looks(Occasion[Week]):
    """Who leads a group hears of what was found in it, and admins of what they may know of groups and all.

    A week is named by the first day of it on which somebody looked.
    """

    subject = Raising._meta.label_lower
    kinds = frozenset({kinds.WORTH_A_LOOK})
    case = LookCase

    def pending(self, only: Lookup, *, on: date, at: datetime) -> Mapping[int, Week]:
        """Return this week, which is told next Monday, and the last."""
        looked = Raising.objects.filter(as_of__gte=_monday(on) - A_WEEK, as_of__lte=on).order_by("-as_of")
        first = {week: pk for pk, week in _weeks(looked).items()}
        return {pk: week for week, pk in first.items()}

    def read(self, ids: Collection[int]) -> Mapping[int, Week]:
        return _weeks(Raising.objects.filter(pk__in=ids))

    def hearers(
        self, things: Mapping[int, Week], *, on: date, among: Collection[int] | None = None
    ) -> Iterator[Hearer]:
        seen = _seen(things, on=on, among=among)
        for pk, member in seen.led.keys() | seen.kept.keys():
            yield Hearer(pk, member, seen.clocks[member])

    def moments(self, thing: Week, role: str, clock: ZoneInfo) -> list[Moment]:
        due_at = max(thing.ends, at_wall(thing.monday + A_WEEK, MORNING, clock))
        return [Moment(kinds.WORTH_A_LOOK, f"{thing.monday}", due_at, due_at + GRACE)]

    def facts(
        self, notices: Sequence[Notice], things: Mapping[int, Week], *, on: date, at: datetime
    ) -> Callable[[Notice], dict[str, Any]]:
        seen = _seen(things, on=on, among=recipients(notices))

        def still_open(by_reader: Mapping[Reader, list[Signal]], notice: Notice) -> list[Signal]:
            found = by_reader.get((notice.subject_id, notice.recipient_id), [])
            return [signal for signal in found if signal.is_open(on)]

        return lambda notice: {
            "led": still_open(seen.led, notice),
            "kept": still_open(seen.kept, notice),
        }


def _seen(weeks: Mapping[int, Week], *, on: date, among: Collection[int] | None) -> _Seen:
    """Read what was found in these weeks and who sees it, as `SignalQuerySet.visible_to` has it."""
    found, led, kept = _found(weeks), defaultdict(list), defaultdict(list)
    leaders, admins = _leaders(found, on, among), _admins(on, among)
    pks = [signal.pk for _, signal in found]
    for_admins = set(Signal.objects.for_admins().filter(pk__in=pks).values_list("pk", flat=True))
    for week, signal in found:
        near = leaders.get(signal.group_id or 0, {})
        for member in near.keys() - {signal.member_id}:
            led[week, member].append(signal)
        for member in admins.keys() - near.keys() if signal.pk in for_admins else ():
            kept[week, member].append(signal)
    clocks = {member: clock for people in (*leaders.values(), admins) for member, clock in people.items()}
    return _Seen(led, kept, clocks)


def _found(weeks: Mapping[int, Week]) -> list[tuple[int, Signal]]:
    if not weeks:
        return []
    begins, ends = (min(week.begins for week in weeks.values()), max(week.ends for week in weeks.values()))
    raised = Signal.objects.filter(raised_at__gte=begins, raised_at__lt=ends).select_related("group")
    return [
        (pk, signal)
        for signal in raised.order_by("group__name", "pk")
        for pk, week in weeks.items()
        if week.begins <= signal.raised_at < week.ends
    ]


def _leaders(
    found: Collection[tuple[int, Signal]], on: date, among: Collection[int] | None
) -> dict[int, dict[int, str]]:
    """Return who leads each of the groups, with their clocks."""
    groups = {signal.group_id for _, signal in found if signal.group_id}
    rows = audience.leaders(on, among).filter(group__in=groups).order_by()
    leaders: dict[int, dict[int, str]] = defaultdict(dict)
    for group, member, clock in rows.values_list("group", "member", "member__timezone"):
        leaders[group][member] = clock
    return leaders


def _admins(on: date, among: Collection[int] | None) -> dict[int, str]:
    admins = CommunityAdmin.objects.current(on).filter(member__is_active=True)
    asked = admins if among is None else admins.filter(member__in=among)
    return dict(asked.values_list("member", "member__timezone"))


def _weeks(looked: Iterable[Raising]) -> dict[int, Week]:
    timezone = Community.current().timezone
    return {raising.pk: Week(_monday(raising.as_of), timezone) for raising in looked}


def _monday(on: date) -> date:
    return on - timedelta(days=on.weekday())
