"""A meeting that repeats."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import takewhile
from typing import Self

from django.db import models
from django.db.models import Count, F, Q
from django.urls import reverse

from meetings.actions import Hours, Place
from members.keys import KeyField
from members.models import Member
from members.timezones import TimeZoneField
from peergroups.models import Group
from peergroups.seating import seating
from series.recurrence import Rule
from series.walltime import hours


class SeriesQuerySet(models.QuerySet["Series"]):
    def visible_to(self, member: Member, *, on: date) -> Self:
        """Series of the member's groups, other than those that were over before they joined."""
        seats = seating(member, on=on)
        lasting = Q(ended_on=None, group__in=[group.pk for group in seats.groups])
        return self.filter(lasting | seats.heard(since="starts_on", until="ended_on"))

    def running(self) -> Self:
        """Series that nobody has ended."""
        return self.filter(ended_on=None)

    def short_of(self, number: int, at: datetime) -> Self:
        """Series with fewer meetings to come than that."""
        coming = Count("occurrences", filter=Q(occurrences__meeting__starts_at__gt=at))
        return self.annotate(coming=coming).filter(coming__lt=number)


class Series(models.Model):
    """Breakfast every Thursday at half past six: what a group has agreed on, as people say it.

    Its next dates are ordinary meetings (`Occurrence`), so answers and reminders belong to each of them and
    none to the series. The wall time stays when clocks change.
    """

    key = KeyField()
    group = models.ForeignKey(Group, models.CASCADE, related_name="series")
    title = models.CharField(max_length=200)
    timezone = TimeZoneField()
    place = models.CharField(max_length=300, blank=True)
    link = models.URLField("link to join from afar", max_length=500, blank=True)

    rule_text = models.CharField("rule of RFC 5545", max_length=200)
    starts_on = models.DateField("first date")
    starts = models.TimeField()
    ends = models.TimeField()
    rotates_host = models.BooleanField("somebody else hosts each time", default=False)

    sequence = models.PositiveIntegerField(default=0)  # rises with every change
    changed_at = models.DateTimeField()
    ended_on = models.DateField("last day", null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    continues = models.OneToOneField(
        "self", models.SET_NULL, null=True, blank=True, related_name="continued_by"
    )

    objects = SeriesQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on", "pk"]
        verbose_name_plural = "series"
        indexes = [models.Index(fields=["group", "ended_on"], name="series_of_a_group")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__gt=F("starts")), name="a_date_of_a_series_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, ended_at=None) | Q(ended_on__isnull=False, ended_at__isnull=False),
                name="an_ended_series_has_a_last_day",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("series:list", args=[self.group.key])

    @property
    def rule(self) -> Rule:
        return Rule.read(self.rule_text)

    @property
    def where(self) -> Place:
        return Place(self.timezone, self.place, self.link)

    def dates(self, *, since: date = date.min) -> Iterator[date]:
        """Yield its dates from `since` on in order, skipped ones too, up to its last day if it has one."""
        last = self.ended_on or date.max
        return takewhile(lambda on: on <= last, self.rule.dates(self.starts_on, since=since))

    def hours_on(self, on: date) -> Hours:
        """When people come together on one of its dates."""
        return hours(on, self.starts, self.ends, self.timezone)
