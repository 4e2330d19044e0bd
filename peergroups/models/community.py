"""The community: one per installation, with those who look after it."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from members.models import Member
from members.timezones import TimeZoneField

USUAL_AREAS = ["Legacy", "Life", "Leadership", "Business"]


class Community(models.Model):
    """The whole, to which every group belongs. There is one row."""

    name = models.CharField(max_length=120, default="Our community")
    purpose = models.CharField(max_length=500, blank=True)
    timezone = TimeZoneField(default="UTC")

    class Meta:
        verbose_name_plural = "communities"
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="one_community")]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def current(cls) -> "Community":
        """Return the community of this installation, founded with the usual plan areas at the first call."""
        community, founded = cls.objects.get_or_create(pk=1)
        if founded:
            areas = (PlanArea(name=name, position=n) for n, name in enumerate(USUAL_AREAS, 1))
            PlanArea.objects.bulk_create(areas)
        return community


class PlanArea(models.Model):
    """One of the areas a member plans in; an admin may rename and reorder them."""

    name = models.CharField(max_length=60)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["name"], name="one_plan_area_of_each_name"),
            models.UniqueConstraint(
                fields=["position"],
                name="one_plan_area_at_each_position",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CommunityAdminQuerySet(models.QuerySet["CommunityAdmin"]):
    def current(self, on: date) -> Self:
        """Those who look after the community on that day."""
        return self.filter(Q(until_on=None) | Q(until_on__gte=on), since_on__lte=on)


class CommunityAdmin(models.Model):
    """A member looks after the community: sees who, when and how many, never what was said."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="admin_terms")
    since_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    objects = CommunityAdminQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member"], condition=Q(until_on=None), name="one_open_admin_term_each"
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("since_on")),
                name="an_admin_term_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} since {self.since_on}"
