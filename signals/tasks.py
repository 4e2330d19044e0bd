"""Looking for signals by the clock."""

from celery import shared_task
from django.utils import timezone

from engagement.models import Computation
from members.timezones import zone
from peergroups.models import Community
from signals import actions
from signals.models import Raising


@shared_task
def raise_if_due() -> None:
    """Look through the results of the day once they are there. The second time it finds it done."""
    now = timezone.localtime(timezone=zone(Community.current().timezone))
    today = now.date()
    if Raising.objects.filter(as_of=today).exists():
        return
    if Computation.objects.finished().filter(as_of=today).exists():
        actions.raise_signals(as_of=today, at=now)
