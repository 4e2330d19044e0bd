"""How often check-ins were right: of those with whom somebody was to talk a year ago, how many have left."""

from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Exists, OuterRef

from engagement.models import ENOUGH_PEOPLE, Level
from engagement.periods import Quarter
from peergroups.models import Membership
from signals.models import Ending, Signal

A_YEAR = timedelta(days=365)


class Audit(NamedTuple):
    """Who was named a year ago and who was not, and how many of each have left since."""

    quarter: Quarter
    named: int
    named_left: int
    others: int
    others_left: int

    @property
    def may_be_told(self) -> bool:
        """Not where one of the four counts is of so few that it could be somebody."""
        counts = (
            self.named_left,
            self.named - self.named_left,
            self.others_left,
            self.others - self.others_left,
        )
        return min(counts) >= ENOUGH_PEOPLE

    @property
    def named_share(self) -> float:
        return self.named_left / self.named * 100

    @property
    def others_share(self) -> float:
        return self.others_left / self.others * 100


def audit(*, on: date) -> Audit:
    """Count over the seats that were judged for the quarter a year before the last; one query."""
    quarter = Quarter.of(on).previous.shifted(-4)
    day = quarter.next.first_day
    signals = Signal.objects.filter(level=Level.MEMBER, period_id=quarter.id).exclude(ending=Ending.WITHDRAWN)
    named = signals.filter(group=OuterRef("group"), member=OuterRef("member"))
    seats = (
        Membership.objects.current(day)
        .at_the_table(day)
        .filter(group__takes_attendance=True, joined_on__lte=quarter.first_day)
        .annotate(is_named=Exists(named))
    )
    counts = {True: [0, 0], False: [0, 0]}
    for is_named, left_on in seats.order_by().values_list("is_named", "left_on").iterator():
        counts[is_named][0] += 1
        counts[is_named][1] += left_on is not None and left_on <= day + A_YEAR
    return Audit(quarter, *counts[True], *counts[False])


class Named(NamedTuple):
    """With how many people somebody was to talk after a quarter; none if so few that it could be one."""

    quarter: Quarter
    people: int | None


def named(*, on: date) -> Named:
    """Count those who were named for the quarter before the one that is judged now; one query.

    Nothing about it changes any more. A number that moved from day to day would tell who had moved it.
    """
    quarter = Quarter.of(on).previous.previous
    signals = Signal.objects.filter(level=Level.MEMBER, period_id=quarter.id).exclude(ending=Ending.WITHDRAWN)
    people = signals.values("member").distinct().count()
    return Named(quarter, people if people >= ENOUGH_PEOPLE else None)
