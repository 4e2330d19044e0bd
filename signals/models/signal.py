"""What asks for a look: by which rule, on what evidence, until when, and what became of it."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from engagement.models import ENOUGH_PEOPLE, Level
from engagement.periods import Quarter
from members.models import Member
from peergroups.models import Group
from peergroups.seating import seating
from signals.kinds import FOR_LEADERS, Kind

FOR_ADMINS = Q(level=Level.COMMUNITY) | (
    Q(level=Level.GROUP, people__gte=ENOUGH_PEOPLE) & ~Q(kind__in=FOR_LEADERS)
)


class Ending(models.TextChoices):
    """How a signal came to its end."""

    DISMISSED = "dismissed", "Dismissed"
    EXPIRED = "expired", "Expired"
    WITHDRAWN = "withdrawn", "No longer so"  # by corrected facts, by a leave, by leaving


class SignalQuerySet(models.QuerySet["Signal"]):
    def visible_to(self, member: Member, *, on: date) -> Self:
        """One's own; those of groups one leads; for admins those of groups of five and more, and of all.

        A check-in is seen by who leads the group as long as it lasts, and by admins never.
        """
        seats = seating(member, on=on)
        lasting = ~Q(level=Level.MEMBER) | Q(expires_on__gte=on)
        seen = Q(member=member) | (Q(group__in=seats.led) & lasting)
        return self.filter(seen | FOR_ADMINS if seats.is_admin else seen)

    def for_admins(self) -> Self:
        """Those that admins see without leading the group."""
        return self.filter(FOR_ADMINS)

    def open(self, on: date) -> Self:
        """Those that still ask for a look on that day."""
        return self.filter(ended_at=None, expires_on__gte=on)


class Signal(models.Model):
    """In one quarter something was so that somebody should look at it. It says no more than its evidence.

    There is one for each kind, subject and quarter, however often it is looked for, and at most one open for
    each kind and subject.
    """

    kind = models.CharField(max_length=12, choices=Kind.choices)
    level = models.CharField(max_length=10, choices=Level.choices)
    group = models.ForeignKey(Group, models.CASCADE, null=True, related_name="signals")
    member = models.ForeignKey(Member, models.CASCADE, null=True, related_name="signals")
    period_id = models.SmallIntegerField()  # `Quarter.id`
    evidence = models.JSONField()  # rules and their numbers, see `signals.wording`
    people = models.PositiveIntegerField(null=True)  # who held a seat in the group in that quarter
    raised_at = models.DateTimeField()
    expires_on = models.DateField()
    ended_at = models.DateTimeField(null=True)
    ending = models.CharField(max_length=10, choices=Ending.choices, blank=True)
    dismissed_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    reason = models.CharField("why it needs no look", max_length=300, blank=True)
    outcome = models.JSONField(null=True)  # the same figure a quarter later

    objects = SignalQuerySet.as_manager()

    class Meta:
        ordering = ["-period_id", "group__name", "kind", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "group", "member", "period_id"],
                name="one_signal_for_each_kind_subject_and_quarter",
                nulls_distinct=False,
            ),
            models.UniqueConstraint(
                fields=["kind", "group", "member"],
                condition=Q(ended_at=None),
                name="one_open_signal_for_each_kind_and_subject",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(level=Level.COMMUNITY, group=None, member=None)
                | Q(level=Level.GROUP, group__isnull=False, member=None)
                | Q(level=Level.MEMBER, group__isnull=False, member__isnull=False),
                name="a_signal_is_about_what_its_level_says",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ending="") | (Q(ended_at__isnull=False) & ~Q(ending="")),
                name="a_signal_that_ended_says_how",
            ),
            models.CheckConstraint(
                condition=(Q(ending=Ending.DISMISSED) & ~Q(reason=""))
                | (~Q(ending=Ending.DISMISSED) & Q(reason="")),
                name="who_dismisses_a_signal_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.quarter}"

    def get_absolute_url(self) -> str:
        return reverse("signals:signal", args=[self.pk])

    @property
    def quarter(self) -> Quarter:
        return Quarter(self.period_id)

    @property
    def is_dismissed(self) -> bool:
        return self.ending == Ending.DISMISSED

    @property
    def rules(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.evidence
        return found

    def is_open(self, on: date) -> bool:
        """As `SignalQuerySet.open` has it."""
        return self.ended_at is None and self.expires_on >= on
