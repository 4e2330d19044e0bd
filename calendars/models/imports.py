"""What came from somebody's calendar file, so that the same file brings nothing twice."""

from django.db import models
from django.db.models import Q

from meetings.models import Meeting
from peergroups.models import Group
from series.models import Series

LONGEST_UID = 250


class ImportedEvent(models.Model):
    """An event of a file that became a meeting or a series of this group.

    `recurrence` is empty, or the date of a series that the file has moved to a meeting of its own.
    """

    group = models.ForeignKey(Group, models.CASCADE, related_name="imported_events")
    uid = models.CharField(max_length=LONGEST_UID)
    recurrence = models.CharField(max_length=20, blank=True)
    series = models.ForeignKey(Series, models.CASCADE, null=True, blank=True, related_name="+")
    meeting = models.ForeignKey(Meeting, models.CASCADE, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "uid", "recurrence"], name="an_event_is_imported_once_a_group"
            ),
            models.CheckConstraint(
                condition=Q(series=None, meeting__isnull=False) | Q(series__isnull=False, meeting=None),
                name="an_imported_event_is_a_meeting_or_a_series",
            ),
        ]

    def __str__(self) -> str:
        return self.uid
