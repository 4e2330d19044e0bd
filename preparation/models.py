"""What a meeting did not come to."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from meetings.models import AgendaItem, Format, Meeting
from members.models import Member
from peergroups.models import Group
from peergroups.seating import seating


class LeftoverQuerySet(models.QuerySet["Leftover"]):
    def visible_to(self, member: Member, *, on: date) -> Self:
        """What was left over at meetings that the member may look at."""
        return self.filter(
            seating(member, on=on).heard(since="from_meeting__starts_on", until="from_meeting__ends_on")
        )

    def waiting(self) -> Self:
        """Those that stand on no later agenda and that nobody has let go."""
        return self.filter(taken_as=None, dropped_at=None)


class Leftover(models.Model):
    """An item that a meeting did not come to, offered to the next agenda.

    It is taken up as long as it stands there: who takes it off that agenda lets it wait again.
    """

    group = models.ForeignKey(Group, models.CASCADE, related_name="leftovers")
    from_meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="leftovers")
    item = models.OneToOneField(
        AgendaItem, models.SET_NULL, null=True, blank=True, related_name="leftover"
    )  # so that one item is left over once
    title = models.CharField(max_length=200)
    minutes = models.PositiveSmallIntegerField()
    format = models.CharField(max_length=30, choices=Format.choices, default=Format.TALK)
    owner = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")
    owner_role = models.CharField(max_length=60, blank=True)
    left_at = models.DateTimeField()
    taken_as = models.OneToOneField(
        AgendaItem, models.SET_NULL, null=True, blank=True, related_name="taken_leftover"
    )
    dropped_at = models.DateTimeField(null=True, blank=True)

    objects = LeftoverQuerySet.as_manager()

    class Meta:
        ordering = ["left_at", "pk"]
        indexes = [models.Index(fields=["group", "left_at"], name="leftovers_of_a_group")]
        constraints = [
            models.CheckConstraint(
                condition=Q(taken_as=None) | Q(dropped_at=None),
                name="a_leftover_is_taken_up_or_dropped",
            ),
            models.CheckConstraint(
                condition=Q(owner=None) | Q(owner_role=""), name="a_leftover_has_one_owner"
            ),
        ]

    def __str__(self) -> str:
        return self.title
