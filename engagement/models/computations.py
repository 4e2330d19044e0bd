"""When it was computed, how far each block is, and which quarters are frozen."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models

from engagement.periods import Quarter
from members.models import Member

PATIENCE = timedelta(minutes=15)
"""A computation that has not ended after this long was killed on the way, and another one takes over."""

BLOCKS = 16
"""Into so many parts groups are dealt, by their ids; workers take one each."""


class ComputationQuerySet(models.QuerySet["Computation"]):
    def finished(self) -> Self:
        """Those that wrote results, the latest first."""
        return self.filter(finished_at__isnull=False, error="").order_by("-finished_at", "-pk")

    def under_way(self, at: datetime) -> Self:
        """Those that somebody still waits for."""
        return self.filter(finished_at=None, requested_at__gt=at - PATIENCE)


class Computation(models.Model):
    """One time that the results were brought up to date, or were asked for.

    It counts what the ledger holds up to the line `watermark`, as seen at the end of the day `as_of`. Each
    block is carried out for itself; killed midway, the others are carried out later.
    """

    as_of = models.DateField()
    requested_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    requested_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    watermark = models.BigIntegerField(null=True)  # nothing until it was planned
    zone = models.CharField(max_length=60, blank=True)  # of the community, when it was planned
    watched_from = models.DateField(null=True)  # the day on which attendance was first taken
    rows = models.PositiveIntegerField(null=True)  # results that came out otherwise than before
    error = models.CharField(max_length=500, blank=True)

    objects = ComputationQuerySet.as_manager()

    class Meta:
        ordering = ["-requested_at"]
        indexes = [models.Index(fields=["finished_at"], name="computations_by_end")]

    def __str__(self) -> str:
        return f"as of {self.as_of}"


class Stage(models.TextChoices):
    """The steps of a computation: each is begun when all blocks of the one before are done."""

    GROUPS = "groups", "Groups"
    TIES = "ties", "Ties"
    COMMUNITY = "community", "The community"


STEPS = [
    *((Stage.GROUPS, number) for number in range(BLOCKS)),
    (Stage.TIES, 0),
    (Stage.COMMUNITY, 0),
]
"""Every block, in the order in which they are carried out."""


class BlockQuerySet(models.QuerySet["Block"]):
    def done_for(self, computation: Computation) -> Self:
        """Those that were carried out for it, or for a later one."""
        return self.filter(computation_id__gte=computation.pk)


class Block(models.Model):
    """A part of the groups, or another step, and how far it has been counted.

    Without a watermark, or where it was counted on another basis (another time zone, other methods), all of
    it is to be counted anew.
    """

    stage = models.CharField(max_length=10, choices=Stage.choices)
    number = models.PositiveSmallIntegerField()
    computation = models.ForeignKey(Computation, models.SET_NULL, null=True, related_name="blocks")
    watermark = models.BigIntegerField(null=True)
    as_of = models.DateField(null=True)
    basis = models.CharField(max_length=120, blank=True)
    rows = models.PositiveIntegerField(default=0)  # results that came out otherwise, the last time

    objects = BlockQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["stage", "number"], name="one_block_of_each_number")]

    def __str__(self) -> str:
        return f"{self.get_stage_display()} {self.number}"


class CountedGroup(models.Model):
    """A group that a family has counted, and when its counts change by the calendar alone.

    That is the day on which something begins or is due. A group of which there was nothing to count yet comes
    with all its past once there is, also with that of frozen quarters.
    """

    family = models.CharField(max_length=20)
    group_id = models.BigIntegerField()
    has_counts = models.BooleanField()
    changes_on = models.DateField(null=True)

    pk = models.CompositePrimaryKey("family", "group_id")

    def __str__(self) -> str:
        return f"{self.family} of group {self.group_id}"


class Outdated(models.Model):
    """The community's results of a quarter are older than what was counted.

    Each block of groups leaves word here of what it has changed; who writes the results takes it away.
    """

    period_id = models.SmallIntegerField()

    def __str__(self) -> str:
        return f"{Quarter(self.period_id)}"


class FrozenQuarterQuerySet(models.QuerySet["FrozenQuarter"]):
    def frozen(self) -> Self:
        """Without those that somebody has thawed."""
        return self.filter(frozen_at__isnull=False)


class FrozenQuarter(models.Model):
    """A quarter that is counted no more, because it ended long enough ago.

    What is written down about it later is only numbered, until somebody thaws it.
    """

    period_id = models.SmallIntegerField(primary_key=True)
    frozen_at = models.DateTimeField(null=True)  # nothing while it is thawed
    late = models.PositiveIntegerField(default=0)

    objects = FrozenQuarterQuerySet.as_manager()

    class Meta:
        ordering = ["-period_id"]

    def __str__(self) -> str:
        return str(self.quarter)

    @property
    def quarter(self) -> Quarter:
        return Quarter(self.period_id)


class Check(models.Model):
    """One time that everything was counted anew beside what is kept, and compared with it."""

    at = models.DateTimeField()
    as_of = models.DateField()
    drift = models.JSONField(default=dict)  # rows that were otherwise, by table

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.rows} rows adrift as of {self.as_of}"

    @property
    def rows(self) -> int:
        """How many rows were otherwise than they should be."""
        return sum(self.drift.values())
