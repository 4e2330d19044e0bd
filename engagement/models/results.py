"""What was computed about engagement."""

from collections.abc import Sequence
from datetime import date
from typing import Self

from django.db import models
from django.db.models import Count, Exists, ExpressionWrapper, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import LessThan

from engagement.models.counts import SeatCount
from engagement.periods import Quarter
from members.models import Member
from peergroups.seating import seating

ENOUGH_PEOPLE = 5
"""Figures of a group of fewer people are figures of persons, and kept back from who is not of them."""

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


class MetricResultQuerySet(models.QuerySet["MetricResult"]):
    def visible_to(self, member: Member, *, on: date) -> Self:
        """One's own, those of one's groups, and for community admins those of all groups and of the whole.

        `is_kept_back` is set where an admin may know no more than that there is a result: of a group of few,
        and of the whole where the figures of the groups, taken from it, would leave those of few.
        """
        seats = seating(member, on=on)
        own_groups = [group.pk for group in seats.groups]
        of_own_group = Q(level=Level.GROUP, subject_id__in=own_groups)
        seen = Q(level=Level.MEMBER, subject_id=member.pk) | of_own_group
        if not seats.is_admin:
            return self.filter(seen).annotate(is_kept_back=Value(value=False))
        of_few = Q(level=Level.GROUP) & ~Q(people__gte=ENOUGH_PEOPLE)
        leaves_few = _leaves_few()
        if own_groups:
            of_few &= ~of_own_group
            leaves_few |= _leaves_few(besides=own_groups)
        kept_back = ~Q(metric=OF_SEATS) & (of_few | (Q(level=Level.COMMUNITY) & leaves_few))
        return self.filter(seen | Q(level__in=[Level.GROUP, Level.COMMUNITY])).annotate(
            is_kept_back=ExpressionWrapper(kept_back, models.BooleanField())
        )

    def spoken(self) -> Self:
        """Those that have a value and are not kept back."""
        return self.filter(Q(is_kept_back=False), status=Status.OK)


def _leaves_few(besides: Sequence[int] = ()) -> Q:
    """Whether few remain of all who are in a figure of the whole, once the groups shown are taken off.

    Those who remain sit in groups of few. `besides` are groups whose figures somebody knows in any case.
    """
    of_few = MetricResult.objects.filter(level=Level.GROUP, people__lt=ENOUGH_PEOPLE, denominator__gt=0)
    known = of_few.exclude(subject_id__in=besides) if besides else of_few
    same = known.filter(period_id=OuterRef("period_id"), metric=OuterRef("metric"))
    inner = known.filter(period_id=OuterRef("period_id"), metric=OuterRef(OuterRef("metric")))
    remaining = SeatCount.objects.filter(
        period_id=OuterRef("period_id"), group_id__in=inner.order_by().values("subject_id")
    )
    people = remaining.values("period_id").annotate(n=Count("member_id", distinct=True)).values("n")
    return Q(Exists(same)) & Q(LessThan(Coalesce(Subquery(people), 0), ENOUGH_PEOPLE))


class MetricResult(models.Model):
    """What one metric of the catalogue says about a member, a group or the community in one quarter.

    All of it follows from the facts: a computation writes anew what came out differently. Where the
    denominator is zero there is nothing to say, which is not the same as nothing achieved.
    """

    metric = models.CharField(max_length=40)
    method_version = models.PositiveSmallIntegerField()
    level = models.CharField(max_length=10, choices=Level.choices)
    subject_id = models.BigIntegerField(null=True)  # of the member or the group
    period_id = models.SmallIntegerField()  # `Quarter.id`
    numerator = models.FloatField()
    denominator = models.FloatField()
    value = models.FloatField(null=True)
    ci_low = models.FloatField(null=True)
    ci_high = models.FloatField(null=True)
    status = models.CharField(max_length=20, choices=Status.choices)
    people = models.PositiveIntegerField(null=True)  # who held a seat in the group in that quarter
    detail = models.JSONField(null=True)  # the points of a survival curve, see `spells.Continuity`
    watermark = models.BigIntegerField()  # the last line of the ledger when it came out so
    computed_at = models.DateTimeField()

    objects = MetricResultQuerySet.as_manager()

    class Meta:
        ordering = ["level", "subject_id", "metric", "period_id"]
        indexes = [
            models.Index(
                fields=["metric", "level", "period_id"],
                condition=~Q(level="member"),  # nobody puts members side by side
                name="results_side_by_side",
            ),
            models.Index(
                fields=["metric", "period_id"],
                condition=Q(level="group", people__lt=5, denominator__gt=0),
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
                | (~Q(level=Level.COMMUNITY) & Q(subject_id__isnull=False)),
                name="a_result_is_about_somebody_or_about_all",
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
