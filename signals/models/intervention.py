"""What somebody does about how a group is doing, and what the figures say before and after."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.urls import reverse

from engagement.models import ENOUGH_PEOPLE
from engagement.periods import Quarter
from members.models import Member
from peergroups.models import Group, Membership
from peergroups.seating import seating
from signals.models.signal import Signal


class InterventionQuerySet(models.QuerySet["Intervention"]):
    def visible_to(self, member: Member, *, on: date) -> Self:
        """Those of groups one leads, those about oneself, and for admins those of groups of five and more.

        What was begun after a check-in is about one person, and no admin sees it.
        """
        seats = seating(member, on=on)
        seen = Q(group__in=seats.led) | Q(member=member)
        if not seats.is_admin:
            return self.filter(seen)
        held = Membership.objects.current(on).filter(group=OuterRef("group")).order_by().values("group")
        sitting = held.annotate(number=Count("pk")).values("number")
        return self.annotate(sitting=Subquery(sitting)).filter(
            seen | Q(member=None, group=None) | Q(member=None, sitting__gte=ENOUGH_PEOPLE)
        )

    def under_way(self) -> Self:
        return self.filter(reviewed_at=None)


class Intervention(models.Model):
    """Something tried: a care talk, a candour round, a merge. It has a day on which one looks back at it.

    The figure before is written down when it begins, so that nobody can choose a better one afterwards.
    """

    class Kind(models.TextChoices):
        CARE_TALK = "care talk", "Care talk"
        CANDOUR_ROUND = "candour round", "Candour round"
        MERGE = "merge", "Merge with another group"
        COACHING = "coaching", "Coaching"
        OTHER = "other", "Something else"

    kind = models.CharField("what is done", max_length=16, choices=Kind.choices)
    group = models.ForeignKey(Group, models.CASCADE, null=True, related_name="interventions")
    member = models.ForeignKey(Member, models.CASCADE, null=True, related_name="interventions")
    signal = models.ForeignKey(Signal, models.SET_NULL, null=True, related_name="interventions")
    begun_on = models.DateField("begins on")
    review_on = models.DateField("look back on")
    begun_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    begun_at = models.DateTimeField()
    note = models.CharField(max_length=1000, blank=True)
    metric = models.CharField("what should change", max_length=40)
    before = models.JSONField(null=True)  # `readings.Reading` as it was at the beginning
    after = models.JSONField(null=True)  # and at the review
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")

    objects = InterventionQuerySet.as_manager()

    class Meta:
        ordering = ["-begun_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(review_on__gt=F("begun_on")), name="one_looks_back_after_the_beginning"
            ),
            models.CheckConstraint(
                condition=Q(member=None) | Q(group__isnull=False, note=""),
                name="of_a_talk_with_one_person_nothing_is_noted",
            ),
            models.CheckConstraint(
                condition=Q(after__isnull=True) | Q(reviewed_at__isnull=False),
                name="a_figure_after_comes_from_a_review",
            ),
            models.UniqueConstraint(
                fields=["kind", "group", "member", "begun_on"],
                condition=Q(reviewed_at=None),
                name="one_intervention_of_each_kind_a_day",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.begun_on}"

    def get_absolute_url(self) -> str:
        return reverse("signals:intervention", args=[self.pk])

    @property
    def quarter(self) -> Quarter:
        return Quarter.of(self.begun_on)
