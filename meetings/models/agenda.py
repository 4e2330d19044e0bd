"""What a meeting does with its time."""

from django.db import models
from django.db.models import Q

from meetings.models.meeting import Meeting, MeetingDay
from members.models import Member
from peergroups.models import Keeps


class Format(models.TextChoices):
    """What kind of time an item is; some of them lead to a page of their own."""

    TALK = "talk", "Talk"
    ROUND = "round", "Round"
    BREAK = "break", "Break"
    REVIEW = "review", "Quarterly review"
    HOT_SEAT = "hot seat", "Hot seat"
    COMMITMENT_REVIEW = "commitment review", "Commitment review"
    COMMITMENTS = "commitments", "Commitments"
    OPENING = "opening", "Opening"
    TRIOS = "trios", "Trios"
    PAIRS = "pairs", "Walk in pairs"
    SILENT_WRITING = "silent writing", "Silent writing"
    SILENT_CARDS = "silent cards", "Silent cards, then a vote"
    LEAN_COFFEE = "lean coffee", "Lean coffee"
    ACTION_LEARNING = "action learning", "Action learning"
    SHOW_AND_TELL = "show and tell", "Show and tell"
    NUMBERS = "numbers", "Our numbers"
    PLAN = "plan", "Plan of the quarter"
    PARKING_LOT = "parking lot", "Parking lot"
    BEST_IDEA = "best idea", "Best idea"
    RATING = "rating", "How was this meeting?"
    HOUSEKEEPING = "housekeeping", "Housekeeping"


class AgendaItem(models.Model):
    """A stretch of a meeting day. Where it starts follows from the order and the minutes before it."""

    day = models.ForeignKey(MeetingDay, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    format = models.CharField(max_length=30, choices=Format.choices, default=Format.TALK)
    owner = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")
    owner_role = models.CharField(max_length=60, blank=True)  # where a role leads it and not a person
    record = models.CharField(  # as its format says where it is empty, and never more than the group keeps
        "what is written down", max_length=12, choices=Keeps.choices, blank=True
    )

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


class AgendaChange(models.Model):
    """One change of an agenda: what to tell others who were arranging it, and what it takes to undo it.

    `before` holds the rows that the change wrote, as they were; nothing for an item that it added.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="agenda_changes")
    sequence = models.PositiveIntegerField()  # of the agenda, after the change
    by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    says = models.CharField(max_length=300)
    before = models.JSONField()

    class Meta:
        ordering = ["sequence"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "sequence"], name="one_agenda_change_each_sequence")
        ]

    def __str__(self) -> str:
        return self.says
