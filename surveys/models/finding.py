"""What a survey says of a group or of all: worked out once, at publishing, and never again."""

from datetime import date
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from members.models import Member
from peergroups.models import Group
from peergroups.seating import seating
from surveys.models.survey import Survey

ENOUGH = 5
"""From so many answers on a mean is shown: with fewer one could tell whose they are."""

ENOUGH_FOR_ITEMS = 10
"""From so many on each statement has a mean of its own."""


class Status(models.TextChoices):
    SHOWN = "shown", "Shown"
    TOO_FEW = "too few", "Fewer than five answered"
    KEPT_BACK = "kept back", "Kept back, so that the few answers of others cannot be worked out"
    DIFFERS = "differs", "Opinions differ too much for one number"


class FindingQuerySet(models.QuerySet["Finding"]):
    def visible_to(self, member: Member, *, on: date) -> Self:
        """One's own groups' and the community's; what some chosen groups say together, only admins see.

        Of two groups that were asked together, each could work out the other from the two.
        """
        seats = seating(member, on=on)
        if seats.is_admin:
            return self
        if not seats.groups:
            return self.none()
        return self.filter(Q(group__in=seats.groups) | Q(group=None, survey__asks_everybody=True))


class Finding(models.Model):
    """A mean with what one needs to read it, or why there is none. Rounded: digits tell of persons."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="findings")
    group = models.ForeignKey(Group, models.CASCADE, null=True, related_name="findings")  # none is everybody
    asked = models.PositiveIntegerField()
    answers = models.PositiveIntegerField()
    status = models.CharField(max_length=12, choices=Status.choices)
    mean = models.FloatField(null=True)
    low = models.FloatField(null=True)  # ends of the 95 % interval
    high = models.FloatField(null=True)
    agreement = models.FloatField("r_WG(J)", null=True)
    alpha = models.FloatField("Cronbach's alpha", null=True)
    icc1 = models.FloatField("ICC(1)", null=True)
    icc2 = models.FloatField("ICC(2)", null=True)
    items = ArrayField(models.FloatField(), null=True)  # a mean of each statement

    objects = FindingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "group"], nulls_distinct=False, name="one_finding_of_each_group"
            ),
            models.CheckConstraint(
                condition=Q(mean=None) | Q(status=Status.SHOWN, answers__gte=ENOUGH),
                name="no_mean_of_fewer_than_five",
            ),
            models.CheckConstraint(
                condition=Q(items=None) | Q(mean__isnull=False, answers__gte=ENOUGH_FOR_ITEMS),
                name="no_mean_of_a_statement_of_fewer_than_ten",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.survey}: {self.group or 'everybody'}"

    @property
    def tells_how_many(self) -> bool:
        """Whether it may be said how many answered: of two who were asked it would tell who did."""
        return self.asked >= ENOUGH
