"""Entry points of the clock. Each finds what is due by now, so a ring too many or too few does no harm."""

import logging
from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from notifications import actions
from notifications.delivery import ClaimLost, Courier, Unreachable

SHIFT = timedelta(minutes=1)
"""How long one task sends at a stretch, so that other tasks get their turn."""

log = logging.getLogger(__name__)


@shared_task
def owe_notices(model: str = "", number: int = 0) -> None:
    """Bring what is owed up to date, with everything or with one thing. Twice is once: rows have a key."""
    actions.owe_notices(at=timezone.now(), model=model, number=number)
    if model:
        sweep_notices()


@shared_task
def sweep_notices() -> None:
    """Send what is due. Twice, or twice at once, sends nothing twice: a row in hand is nobody else's."""
    actions.release_claims(at=timezone.now())
    ends_at = timezone.now() + SHIFT
    try:
        with Courier() as courier:
            while timezone.now() < ends_at and actions.send_batch(courier, at=timezone.now()):
                pass
    except Unreachable as trouble:
        log.warning("the mail server cannot be reached; what is due stays owed: %s", trouble)
    except ClaimLost:
        log.warning("this worker was so slow that another took over; the next ring goes on")
