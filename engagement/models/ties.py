"""Who is in touch with whom, and who wants to be left out of that."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from members.models import Member

DIRECT = 0
"""The source of what two people did with each other, which is no group."""


class TiePartQuerySet(models.QuerySet["TiePart"]):
    def of(self, member: Member) -> Self:
        """Those of the ties of one person."""
        return self.filter(Q(one_id=member.pk) | Q(other_id=member.pk))


class TiePart(models.Model):
    """What a quarter added to the tie of two people, directly or by the meetings of one group.

    The weights are in landmark form (`engagement.measures.decay`), each for another half-life. How strong
    a tie is on a day is the sum of its parts up to then, faded to that day. So what happens is only added,
    and what is written late touches no other part.
    """

    pk = models.CompositePrimaryKey("period_id", "one_id", "other_id", "group_id")
    period_id = models.SmallIntegerField()
    one_id = models.BigIntegerField()
    other_id = models.BigIntegerField()
    group_id = models.BigIntegerField()  # whose meetings they attended, or `DIRECT`
    touches = models.PositiveIntegerField()  # nought where all of them were taken back
    weight = models.FloatField()
    shorter = models.FloatField()  # the weight if it faded in half the time
    longer = models.FloatField()  # the weight if it faded in twice the time
    last_on = models.DateField(null=True)  # of a touch, also of one taken back; nothing for meetings

    objects = TiePartQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["group_id", "period_id"], name="tie_parts_of_a_group", condition=~Q(group_id=0)
            ),
            models.Index(fields=["one_id"], name="tie_parts_of_the_one"),
            models.Index(fields=["other_id"], name="tie_parts_of_the_other"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(one_id__lt=F("other_id")), name="a_tie_is_of_two_and_kept_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} and {self.other_id}, {self.period_id}"


class PersonTies(models.Model):
    """What the ties of one person came to at the end of a quarter, for their own eyes."""

    pk = models.CompositePrimaryKey("member_id", "period_id")
    member_id = models.BigIntegerField()
    period_id = models.SmallIntegerField()
    people = models.PositiveIntegerField()  # in the network
    ties = models.PositiveIntegerField()
    fresh = models.PositiveIntegerField()  # of the ties, those with a touch of late
    days = models.FloatField(null=True)  # since the last touch, of the tie in the middle
    crossing = models.PositiveIntegerField()  # ties to people with whom no group is shared
    constrained = models.FloatField(null=True)
    effective_size = models.FloatField(null=True)
    between_share = models.FloatField(null=True)  # nothing where it was not worked out

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(fresh__lte=F("ties"), crossing__lte=F("ties")),
                name="a_part_of_the_ties_is_no_more_than_all",
            )
        ]

    def __str__(self) -> str:
        return f"{self.member_id}, {self.period_id}"


class LeftOut(models.Model):
    """A member who wanted to be left out of network analysis.

    What happened before they came back, if they did, is in no tie.
    """

    member = models.OneToOneField(Member, models.CASCADE, primary_key=True, related_name="+")
    left_out_at = models.DateTimeField()
    back_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(back_at=None) | Q(back_at__gt=F("left_out_at")),
                name="who_is_back_was_left_out_before",
            )
        ]

    def __str__(self) -> str:
        return f"{self.member} since {self.left_out_at:%Y-%m-%d}"
