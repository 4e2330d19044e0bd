"""Results and counts as a computation leaves them, and what follows from them."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from engagement.models import Level, MeetingCount, MetricResult, Status
from engagement.periods import Quarter
from members.models import Member
from peergroups.models import Group
from signals.actions import raise_signals
from signals.kinds import Kind
from signals.models import Signal
from tests import factories
from tests.conftest import TODAY

LAST = Quarter.of(TODAY).previous  # the quarter that is judged: 2026-Q1


def store(
    metric: str,
    value: float,
    *,
    of: float = 1.0,
    group: Group | None = None,
    ago: int = 0,
    people: int | None = 8,
) -> MetricResult:
    """Keep `value` of `of` for the last whole quarter or one before it; without a group, of the community."""
    return MetricResult.objects.create(
        metric=metric,
        method_version=1,
        level=Level.GROUP if group else Level.COMMUNITY,
        subject_id=group.pk if group else None,
        period_id=LAST.id - ago,
        numerator=value,
        denominator=of,
        value=value / of,
        status=Status.OK,
        people=people if group else None,
        watermark=0,
        computed_at=timezone.now(),
    )


def decline(group: Group, *, people: int = 8) -> None:
    """Attendance that was nine of ten for two years, and is half of that now."""
    for ago in range(8):
        store("attendance_rate", 15 if ago == 0 else 27, of=30, group=group, ago=ago, people=people)


def attended(
    group: Group, member: Member, came: float, *, of: int, ago: int = 0, said_yes: int = 0, kept: int = 0
) -> None:
    """Keep that somebody came so often, and kept so many of the answers in which they had said yes."""
    MeetingCount.objects.create(
        group_id=group.pk,
        member_id=member.pk,
        period_id=LAST.id - ago,
        attended=came,
        expected=of,
        came=kept,
        said_yes=said_yes,
        no_shows=said_yes - kept,
        silent=0,
        invited=0,
    )


def drift_away(group: Group, member: Member) -> None:
    """Somebody came to nine of twelve meetings in a year, and to none of the last three."""
    for ago in range(1, 5):
        attended(group, member, 2 if ago == 1 else 3, of=3, ago=ago)
    attended(group, member, 0, of=3)
    if not MetricResult.objects.exists():
        store("attendance_rate", 80, of=100)


def look(on: date = TODAY) -> list[Signal]:
    """Look for signals, and return those that stand."""
    raise_signals(as_of=on, at=timezone.now() + (on - TODAY))
    return list(Signal.objects.open(on).order_by("kind", "pk"))


def signal(group: Group | None, kind: Kind = Kind.CHANGE, **fields: Any) -> Signal:
    """A signal of the last quarter, found today."""
    member = fields.get("member")
    level = Level.MEMBER if member else Level.GROUP if group else Level.COMMUNITY
    numbers = {
        Kind.CHANGE: FALLEN | {"rule": "change"},
        Kind.WATCH: FALLEN | {"rule": "watch"},
        Kind.CHECK_IN: {"rule": "no-shows", "missed": 2, "said_yes": 3},
    }
    given = {
        "level": level,
        "period_id": LAST.id,
        "evidence": [numbers.get(kind, STAR)],
        "people": 8,
        "raised_at": timezone.now(),
        "expires_on": TODAY + timedelta(days=30),
    }
    return Signal.objects.create(kind=kind, group=group, **given | fields)


STAR = {"rule": "star", "metric": "degree_centralisation", "value": 0.9, "before": 0.8}
FALLEN = {
    "came": 20,
    "expected": 36,
    "usual": 0.86,
    "earlier": 0.88,
    "season": 0.02,
    "quarters": 8,
    "piled": 6.1,
    "signal_below": 0.65,
    "watch_below": 0.72,
}


def fill(group: Group, people: int) -> list[Member]:
    """Seat so many more people."""
    members = [factories.member() for _ in range(people)]
    for member in members:
        factories.seat(group, member)
    return members


def counted(told: dict[str, Any] | None) -> tuple[float, float]:
    """So much of so much, of a figure that was written down."""
    assert told
    return told["numerator"], told["denominator"]
