"""What members do with sessions: vote for them, sign up, come, and rate them."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from gatherings.models.programme import Round, Session
from members.models import Member
from peergroups.models import CommunityAdmin, Membership


class ProposalVote(models.Model):
    """A member would come to what is proposed."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="votes")
    member = models.ForeignKey(Member, models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "member"], name="one_vote_for_a_proposal_each")
        ]

    def __str__(self) -> str:
        return f"{self.member} for {self.session}"


class Hold(models.TextChoices):
    """What a sign-up holds."""

    SEAT = "seat", "Signed up"
    WAITING = "waiting", "Waiting"


class SignupQuerySet(models.QuerySet["Signup"]):
    def seated(self) -> Self:
        return self.filter(state=Hold.SEAT)

    def in_line(self) -> Self:
        """Those who wait, the first in line first."""
        return self.filter(state=Hold.WAITING).order_by("at", "pk")

    def still_here(self, on: date) -> Self:
        """Those whose account is open, and who sit in a group or look after the community that day."""
        seats = Membership.objects.current(on).filter(member=OuterRef("member"))
        terms = CommunityAdmin.objects.current(on).filter(member=OuterRef("member"))
        return self.filter(Exists(seats) | Exists(terms), member__is_active=True)


class Signup(models.Model):
    """A member's seat in a session, or their place in the line for one. Leaving takes the row away.

    The round is that of the session: by it PostgreSQL sees that nobody sits in two rooms at a time. Somebody
    who holds a seat may wait for another in the same round, and moves over when it comes free.
    """

    session = models.ForeignKey(Session, models.CASCADE, related_name="signups")
    round = models.ForeignKey(Round, models.PROTECT, related_name="signups")
    member = models.ForeignKey(Member, models.CASCADE, related_name="signups")
    state = models.CharField(max_length=10, choices=Hold.choices)
    at = models.DateTimeField()
    promoted_at = models.DateTimeField(null=True, blank=True)  # came in from the line
    checked_in_at = models.DateTimeField(null=True, blank=True)

    objects = SignupQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "member"], name="one_signup_for_a_session_each"),
            models.UniqueConstraint(
                fields=["round", "member", "state"], name="one_seat_and_one_wait_a_round_each"
            ),
            models.CheckConstraint(
                condition=Q(checked_in_at=None) | Q(state=Hold.SEAT), name="who_checks_in_has_a_seat"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} in {self.session}: {self.state}"

    @property
    def waits(self) -> bool:
        return self.state == Hold.WAITING


class Rating(models.Model):
    """How somebody found a session for which they had a seat; only averages of several are shown."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="ratings")
    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    stars = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "member"], name="one_rating_of_a_session_each"),
            models.CheckConstraint(
                condition=Q(stars__gte=1, stars__lte=5), name="a_rating_has_one_to_five_stars"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stars} stars for {self.session}"
