"""What was computed about engagement."""

from collections.abc import Sequence
from datetime import date
from typing import Self

from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import LessThan

from engagement.periods import Quarter
from members.models import Member
from peergroups.seating import seating

ENOUGH_PEOPLE = 5
"""Figures of fewer people are figures of persons, and kept back from who is not of them."""

OF_SEATS = "open_seats"
"""The metric that counts seats and not what people do, so that it is never kept back."""


class Level(models.TextChoices):
    """Whom a result is about."""

    MEMBER = "member", "Member"
    GROUP = "group", "Group"
    COMMUNITY = "community", "Community"


class Status(models.TextChoices):
    """Whether a result says something."""

    OK = "ok", "Computed"
    NOT_ENOUGH_DATA = "not_enough_data", "Not enough data"
    SUPPRESSED = "suppressed", "Kept back"
    NOT_APPLICABLE = "not_applicable", "Not applicable"
    STALE = "stale", "Out of date"


OF_FEW = ~Q(metric=OF_SEATS) & (
    (Q(level=Level.GROUP, denominator__gt=0) & ~Q(people__gte=ENOUGH_PEOPLE))
    | Q(level=Level.COMMUNITY, people__isnull=False, people__lt=ENOUGH_PEOPLE)
)
"""Which results are of few; and which of the whole would, with the groups' beside it, tell of few."""


class MetricResultQuerySet(models.QuerySet["MetricResult"]):
    def visible_to(self, member: Member, *, on: date) -> Self:
        """Those of one's groups, and for community admins those of all groups and of the whole.

        `is_kept_back` is set where an admin may know no more than that there is a result: where few people
        are in it, and of the whole where the figures of the groups, taken from it, would leave those of few.
        Where nothing was counted there is nobody to keep back.
        """
        seats = seating(member, on=on)
        own_groups = [group.pk for group in seats.groups]
        of_own_group = Q(level=Level.GROUP, subject_id__in=own_groups)
        if not seats.is_admin:
            return self.filter(of_own_group).annotate(is_kept_back=Value(value=False))
        kept_back = Q(is_of_few=True)
        if own_groups:
            kept_back = (kept_back & ~of_own_group) | Q(pk__in=_leaving_few(own_groups))
        return self.annotate(is_kept_back=ExpressionWrapper(kept_back, models.BooleanField()))

    def spoken(self) -> Self:
        """Those that have a value and are not kept back."""
        return self.filter(Q(is_kept_back=False), status=Status.OK)


def _leaving_few(own_groups: Sequence[int]) -> list[int]:
    """Return the results of the whole that leave few of those in groups of few, to who knows some of these.

    They are asked for once, since a page asks many times for what somebody may see.
    """
    of_few = MetricResult.objects.filter(
        level=Level.GROUP, is_of_few=True, period_id=OuterRef("period_id"), metric=OuterRef("metric")
    ).order_by()
    known = (
        of_few.filter(subject_id__in=own_groups).values("metric").annotate(all=Sum("people")).values("all")
    )
    remain = F("people") - Coalesce(Subquery(known), 0)
    of_whole = MetricResult.objects.filter(level=Level.COMMUNITY, people__isnull=False).exclude(
        metric=OF_SEATS
    )
    found = of_whole.filter(
        Exists(of_few.exclude(subject_id__in=own_groups)), LessThan(remain, ENOUGH_PEOPLE)
    )
    return list(found.order_by().values_list("pk", flat=True))


class MetricResult(models.Model):
    """What one metric of the catalogue says about a group or the community in one quarter.

    What it says about a member is worked out when they look (`engagement.own`). All of it follows from the
    facts: a computation writes anew what came out differently. Where the denominator is zero there is nothing
    to say, which is not the same as nothing achieved.

    `people` says how many people a figure of a group is made of, and of the community, how many of those in
    it are in groups whose figures are kept back; nothing where there are none. `is_of_few` follows from it:
    an admin is shown no such figure.
    """

    metric = models.CharField(max_length=40)
    method_version = models.PositiveSmallIntegerField()
    level = models.CharField(max_length=10, choices=Level.choices)
    subject_id = models.BigIntegerField(null=True)  # of the group
    period_id = models.SmallIntegerField()  # `Quarter.id`
    numerator = models.FloatField()
    denominator = models.FloatField()
    value = models.FloatField(null=True)
    ci_low = models.FloatField(null=True)
    ci_high = models.FloatField(null=True)
    status = models.CharField(max_length=20, choices=Status.choices)
    people = models.PositiveIntegerField(null=True)  # who are in it; of the whole, see above
    is_of_few = models.GeneratedField(
        expression=ExpressionWrapper(OF_FEW, models.BooleanField()),
        output_field=models.BooleanField(),
        db_persist=True,
    )
    detail = models.JSONField(null=True)  # the points of a survival curve, see `spells.Continuity`
    watermark = models.BigIntegerField()  # the last line of the ledger when it came out so
    computed_at = models.DateTimeField()

    objects = MetricResultQuerySet.as_manager()

    class Meta:
        ordering = ["level", "subject_id", "metric", "period_id"]
        indexes = [
            models.Index(
                fields=["metric", "level", "period_id"],
                name="results_side_by_side",
            ),
            models.Index(
                fields=["metric", "period_id"],
                condition=Q(level="group", is_of_few=True),
                name="results_of_few",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["level", "subject_id", "metric", "period_id"],
                name="one_result_for_each_subject_and_quarter",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(level=Level.COMMUNITY, subject_id=None)
                | Q(level=Level.GROUP, subject_id__isnull=False),
                name="a_result_is_about_a_group_or_about_all",
            ),
            models.CheckConstraint(
                condition=Q(denominator=0, status=Status.NOT_APPLICABLE)
                | (Q(denominator__gt=0) & ~Q(status=Status.NOT_APPLICABLE)),
                name="a_zero_denominator_is_not_applicable",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[Status.OK, Status.STALE], value__isnull=False)
                | (~Q(status__in=[Status.OK, Status.STALE]) & Q(value=None, ci_low=None, ci_high=None)),
                name="only_what_was_computed_has_a_value",
            ),
            models.CheckConstraint(
                condition=Q(ci_low=None, ci_high=None)
                | Q(ci_low__isnull=False, ci_high__isnull=False, ci_low__lte=F("ci_high")),
                name="an_interval_has_two_ends",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.metric} {self.quarter}: {self.numerator:g} of {self.denominator:g}"

    @property
    def quarter(self) -> Quarter:
        return Quarter(self.period_id)
