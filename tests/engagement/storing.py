"""Results as if they had been computed."""

from django.db.models import Value

from engagement.catalogue import METRICS
from engagement.measures.proportions import wilson
from engagement.models import (
    Computation,
    FrozenQuarter,
    Level,
    MeetingCount,
    MetricResult,
    MetricResultQuerySet,
    SeatCount,
    Status,
)
from engagement.periods import Quarter
from members.models import Member
from peergroups.models import Group
from tests.conftest import NOW, TODAY

NOW_QUARTER = Quarter.of(TODAY)


def computed() -> None:
    """Let it be known that something has been computed."""
    Computation.objects.create(
        as_of=TODAY, requested_at=NOW, started_at=NOW, finished_at=NOW, rows=1, watermark=0
    )


def frozen(ago: int) -> Quarter:
    """Freeze the quarter so many before this one."""
    FrozenQuarter.objects.create(period_id=NOW_QUARTER.id - ago, frozen_at=NOW)
    return NOW_QUARTER.shifted(-ago)


def keep(
    metric: str,
    numerator: float,
    *,
    of: float,
    group: Group | None = None,
    ago: int = 0,
    people: int | None = 5,
    bounds: tuple[float, float] | None = None,
    is_sure: bool = False,
) -> MetricResult:
    """Keep a result of a group or the whole, in this quarter or so many before.

    `is_sure` gives it Wilson's interval.
    """
    level = Level.GROUP if group else Level.COMMUNITY
    low, high = wilson(numerator, of) if is_sure else bounds or (None, None)
    return MetricResult.objects.create(
        metric=metric,
        method_version=METRICS[metric].version,
        level=level,
        subject_id=group.pk if group else None,
        period_id=NOW_QUARTER.id - ago,
        numerator=numerator,
        denominator=of,
        value=numerator / of if of else None,
        ci_low=low,
        ci_high=high,
        status=Status.OK if of else Status.NOT_APPLICABLE,
        people=people if group else None,
        watermark=0,
        computed_at=NOW,
    )


def came(member: Member, group: Group, times: int, *, of: int, ago: int = 0) -> None:
    """Keep how often somebody came to the meetings of a group."""
    who = {"group_id": group.pk, "period_id": NOW_QUARTER.id - ago, "member_id": member.pk}
    SeatCount.objects.create(**who, at_end=1, filling=1)
    unasked = {"came": 0, "said_yes": 0, "silent": 0, "invited": 0}
    MeetingCount.objects.create(**who, **unasked, attended=times, expected=of)


def in_full() -> MetricResultQuerySet:
    """Every result, as those see it whom it is about."""
    return MetricResult.objects.annotate(is_kept_back=Value(value=False))
