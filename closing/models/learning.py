"""What somebody takes home from a meeting, written for themselves."""

from django.db import models

from meetings.models import Meeting
from members.models import Member


class Learning(models.Model):
    """A learning card, in draft: only its author reads it."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="learnings")
    member = models.ForeignKey(Member, models.CASCADE, related_name="learnings")
    text = models.TextField("what I take home", max_length=4000)
    change = models.CharField("what I will do differently", max_length=500, blank=True)
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["-written_at"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "member"], name="one_learning_card_each_meeting")
        ]

    def __str__(self) -> str:
        return f"learning of {self.written_at:%Y-%m-%d}"
