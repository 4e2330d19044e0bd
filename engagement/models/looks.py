"""Who looked at the figures of groups."""

from datetime import date, timedelta
from typing import Self

from django.db import models
from django.db.models import Q

from members.models import Member
from peergroups.models import Group
from peergroups.seating import seating

KEPT_FOR = timedelta(days=731)
"""Two years; after that nobody needs to know any more who looked."""


class Seen(models.TextChoices):
    """What somebody looked at."""

    PAGE = "page", "the group's health"
    BOARD = "board", "all groups side by side"
    FILE = "file", "a file with the figures of all groups"


class LookQuerySet(models.QuerySet["Look"]):
    def visible_to(self, member: Member, *, on: date) -> Self:
        """Those at groups in which the member sits, since they came; and since then those at all groups."""
        seats = seating(member, on=on)
        came = [seat.joined_on for seat in seats.seats if seats.sits_in(seat.group)]
        of_all = Q(group=None, on__gte=min(came)) if came else Q(pk__in=[])
        return self.filter(seats.heard(since="on") | of_all)


class Look(models.Model):
    """That somebody who leads a group, or looks after the community, looked at figures of it on a day.

    Only ever added; a second look on the same day adds nothing.
    """

    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    group = models.ForeignKey(Group, models.CASCADE, null=True, related_name="+")  # none: of all groups
    seen = models.CharField(max_length=10, choices=Seen.choices)
    on = models.DateField()

    objects = LookQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "member__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "group", "seen", "on"],
                name="one_look_a_day",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(seen=Seen.PAGE, group__isnull=False) | (~Q(seen=Seen.PAGE) & Q(group=None)),
                name="a_page_is_of_a_group_and_the_rest_of_all",
            ),
        ]
        indexes = [models.Index(fields=["on"], name="looks_by_day")]

    def __str__(self) -> str:
        return f"{self.get_seen_display()} on {self.on}"
