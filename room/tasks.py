"""The clock in the room."""

from contextlib import suppress

from celery import shared_task
from django.utils import timezone

from room import actions
from room.models import Run


@shared_task
def end_runs() -> None:
    """End the runs that nobody has ended half a day after their meetings. The second time there are none.

    With the end goes what the group does not keep, so it must not wait for somebody to press a button.
    """
    at = timezone.now()
    for run in Run.objects.left_running(at).select_related("meeting__group"):
        with suppress(actions.MovedMeanwhile):  # somebody goes on, or has just ended it
            actions.end_run(run, step=run.step, by=None, at=at)
