"""The end of a meeting: somebody says that it is over, and what was promised was said aloud."""

from django.db import models

from commitments.models import Commitment
from meetings.models import Meeting
from members.models import Member


class Closing(models.Model):
    """A meeting was closed. Reopening deletes the row; what was carried over or noted stays."""

    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="closing")
    closed_at = models.DateTimeField()
    closed_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["closed_at"], name="closings_by_time")]

    def __str__(self) -> str:
        return f"closed at {self.closed_at:%Y-%m-%d %H:%M}"


class Confirmation(models.Model):
    """A commitment was read out in the room, and the one who made it said yes."""

    commitment = models.OneToOneField(Commitment, models.CASCADE, related_name="confirmation")
    confirmed_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return f"confirmed at {self.confirmed_at:%Y-%m-%d %H:%M}"
