"""What becomes of each date of a series: a meeting, or nothing this time; and who hosts it."""

from datetime import datetime
from typing import Self

from django.db import models

from meetings.models import Meeting
from members.models import Member
from series.models.series import Series


class OccurrenceQuerySet(models.QuerySet["Occurrence"]):
    def coming(self, at: datetime) -> Self:
        """Those whose meeting is not over, the nearest first; cancelled ones too."""
        return self.filter(meeting__ends_at__gt=at).order_by("meeting__starts_at", "pk")

    def unbegun(self, at: datetime) -> Self:
        return self.filter(meeting__starts_at__gt=at).order_by("on")

    def standing(self) -> Self:
        return self.filter(meeting__cancelled_at=None)


class Occurrence(models.Model):
    """A date of a series that has become a meeting. Skipping it cancels the meeting.

    `on` is the date by the rule, wherever somebody moved this one meeting to: RECURRENCE-ID.
    """

    series = models.ForeignKey(Series, models.CASCADE, related_name="occurrences")
    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="occurrence")
    on = models.DateField("date by the rule")
    host = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="hosted")

    objects = OccurrenceQuerySet.as_manager()

    class Meta:
        ordering = ["on"]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "on"],
                name="one_occurrence_each_date",
                deferrable=models.Deferrable.DEFERRED,
            )
        ]

    def __str__(self) -> str:
        return f"{self.on}"


class PassedTurn(models.Model):
    """Somebody whose turn it was will not host this time; they come first again the next."""

    occurrence = models.ForeignKey(Occurrence, models.CASCADE, related_name="passed")
    member = models.ForeignKey(Member, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["occurrence", "member"], name="one_passed_turn_each")]

    def __str__(self) -> str:
        return f"{self.member}"


class SkippedDate(models.Model):
    """A date of a series on which nobody meets, said before it became a meeting."""

    series = models.ForeignKey(Series, models.CASCADE, related_name="skipped")
    on = models.DateField()
    skipped_at = models.DateTimeField()
    skipped_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["on"]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "on"], name="a_date_is_skipped_once", deferrable=models.Deferrable.DEFERRED
            )
        ]

    def __str__(self) -> str:
        return f"{self.on}"
