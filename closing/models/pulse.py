"""Two taps at the end of a meeting: was it worth the time, and could one speak openly?"""

from django.db import models
from django.db.models import Q

from meetings.models import Meeting
from members.models import Member

LOWEST, HIGHEST = 1, 5


class Pulse(models.Model):
    """How one person found a meeting. Nobody but they sees which answer is theirs."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="pulses")
    member = models.ForeignKey(Member, models.CASCADE, related_name="pulses")
    worth = models.PositiveSmallIntegerField("was it worth your time?")
    openness = models.PositiveSmallIntegerField("could you say what mattered to you?")
    line = models.CharField("one line, for the facilitator", max_length=300, blank=True)
    answered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "member"], name="one_pulse_each"),
            models.CheckConstraint(
                condition=Q(worth__range=(LOWEST, HIGHEST), openness__range=(LOWEST, HIGHEST)),
                name="a_pulse_is_from_one_to_five",
            ),
        ]

    def __str__(self) -> str:
        return f"pulse of meeting {self.meeting_id}"
