"""Computing by the clock, and computing when asked: a task for each block, which many workers share."""

from datetime import date, datetime, timedelta

from celery import shared_task
from django.utils import timezone

from engagement import actions, looking
from engagement.models import Computation, Stage
from engagement.pipeline.planning import LedgerIsBusy
from engagement.pipeline.steps import carry_out_block, next_steps
from members.timezones import zone
from peergroups.models import Community

NIGHT_IS_OVER = 2  # o'clock: late enough for a meeting to have ended on its day
HOUR = timedelta(hours=1)


@shared_task
def compute_engagement(computation_id: int) -> None:
    """Begin a computation, or go on with it. The second time it finds it begun, or finished.

    Where the ledger is too busy to say where it ends, the clock begins it a little later.
    """
    asked = Computation.objects.filter(pk=computation_id, finished_at=None).first()
    if asked is None:
        return
    try:
        actions.begin_computation(asked, at=timezone.now())
    except LedgerIsBusy:
        return
    except Exception as error:
        actions.end_computation(asked, at=timezone.now(), error=error)
        raise
    _ring(asked)


@shared_task
def compute_block(computation_id: int, stage: str, number: int) -> None:
    """Carry out one block, and ring for the next stage after the last of this one.

    The second time it finds it done; while another worker is at it, it leaves it to that one.
    """
    asked = Computation.objects.filter(pk=computation_id, finished_at=None).first()
    if asked is None:
        return
    try:
        was_ours = carry_out_block(asked, Stage(stage), number, at=timezone.now(), wait=False)
    except Exception as error:
        actions.end_computation(asked, at=timezone.now(), error=error)
        raise
    if was_ours:
        steps = next_steps(asked)
        if not steps or steps[0][0] != stage:
            _ring(asked)


@shared_task
def compute_if_due() -> None:
    """Compute once each day of the community, after two at night, and every hour in which something happened.

    What was killed on the way goes on first. The second time it finds all of it done.
    """
    now = timezone.localtime(timezone=zone(Community.current().timezone))
    under_way = Computation.objects.under_way(now).first()
    if under_way:
        compute_engagement(under_way.pk)
        return
    actions.freeze_quarters(at=now)
    as_of = _due(now)
    if as_of:
        asked = actions.request_computation(as_of=as_of, by=None, at=now)
        compute_engagement(asked.pk)


@shared_task
def check_engagement() -> None:
    """Compare the results with what counting everything anew comes to. A second time it is compared again."""
    actions.check_engagement(at=timezone.now())


@shared_task
def forget_looks() -> None:
    """Delete what was noted two years ago of who looked at figures. A second time there is none left."""
    looking.forget_looks(on=timezone.localdate(timezone=zone(Community.current().timezone)))


def _due(now: datetime) -> date | None:
    """Return the day to compute for, if it is time."""
    last = Computation.objects.finished().first()
    if now.hour >= NIGHT_IS_OVER and (last is None or last.as_of < now.date()):
        return now.date()
    is_old = last is not None and last.finished_at is not None and last.finished_at <= now - HOUR
    return last.as_of if last and is_old and actions.is_news(last.as_of) else None


def _ring(computation: Computation) -> None:
    """Ring for every block that can be carried out now; if none is left, that was all of it."""
    steps = next_steps(computation)
    for stage, number in steps:
        compute_block.delay(computation.pk, stage, number)
    if not steps:
        actions.end_computation(computation, at=timezone.now())
