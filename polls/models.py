"""Finding a date that suits: what is offered, and who could come."""

from datetime import date, datetime
from typing import Self
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from meetings.models import Meeting, Reply
from meetings.walltime import end_of_day, instant, start_of_day
from members.models import Member
from members.timezones import TimeZoneField, zone
from peergroups.models import Group
from peergroups.seating import seating


class PollQuerySet(models.QuerySet["Poll"]):
    def visible_to(self, member: Member, *, on: date) -> Self:
        """Open polls of the member's groups, whenever they joined; closed ones from their own time."""
        seats = seating(member, on=on)
        sits = Q(group__in=[group.pk for group in seats.groups])
        was_there = seats.heard(since="made_at__date", until="closed_at__date")
        return self.filter(sits & Q(closed_at=None) | was_there)

    def open(self) -> Self:
        return self.filter(closed_at=None)

    def taking_votes(self, at: datetime) -> Self:
        """Open, and their last day for votes is not over in any zone; `Poll.takes_votes` says it exactly."""
        yesterday = at.date() - date.resolution
        return self.open().filter(Q(closes_on=None) | Q(closes_on__gte=yesterday))

    def wanting_vote_of(self, member: Member, *, at: datetime) -> Self:
        """Polls with a date still to come of which this member has said nothing."""
        said = Vote.objects.filter(option=OuterRef("pk"), member=member)
        silent = Option.objects.offered().filter(~Exists(said), poll=OuterRef("pk"), on__gte=at.date())
        return self.filter(Exists(silent))


class Poll(models.Model):
    """When shall we meet? Some dates to choose from, by the clock of one zone, which never changes.

    A closed poll has led to a meeting, or to none.
    """

    group = models.ForeignKey(Group, models.CASCADE, related_name="polls")
    title = models.CharField("what the meeting is called", max_length=200)
    timezone = TimeZoneField()
    place = models.CharField(max_length=300, blank=True)
    link = models.URLField("link to join from afar", max_length=500, blank=True)
    closes_on = models.DateField("last day to vote", null=True, blank=True)
    made_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    picked = models.ForeignKey("Option", models.SET_NULL, null=True, blank=True, related_name="+")
    meeting = models.OneToOneField(
        Meeting, models.SET_NULL, null=True, blank=True, related_name="poll", verbose_name="what came of it"
    )

    objects = PollQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["group", "-made_at"], name="polls_of_a_group")]
        constraints = [
            models.CheckConstraint(
                condition=Q(picked=None, meeting=None) | Q(closed_at__isnull=False),
                name="what_is_picked_is_closed",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(closed_at__gte=F("made_at")),
                name="a_poll_closes_after_it_was_made",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("polls:poll", args=[self.pk])

    @property
    def zone(self) -> ZoneInfo:
        return zone(self.timezone)

    def takes_votes(self, at: datetime) -> bool:
        """Whether it is open, and its last day is not over by its own clock."""
        in_time = self.closes_on is None or at < end_of_day(self.closes_on, self.timezone)
        return self.closed_at is None and in_time


class OptionQuerySet(models.QuerySet["Option"]):
    def offered(self) -> Self:
        """Those that nobody has removed."""
        return self.filter(removed_at=None)

    def visible_to(self, member: Member, *, on: date) -> Self:
        return self.filter(poll__in=Poll.objects.visible_to(member, on=on))


class Option(models.Model):
    """A date to choose, in the wall time of the poll's zone; without hours it is the whole day.

    The instant is worked out when it is needed, so that what people agreed on stays what the clock says.
    A removed option keeps its votes, so that it can be put back.
    """

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="options")
    on = models.DateField()
    starts = models.TimeField(null=True, blank=True)
    ends = models.TimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = OptionQuerySet.as_manager()

    class Meta:
        ordering = ["on", F("starts").asc(nulls_first=True), "ends"]
        constraints = [
            models.UniqueConstraint(
                fields=["poll", "on", "starts", "ends"], nulls_distinct=False, name="each_option_stands_once"
            ),
            models.CheckConstraint(
                condition=Q(starts=None, ends=None)
                | Q(starts__isnull=False, ends__isnull=False, ends__gt=F("starts")),
                name="an_option_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on}" if self.starts is None else f"{self.on} {self.starts:%H:%M}"

    @property
    def starts_at(self) -> datetime:
        zone = self.poll.timezone
        return instant(self.on, self.starts, zone) if self.starts else start_of_day(self.on, zone)

    @property
    def ends_at(self) -> datetime:
        zone = self.poll.timezone
        return instant(self.on, self.ends, zone) if self.ends else end_of_day(self.on, zone)

    def has_begun(self, at: datetime) -> bool:
        return self.starts_at <= at


class Suits(models.TextChoices):
    """Whether a date suits somebody."""

    YES = "yes", "Yes"
    IF_NEED_BE = "if need be", "If need be"
    NO = "no", "No"


ANSWER_TO = {Suits.YES: Reply.YES, Suits.IF_NEED_BE: Reply.MAYBE, Suits.NO: Reply.NO}
"""What a vote for the date that was picked says about the meeting."""


class Vote(models.Model):
    """What a member says of one option; the latest word counts."""

    option = models.ForeignKey(Option, models.CASCADE, related_name="votes")
    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    suits = models.CharField(max_length=10, choices=Suits.choices)
    voted_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["option", "member"], name="one_vote_each")]

    def __str__(self) -> str:
        return f"{self.member}: {self.suits}"
