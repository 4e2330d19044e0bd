"""Computing what engagement means: block by block, and only what has changed since the last time.

Nothing of this is written in the ledger: results are a reading of it, and `Computation` keeps who asked when.
"""

from datetime import date, datetime, timedelta
from time import monotonic

from django.db import transaction

from engagement.models import (
    BLOCKS,
    Block,
    Check,
    Computation,
    FrozenQuarter,
    Level,
    MetricResult,
    MetricResultQuerySet,
    Stage,
)
from engagement.periods import Quarter
from engagement.pipeline.checking import drift
from engagement.pipeline.planning import MANY_LINES, last_line, moment_of, plan, tell_planner
from engagement.pipeline.steps import carry_out_block, next_steps, rows_of
from members.models import Member

SETTLED_AFTER = timedelta(days=30)
"""So long after its end a quarter is frozen; what is written down about it later comes too late."""


def compute_engagement(*, as_of: date, by: Member | None, at: datetime, anew: bool = False) -> Computation:
    """Bring all results up to date as seen on that day, and return the record of it.

    What has changed since the last time is counted; `anew` counts everything that is not frozen.
    """
    if anew:
        forget_watermarks()
    computation = Computation.objects.create(as_of=as_of, requested_by=by, requested_at=at)
    carry_out_computation(computation, at=at)
    return computation


def refresh_engagement(*, as_of: date, by: Member | None, at: datetime) -> None:
    """Compute, unless the results are of that day and nothing has happened since."""
    if is_news(as_of):
        compute_engagement(as_of=as_of, by=by, at=at)


def is_news(as_of: date) -> bool:
    """Whether the results are of another day, or something has happened since."""
    last = Computation.objects.finished().first()
    return last is None or last.as_of != as_of or last.watermark != last_line()


def request_computation(*, as_of: date, by: Member | None, at: datetime) -> Computation:
    """Ask for a computation; who asks while one is under way gets that one."""
    waiting = Computation.objects.under_way(at).filter(as_of=as_of).first()
    return waiting or Computation.objects.create(as_of=as_of, requested_by=by, requested_at=at)


def give_up_computation(computation: Computation, *, because: str, at: datetime) -> None:
    """Wait no longer for a computation that no worker has heard of, so that it can be asked for again."""
    unheard = Computation.objects.filter(pk=computation.pk, started_at=None)
    unheard.update(finished_at=at, error=because[:500])


def begin_computation(computation: Computation, *, at: datetime) -> None:
    """Say up to where is counted. Begun a second time, it goes on where it was.

    Raises:
        LedgerIsBusy: when that cannot be said just now.
    """
    last = Computation.objects.finished().first()
    if last and computation.as_of < last.as_of:
        FrozenQuarter.objects.all().delete()  # nothing is settled for who looks back
    if computation.watermark is None:
        plan(computation)
        computation.started_at = at
        computation.save(update_fields=["started_at"])
        if last is None or (computation.watermark or 0) - (last.watermark or 0) > MANY_LINES:
            tell_planner()


def carry_out_computation(computation: Computation, *, at: datetime) -> None:
    """Do all of what was asked for, here and now. A second caller waits for the first, block by block."""
    begun = monotonic()
    try:
        begin_computation(computation, at=at)
        while steps := next_steps(computation):
            for stage, number in steps:
                carry_out_block(computation, stage, number, at=at, wait=True)
    except Exception as error:
        end_computation(computation, at=at + timedelta(seconds=monotonic() - begun), error=error)
        raise
    end_computation(computation, at=at + timedelta(seconds=monotonic() - begun))


def end_computation(computation: Computation, *, at: datetime, error: Exception | None = None) -> None:
    """Write down how it went; only the first time."""
    rows = None if error else rows_of(computation)
    said = f"{type(error).__name__}: {error}"[:500] if error else ""
    Computation.objects.filter(pk=computation.pk, finished_at=None).update(
        finished_at=at, rows=rows, error=said
    )
    computation.refresh_from_db()


@transaction.atomic
def forget_watermarks() -> None:
    """Let the next computation count everything anew that is not frozen."""
    for number in range(BLOCKS):
        Block.objects.get_or_create(stage=Stage.GROUPS, number=number)
    Block.objects.update(watermark=None)


@transaction.atomic
def freeze_quarters(*, at: datetime) -> None:
    """Count no more what ended long enough ago, once it has been counted as a whole."""
    last = Computation.objects.finished().first()
    if last is None or Computation.objects.under_way(at).exists() or _is_behind():
        return
    settled = Quarter.of(last.as_of - SETTLED_AFTER)
    known = _counted_quarters().filter(period_id__lt=settled.id)
    new = known.exclude(period_id__in=FrozenQuarter.objects.frozen().values("period_id"))
    FrozenQuarter.objects.bulk_create(
        [FrozenQuarter(period_id=period, frozen_at=at) for period in new.values_list("period_id", flat=True)],
        update_conflicts=True,
        unique_fields=["period_id"],
        update_fields=["frozen_at", "late"],
    )


def check_engagement(*, at: datetime) -> Check | None:
    """Bring the results up to date, count everything anew beside them, and keep what differs.

    None where nothing has been computed yet, so that there is nothing to check.
    """
    last = Computation.objects.finished().first()
    if last is None:
        return None
    done = compute_engagement(as_of=last.as_of, by=None, at=at)
    return Check.objects.create(at=at, as_of=done.as_of, drift=drift(moment_of(done), at))


@transaction.atomic
def thaw_quarter(quarter: Quarter) -> None:
    """Let the next computation count a frozen quarter again, with all that came too late."""
    FrozenQuarter.objects.filter(pk=quarter.id).update(frozen_at=None, late=0)
    forget_watermarks()


def _counted_quarters() -> MetricResultQuerySet:
    return MetricResult.objects.filter(level=Level.COMMUNITY, metric="attendance_rate")


def _is_behind() -> bool:
    return Block.objects.filter(stage=Stage.GROUPS, watermark=None).exists()
