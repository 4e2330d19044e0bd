"""Who comes to the week, and what the organisers have to know."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from gatherings.models.gathering import Gathering
from members.models import Member


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def standing(self) -> Self:
        """Registrations that have not been withdrawn, of people whose account has not been closed."""
        return self.filter(withdrawn_at=None, member__is_active=True)

    def in_town(self) -> Self:
        """Of those who come, the ones who chose to show when they are there."""
        return self.standing().filter(shows_travel=True, joins_from_afar=False)


class Registration(models.Model):
    """A member comes to a week. What they eat and ask for is read by admins and themselves only."""

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="registrations")
    member = models.ForeignKey(Member, models.CASCADE, related_name="registrations")
    diet = models.CharField("what I do not eat", max_length=200, blank=True)
    remark = models.CharField("a word to the organisers", max_length=500, blank=True)
    arrives_on = models.DateField("I arrive on", null=True, blank=True)
    leaves_on = models.DateField("I leave on", null=True, blank=True)
    shows_travel = models.BooleanField("show other members when I am in town", default=False)
    joins_from_afar = models.BooleanField("I join from afar", default=False)
    registered_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        ordering = ["member__name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["gathering", "member"], name="one_registration_each"),
            models.CheckConstraint(
                condition=Q(arrives_on=None) | Q(leaves_on=None) | Q(leaves_on__gte=F("arrives_on")),
                name="one_leaves_town_after_arriving",
            ),
            models.CheckConstraint(
                condition=Q(shows_travel=False) | Q(arrives_on__isnull=False, leaves_on__isnull=False),
                name="who_shows_their_travel_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} at {self.gathering}"

    def is_there(self, on: date) -> bool:
        """Whether they are in town that day."""
        return bool(self.arrives_on and self.leaves_on and self.arrives_on <= on <= self.leaves_on)
