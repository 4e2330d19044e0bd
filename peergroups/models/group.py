"""Groups, and the rules each of them lives by."""

from datetime import date
from typing import NamedTuple, Self

from django.db import models
from django.urls import reverse

from members.keys import KeyField
from members.models import Member
from members.timezones import TimeZoneField


class Kind(models.TextChoices):
    PEER_GROUP = "peer group", "Peer group"
    COMMUNITY_OF_PRACTICE = "community of practice", "Community of practice"
    THINKING_GROUP = "thinking group", "Thinking group"
    WORK_TEAM = "work team", "Work team"
    NETWORK = "network", "Network"


class Policy(NamedTuple):
    """Which rules a group lives by. Each is a column of `Group`, so that a group can differ from its kind."""

    takes_attendance: bool
    plans_agenda: bool
    makes_commitments: bool
    nudges_answers: bool
    anyone_schedules: bool


POLICIES = {
    Kind.PEER_GROUP: Policy(True, True, True, True, False),
    Kind.COMMUNITY_OF_PRACTICE: Policy(True, True, True, True, False),
    Kind.THINKING_GROUP: Policy(False, False, False, False, True),
    Kind.WORK_TEAM: Policy(True, True, True, True, True),
    Kind.NETWORK: Policy(False, False, False, False, True),
}


class GroupQuerySet(models.QuerySet["Group"]):
    def visible_to(self, member: Member, *, on: date) -> Self:
        """The groups in which the member holds a seat that day."""
        return self.filter(pk__in=member.memberships.current(on).values("group"))

    def led_by(self, member: Member, *, on: date) -> Self:
        """The groups that the member leads that day, as facilitator or chair."""
        return self.filter(pk__in=member.memberships.current(on).leading(on).values("group"))


class Group(models.Model):
    """A room with a roster: a peer group, a circle, a board, a breakfast."""

    key = KeyField()
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=30, choices=Kind.choices, default=Kind.PEER_GROUP)
    purpose = models.CharField(max_length=500, blank=True)
    timezone = TimeZoneField(blank=True)
    rhythm_days = models.PositiveSmallIntegerField("days from meeting to meeting", null=True, blank=True)
    seats = models.PositiveSmallIntegerField("seats to fill", null=True, blank=True)

    takes_attendance = models.BooleanField("attendance is taken", default=True)
    plans_agenda = models.BooleanField("meetings have an agenda", default=True)
    makes_commitments = models.BooleanField("members make commitments", default=True)
    nudges_answers = models.BooleanField("members who have not answered are reminded", default=True)
    anyone_schedules = models.BooleanField("any member may schedule a meeting", default=False)

    objects = GroupQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("home:group", args=[self.key])

    @property
    def policy(self) -> Policy:
        """The rules that hold in this group."""
        return Policy(*(getattr(self, rule) for rule in Policy._fields))
