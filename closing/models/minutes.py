"""What is written down of a meeting, as far as its group keeps anything."""

from django.db import models

from meetings.models import AgendaItem, Meeting
from members.models import Member


class Minute(models.Model):
    """A note on one item of the agenda, or on the meeting as a whole."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="minutes")
    item = models.OneToOneField(AgendaItem, models.SET_NULL, null=True, blank=True, related_name="minute")
    about = models.CharField(
        max_length=200, blank=True
    )  # the item's title then; blank: the meeting as a whole
    text = models.TextField("what we keep of it", max_length=8000)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["item__day__on", "item__position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting"], condition=models.Q(about=""), name="one_note_on_a_meeting_as_a_whole"
            )
        ]

    def __str__(self) -> str:
        return f"minute of {self.written_at:%Y-%m-%d}"
