"""Whoever was missed is called, by somebody, in person."""

from django.db import models

from meetings.models import Meeting
from members.models import Member


class CareCall(models.Model):
    """Somebody who led the group has been in touch with one who was missed at a meeting.

    Calls that are still to be made have no row: they follow from the attendance (`closing.panels.to_call`),
    so that a corrected mark needs nothing else corrected. What was said is nobody's business and not kept.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="care_calls")
    member = models.ForeignKey(Member, models.CASCADE, related_name="care_calls")
    called_at = models.DateTimeField()
    called_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "member"], name="one_care_call_for_each_absence")
        ]

    def __str__(self) -> str:
        return f"call of {self.called_at:%Y-%m-%d}"
