"""What a person writes beside a quarter, because the figures do not know of it."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from engagement.periods import Quarter
from members.models import Member
from peergroups.models import Group
from peergroups.seating import seating


class AnnotationQuerySet(models.QuerySet["Annotation"]):
    def visible_to(self, member: Member, *, on: date) -> Self:
        """Those of one's groups and of the whole community; for admins those of all groups."""
        seats = seating(member, on=on)
        if seats.is_admin:
            return self.all()
        return self.filter(Q(group=None) | Q(group__in=[group.pk for group in seats.groups]))


class Annotation(models.Model):
    """“Venue fire”: why a quarter of a group, or of the community, is not like the others."""

    group = models.ForeignKey(Group, models.CASCADE, null=True, related_name="annotations")
    period_id = models.SmallIntegerField()  # `Quarter.id`
    text = models.CharField("what happened", max_length=80)
    written_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField()

    objects = AnnotationQuerySet.as_manager()

    class Meta:
        ordering = ["-period_id", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "period_id", "text"],
                name="one_annotation_of_the_same_words",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.quarter}: {self.text}"

    @property
    def quarter(self) -> Quarter:
        return Quarter(self.period_id)
