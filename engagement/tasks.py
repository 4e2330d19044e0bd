"""Computing by the clock, and computing when asked."""

from celery import shared_task
from django.utils import timezone

from engagement import actions
from engagement.models import Computation
from members.timezones import zone
from peergroups.models import Community

NIGHT_IS_OVER = 2  # o'clock: late enough for a meeting to have ended on its day


@shared_task
def compute_engagement(computation_id: int) -> None:
    """Carry out a computation that somebody asked for. The second time it finds it finished."""
    asked = Computation.objects.filter(pk=computation_id, finished_at=None).first()
    if asked:
        actions.carry_out_computation(asked, at=timezone.now())


@shared_task
def compute_if_due() -> None:
    """Compute once each day of the community, after two at night. The second time it finds it done."""
    now = timezone.localtime(timezone=zone(Community.current().timezone))
    done_today = Computation.objects.finished().filter(as_of=now.date())
    if now.hour >= NIGHT_IS_OVER and not done_today.exists():
        actions.compute_engagement(as_of=now.date(), by=None, at=now)
