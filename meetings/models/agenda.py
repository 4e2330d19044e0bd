"""What a meeting does with its time."""

from django.db import models
from django.db.models import Q

from meetings.models.meeting import MeetingDay
from members.models import Member


class Format(models.TextChoices):
    """What kind of time an item is; some of them lead to a page of their own."""

    TALK = "talk", "Talk"
    ROUND = "round", "Round"
    BREAK = "break", "Break"
    REVIEW = "review", "Quarterly review"
    HOT_SEAT = "hot seat", "Hot seat"
    COMMITMENT_REVIEW = "commitment review", "Commitment review"
    COMMITMENTS = "commitments", "Commitments"


class AgendaItem(models.Model):
    """A stretch of a meeting day. Where it starts follows from the order and the minutes before it."""

    day = models.ForeignKey(MeetingDay, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    format = models.CharField(max_length=30, choices=Format.choices, default=Format.TALK)
    owner = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")
    owner_role = models.CharField(max_length=60, blank=True)  # where a role leads it and not a person

    class Meta:
        ordering = ["day__on", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["day", "position"],
                name="one_item_at_each_position",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(condition=Q(owner=None) | Q(owner_role=""), name="an_item_has_one_owner"),
        ]

    def __str__(self) -> str:
        return self.title
