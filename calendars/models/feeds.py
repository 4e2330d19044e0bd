"""Addresses under which a calendar program reads a member's meetings."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from calendars.tokens import sealed
from members.models import Member
from peergroups.models import Group

CHANCE_DIGITS = 32
"""Half of a feed's token; the whole is as long as 32 bytes."""


class Alarm(models.TextChoices):
    """When a calendar program shall ring before a meeting."""

    NONE = "none", "Not at all"
    A_DAY = "a day", "A day before"
    TWO_HOURS = "two hours", "Two hours before"


class FeedQuerySet(models.QuerySet["Feed"]):
    def visible_to(self, member: Member, *, on: date) -> Self:
        """A feed is its member's own, whoever else has the address."""
        return self.filter(member=member)

    def open(self) -> Self:
        """Those that have not been revoked."""
        return self.filter(revoked_at=None)


class Feed(models.Model):
    """A member's calendar under an address of its own: of one group, or of all theirs.

    Reading it takes no log-in, so the address is the key (`calendars.tokens`). `fingerprint` and `changed_at`
    say what was last read and since when it is so; a program that has it is told that nothing is new.
    """

    member = models.ForeignKey(Member, models.CASCADE, related_name="feeds")
    group = models.ForeignKey(Group, models.CASCADE, null=True, blank=True, related_name="feeds")
    chance = models.CharField(max_length=CHANCE_DIGITS, unique=True)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    changed_at = models.DateTimeField(null=True, blank=True)

    objects = FeedQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "group"],
                condition=Q(revoked_at=None),
                nulls_distinct=False,
                name="one_open_feed_of_each_group",
            ),
            models.CheckConstraint(
                condition=Q(fingerprint="", changed_at=None)
                | (~Q(fingerprint="") & Q(changed_at__isnull=False)),
                name="what_was_read_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"feed of {self.member_id}"

    @property
    def token(self) -> str:
        return sealed(self.chance, "feed")


class AlarmChoice(models.Model):
    """When a member's calendars shall ring. No row means not at all."""

    member = models.OneToOneField(Member, models.CASCADE, related_name="alarm_choice")
    alarm = models.CharField(max_length=10, choices=Alarm.choices)

    def __str__(self) -> str:
        return f"{self.member_id}: {self.alarm}"
