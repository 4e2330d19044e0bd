"""The clock at the table."""

from celery import shared_task
from django.utils import timezone

from meetings.models import Meeting
from topics import actions
from topics.models import CLEARED_AFTER, Topic

AT_A_TIME = 100
"""So many tables are cleared at one ring; what is left waits for the next."""


@shared_task
def clear_tables() -> None:
    """Clear the tables of meetings that were over a day ago. The second time nothing is left to clear."""
    now = timezone.now()
    left = Topic.objects.not_kept().filter(meeting__ends_at__lte=now - CLEARED_AFTER)
    for meeting in Meeting.objects.filter(pk__in=left.order_by().values("meeting"))[:AT_A_TIME]:
        actions.clear_table(meeting, at=now)
