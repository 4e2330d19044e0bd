"""The clock: the next dates of each series, and who hosts them."""

from celery import shared_task
from django.utils import timezone

from peergroups.models import Group
from series import actions
from series.models import Series


@shared_task
def extend_series() -> None:
    """Make meetings of the next dates of each running series, and name the hosts of the coming week.

    Twice does no harm: a date of a series becomes a meeting once, under a lock of the series, and whoever is
    named stays named.
    """
    at = timezone.now()
    for series in Series.objects.running():
        actions.extend_series(series, at=at)
    for group in Group.objects.filter(series__rotates_host=True).distinct():
        actions.name_hosts(group, at=at)
