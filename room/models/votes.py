"""A quick vote: everybody answers by themselves, and then all see how the answers spread."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from members.models import Member
from room.models.run import Run


class VoteKind(models.TextChoices):
    YES_NO = "yes or no", "Yes or no"
    SCALE = "scale", "Scale from 1 to 5"
    CHOICE = "choice", "One of several"
    RANKING = "ranking", "Put in order"
    ESTIMATE = "estimate", "Estimate a number"


WITH_OPTIONS = [VoteKind.CHOICE, VoteKind.RANKING]


class Vote(models.Model):
    """A question to the room. Nobody sees an answer of others before it is closed."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="votes")
    question = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=VoteKind.choices, default=VoteKind.YES_NO)
    options = ArrayField(models.CharField(max_length=100), default=list, blank=True)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["run"], condition=Q(closed_at=None), name="one_open_vote_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(closed_at__gte=F("opened_at")),
                name="a_vote_closes_after_it_opens",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=WITH_OPTIONS) | Q(options__len__gte=2),
                name="one_chooses_between_two_or_more",
            ),
        ]

    def __str__(self) -> str:
        return self.question

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class Ballot(models.Model):
    """One person's answer to a vote; it may change until the vote is closed.

    `numbers` is 1 or 0 for yes or no, a place on the scale, the index of an option, those of all options
    from the first rank to the last, or the estimate.
    """

    vote = models.ForeignKey(Vote, models.CASCADE, related_name="ballots")
    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    numbers = ArrayField(models.DecimalField(max_digits=17, decimal_places=2))
    cast_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["vote", "member"], name="one_ballot_each"),
            models.CheckConstraint(condition=Q(numbers__len__gte=1), name="a_ballot_says_something"),
        ]

    def __str__(self) -> str:
        return f"ballot of {self.member_id}"
