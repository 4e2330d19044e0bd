"""What members promise one another."""

from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import Count, F, Max, Q
from django.urls import reverse

from meetings.models import Meeting
from members.keys import KeyField
from members.models import Member
from peergroups.models import Group, PlanArea
from peergroups.seating import seating

DEBT = 2
"""Rolled over as often as this, a commitment is a debt: time to redesign or drop it."""


class Outcome(models.TextChoices):
    KEPT = "kept", "Kept"
    PARTLY = "partly", "Partly kept"
    CHANGED = "changed", "Changed"
    MISSED = "missed", "Missed"
    DROPPED = "dropped", "Dropped"


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    def visible_to(self, member: Member, *, on: date) -> Self:
        """One's own for ever, and what was promised in a group while one held a seat in it."""
        return self.filter(Q(member=member) | seating(member, on=on).heard(since="made_on"))

    def open(self) -> Self:
        """Still to be done."""
        return self.filter(outcome="")

    def with_rollovers(self) -> Self:
        """Each with `times_rolled`, the number of times it was taken over to a later date."""
        return self.annotate(times_rolled=Count("rollovers"))

    def with_last_rollover(self) -> Self:
        """Each with `rolled_at`, when it was last taken over; nothing where it never was."""
        return self.annotate(rolled_at=Max("rollovers__rolled_at"))


class Commitment(models.Model):
    """I will ..., by ..., I'll know it worked when ..., first step in 48 hours ..., (name) will ask me."""

    key = KeyField()
    group = models.ForeignKey(Group, models.CASCADE, related_name="commitments")
    member = models.ForeignKey(Member, models.CASCADE, related_name="commitments")
    meeting = models.ForeignKey(Meeting, models.SET_NULL, null=True, blank=True, related_name="commitments")
    text = models.CharField("I will", max_length=500)
    signal = models.CharField("I'll know it worked when", max_length=300, blank=True)
    first_step = models.CharField("first step within 48 hours", max_length=300, blank=True)
    area = models.ForeignKey(PlanArea, models.SET_NULL, null=True, blank=True, related_name="commitments")
    partner = models.ForeignKey(
        Member, models.SET_NULL, null=True, blank=True, related_name="partnered_commitments"
    )
    made_on = models.DateField()
    first_due_on = models.DateField(null=True, blank=True)  # as first set; rolling over moves only due_on
    due_on = models.DateField("by", null=True, blank=True)
    first_step_taken_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    learned = models.CharField("what I learned", max_length=1000, blank=True)

    times_rolled: int  # only after `with_rollovers`
    rolled_at: datetime | None  # only after `with_last_rollover`

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(fields=["group", "made_on"], name="commitments_of_a_group"),
            models.Index(fields=["member", "due_on"], name="commitments_of_a_member"),
            models.Index(fields=["due_on"], condition=Q(outcome=""), name="open_commitments_by_date"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", closed_on=None) | (~Q(outcome="") & Q(closed_on__isnull=False)),
                name="a_closed_commitment_has_an_outcome_and_a_day",
            ),
            models.CheckConstraint(
                condition=Q(partner=None) | ~Q(partner=F("member")), name="nobody_is_their_own_partner"
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("commitments:commitment", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return not self.outcome


class Rollover(models.Model):
    """An open commitment was taken over to a later date instead of being closed."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="rollovers")
    was_due_on = models.DateField(null=True)
    now_due_on = models.DateField()
    rolled_at = models.DateTimeField()
    by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["rolled_at"]

    def __str__(self) -> str:
        return f"to {self.now_due_on}"
