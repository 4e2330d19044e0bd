"""A meeting of a group, on one or several days."""

from datetime import date, datetime
from typing import Self
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Count, Exists, F, FilteredRelation, OuterRef, Q
from django.urls import reverse

from meetings.walltime import end_of_day, start_of_day
from members.keys import KeyField
from members.models import Member
from members.timezones import TimeZoneField, zone
from peergroups.models import Group, Membership
from peergroups.seating import seating

_HOLDING = Q(moved_at=None) | Q(answers__answered_at__gte=F("moved_at"))
"""Of a meeting's answers those to it as it is now, like `AnswerQuerySet.holding`."""


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, member: Member, *, on: date) -> Self:
        """Meetings of the member's groups, from the day of joining on."""
        return self.filter(seating(member, on=on).heard(since="starts_on", until="ends_on"))

    def standing(self) -> Self:
        """Meetings that have not been cancelled."""
        return self.filter(cancelled_at=None)

    def coming(self, at: datetime) -> Self:
        """Meetings that are not over, the nearest first."""
        return self.filter(ends_at__gt=at).order_by("starts_at", "pk")

    def with_reply_of(self, member: Member) -> Self:
        """Each with `reply`, the member's answer that still holds; nothing where there is none."""
        mine = FilteredRelation("answers", condition=Q(answers__member=member) & _HOLDING)
        return self.annotate(mine=mine, reply=F("mine__reply"))

    def with_reply_counts(self) -> Self:
        """Each with `yes`, `maybe` and `no`: how many of those expected answered so, as far as it holds."""
        seats = Membership.objects.expected(OuterRef("starts_on"))
        counting = _HOLDING & Exists(
            seats.filter(group=OuterRef("group"), member=OuterRef("answers__member"))
        )
        counts = {
            reply: Count("answers", filter=counting & Q(answers__reply=reply))
            for reply in ("yes", "maybe", "no")
        }
        return self.annotate(**counts)

    def expecting(self, member: Member) -> Self:
        """Meetings to which the member is invited: holds a seat on the first day, and is not on leave."""
        seats = Membership.objects.expected(OuterRef("starts_on"))
        return self.filter(Exists(seats.filter(group=OuterRef("group"), member=member)))

    def over(self, at: datetime) -> Self:
        """Meetings that are over, the latest first."""
        return self.filter(ends_at__lte=at).order_by("-starts_at", "-pk")


class Meeting(models.Model):
    """One meeting of one group: two days every quarter, or an hour over breakfast.

    The days hold the venue's wall time, which is what people agreed on. The dates and instants here follow
    from them (`actions.schedule`), so that lists can be sorted and reminders be due.
    """

    key = KeyField()
    group = models.ForeignKey(Group, models.CASCADE, related_name="meetings")
    title = models.CharField(max_length=200)
    timezone = TimeZoneField()
    place = models.CharField(max_length=300, blank=True)
    link = models.URLField("link to join from afar", max_length=500, blank=True)
    reply_by_on = models.DateField("answers wanted by", null=True, blank=True)

    starts_on = models.DateField()
    ends_on = models.DateField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    moved_at = models.DateTimeField(null=True, blank=True)  # answers from before no longer hold
    sequence = models.PositiveIntegerField(default=0)  # rises with every change; the word of calendars
    agenda_sequence = models.PositiveIntegerField(default=0)  # rises with every change of the agenda
    changed_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_because = models.CharField(max_length=300, blank=True)

    reply: str | None  # only after `with_reply_of`

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        indexes = [
            models.Index(fields=["group", "starts_at"], name="meetings_of_a_group"),
            models.Index(fields=["starts_at"], name="meetings_by_start"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")) & Q(ends_at__gt=F("starts_at")),
                name="a_meeting_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("home:meeting", args=[self.pk])

    @property
    def zone(self) -> ZoneInfo:
        """The venue's time zone."""
        return zone(self.timezone)

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None

    @property
    def has_several_days(self) -> bool:
        return self.ends_on > self.starts_on

    @property
    def is_timed(self) -> bool:
        """Whether hours are known; a meeting that fills its dates from midnight to midnight has none."""
        whole_days = (start_of_day(self.starts_on, self.timezone), end_of_day(self.ends_on, self.timezone))
        return (self.starts_at, self.ends_at) != whole_days

    def has_begun(self, at: datetime) -> bool:
        return self.starts_at <= at

    def is_over(self, at: datetime) -> bool:
        return self.ends_at <= at


class MeetingDay(models.Model):
    """One day of a meeting, in the venue's wall time; without times where only the date is known."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="days")
    on = models.DateField()
    starts = models.TimeField(null=True, blank=True)
    ends = models.TimeField(null=True, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        ordering = ["on"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "on"],
                name="one_meeting_day_each_date",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=Q(starts=None, ends=None)
                | Q(starts__isnull=False, ends__isnull=False, ends__gt=F("starts")),
                name="a_meeting_day_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on}"

    def is_held(self, at: datetime) -> bool:
        """Whether somebody can have come: the date has come at the venue, and nobody cancelled."""
        return not self.meeting.is_cancelled and start_of_day(self.on, self.meeting.timezone) <= at

    @property
    def minutes(self) -> int | None:
        """How long the day is, in minutes; nothing where no times are known."""
        if self.starts is None:
            return None
        return int((self.ends_at - self.starts_at).total_seconds() // 60)
