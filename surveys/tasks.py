"""The clock of surveys."""

from celery import shared_task
from django.utils import timezone

from peergroups.clock import today
from surveys import actions
from surveys.models import Survey


@shared_task
def run_surveys() -> None:
    """Open and publish what is due by the community's date. The second time nothing is due any more."""
    now, on = timezone.now(), today()
    for survey in Survey.objects.to_open(on):
        actions.open_survey(survey, on=on, at=now)
    for survey in Survey.objects.to_publish(on):
        actions.publish_survey(survey, on=on, at=now)
