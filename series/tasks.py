"""The clock: the next dates of each series, and who hosts them."""

import logging
from datetime import datetime, timedelta

from celery import shared_task
from django.db.models import Prefetch
from django.utils import timezone

from series import actions
from series.hosting import groups_wanting_hosts
from series.models import Occurrence, Series, SkippedDate
from series.models.series import SeriesQuerySet

A_DAY = timedelta(days=1)
"""Somewhere on earth it is still yesterday."""

log = logging.getLogger(__name__)


@shared_task
def extend_series() -> None:
    """Make meetings of the next dates of each running series, and name the hosts of the coming week.

    Twice does no harm: a date of a series becomes a meeting once, under a lock of the series, and whoever is
    named stays named. With nothing to do it costs the same few queries however many series there are.
    """
    at = timezone.now()
    for series in _running_short(at):
        try:
            if actions.missing_dates(series, at):
                actions.extend_series(series, at=at)
        except Exception:  # whatever is wrong with one series, the others go on
            log.exception("series %s got no further dates", series.pk)
    for group in groups_wanting_hosts(at=at, before=at + actions.NAMED_BEFORE):
        try:
            actions.name_hosts(group, at=at)
        except Exception:  # likewise
            log.exception("group %s got no hosts", group.pk)


def _running_short(at: datetime) -> SeriesQuerySet:
    """Series that may lack a meeting, with what is known of their coming dates."""
    since = at.date() - A_DAY
    return (
        Series.objects.running()
        .short_of(actions.AHEAD, at)
        .prefetch_related(
            Prefetch("occurrences", Occurrence.objects.filter(on__gte=since)),
            Prefetch("skipped", SkippedDate.objects.filter(on__gte=since)),
        )
    )
