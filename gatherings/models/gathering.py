"""The quarter's week, its waves, and which group meets in which."""

from datetime import date, datetime, time, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, FilteredRelation, Q
from django.urls import reverse

from meetings.actions import Hours, Place
from meetings.models import Meeting
from members.keys import KeyField
from members.models import Member
from members.timezones import TimeZoneField, zone
from peergroups.models import Group, PlanArea
from peergroups.seating import seating


class GatheringQuerySet(models.QuerySet["Gathering"]):
    def visible_to(self, member: Member, *, on: date) -> Self:
        """The weeks are for those who hold a seat in some group, and for admins."""
        sits = seating(member, on=on)
        return self if sits.groups or sits.is_admin else self.none()

    def standing(self) -> Self:
        """Weeks that have not been cancelled."""
        return self.filter(cancelled_at=None)

    def of_year(self, year: int) -> Self:
        return self.filter(starts_on__year=year)

    def with_registration_of(self, member: Member) -> Self:
        """Each with `registered_at`, since when the member is registered; nothing where they are not."""
        mine = Q(registrations__member=member, registrations__withdrawn_at=None)
        return self.annotate(
            own=FilteredRelation("registrations", condition=mine), registered_at=F("own__registered_at")
        )


class Gathering(models.Model):
    """The week of a quarter in which the groups meet at one venue, half of them at a time."""

    key = KeyField()
    name = models.CharField(max_length=120)
    starts_on = models.DateField("first day")
    ends_on = models.DateField("last day")
    timezone = TimeZoneField()
    venue = models.CharField(max_length=120, blank=True)
    address = models.CharField(max_length=160, blank=True)
    hotel = models.TextField("rooms to sleep in", max_length=1000, blank=True)
    area = models.ForeignKey(
        PlanArea,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="gatherings",
        verbose_name="plan area in focus",
    )
    registration_closes_on = models.DateField("registration closes on", null=True, blank=True)

    opened_at = models.DateTimeField(null=True, blank=True)  # since then one can register
    sequence = models.PositiveIntegerField(default=0)  # rises with every change; the word of calendars
    changed_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True, blank=True)

    registered_at: datetime | None  # only after `with_registration_of`

    objects = GatheringQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="a_gathering_ends_after_it_begins"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("gatherings:gathering", args=[self.key])

    @property
    def zone(self) -> ZoneInfo:
        """The venue's time zone."""
        return zone(self.timezone)

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None

    def is_over(self, at: datetime) -> bool:
        """Whether its last day is past at the venue."""
        return self.ends_on < at.astimezone(self.zone).date()

    @property
    def place(self) -> str:
        """Venue and address in one line."""
        return ", ".join(part for part in (self.venue, self.address) if part)

    @property
    def where(self) -> Place:
        """Where the groups' meetings of the week are, and by which clock."""
        return Place(self.timezone, self.place)

    def takes_registrations(self, on: date) -> bool:
        """Whether one can register that day."""
        closes_on = self.registration_closes_on or self.ends_on
        return self.opened_at is not None and not self.is_cancelled and on <= closes_on


class Wave(models.Model):
    """The groups that meet on the same days of the week, and from when to when."""

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="waves")
    name = models.CharField(max_length=20)
    first_on = models.DateField("first day")
    last_on = models.DateField("last day")
    starts = models.TimeField("from", default=time(8, 0))
    ends = models.TimeField("to", default=time(17, 30))
    last_ends = models.TimeField("to, on the last day", default=time(15, 30))

    class Meta:
        ordering = ["first_on", "name"]
        constraints = [
            models.UniqueConstraint(fields=["gathering", "name"], name="one_wave_of_each_name"),
            models.CheckConstraint(
                condition=Q(last_on__gte=F("first_on"), ends__gt=F("starts"), last_ends__gt=F("starts")),
                name="a_wave_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"Wave {self.name}"

    @property
    def hours(self) -> list[Hours]:
        """Its days, as a meeting takes them."""
        count = (self.last_on - self.first_on).days + 1
        days = [self.first_on + timedelta(days=n) for n in range(count)]
        return [Hours(on, self.starts, self.last_ends if on == self.last_on else self.ends) for on in days]


class WaveGroup(models.Model):
    """A group's place in a wave, with the meeting that was made for it.

    `set_at` and `set_place` are what the meeting was given here: what is changed by hand later is respected.
    """

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="places")
    wave = models.ForeignKey(Wave, models.PROTECT, related_name="places")
    group = models.ForeignKey(Group, models.CASCADE, related_name="wave_places")
    meeting = models.OneToOneField(Meeting, models.SET_NULL, null=True, blank=True, related_name="wave_place")
    set_at = models.DateTimeField(null=True, blank=True)
    set_place = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gathering", "group"], name="one_wave_for_a_group_each_week")
        ]

    def __str__(self) -> str:
        return f"{self.group} in {self.wave}"
