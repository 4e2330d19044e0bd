"""The best idea of a meeting."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Count

from meetings.models import Meeting
from members.models import Member
from peergroups.seating import seating


class IdeaQuerySet(models.QuerySet["Idea"]):
    def visible_to(self, member: Member, *, on: date) -> Self:
        """Ideas of meetings at which the member held a seat."""
        meeting = seating(member, on=on).heard(
            since="meeting__starts_on", until="meeting__ends_on", group="meeting__group"
        )
        return self.filter(meeting)

    def with_votes(self) -> Self:
        """Each with `votes`, the number of them; the most first."""
        return self.annotate(votes=Count("votes_for")).order_by("-votes", "offered_at", "pk")


class Idea(models.Model):
    """An idea that somebody takes home from a meeting and names for all."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="ideas")
    member = models.ForeignKey(Member, models.CASCADE, related_name="ideas")
    text = models.CharField("the idea, in a sentence", max_length=300)
    offered_at = models.DateTimeField()

    votes: int  # only after `with_votes`

    objects = IdeaQuerySet.as_manager()

    class Meta:
        ordering = ["offered_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "member", "text"], name="an_idea_is_named_once")
        ]

    def __str__(self) -> str:
        return self.text


class IdeaVote(models.Model):
    """Which idea somebody found best. One each; voting again moves it."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    idea = models.ForeignKey(Idea, models.CASCADE, related_name="votes_for")
    voted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "member"], name="one_best_idea_each_meeting")
        ]

    def __str__(self) -> str:
        return f"a vote for {self.idea}"
