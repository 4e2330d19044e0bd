"""A meeting as it runs: where it is on its agenda, and what became of each item."""

from datetime import datetime, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import F, Q

from meetings.models import AgendaItem, Format, Meeting
from members.models import Member


class Counting(models.TextChoices):
    """Whether seconds of speaking are counted. Only if all present agree; one is enough to stop it."""

    OFF = "off", "Not counted"
    ASKED = "asked", "Asked"
    ON = "on", "Counted"


OPENS, CLOSES = timedelta(minutes=60), timedelta(hours=12)
"""From how long before its start until how long after its end a meeting can be run."""


class RunQuerySet(models.QuerySet["Run"]):
    def show(self, **changes: Any) -> int:
        """Change them, and let those who follow see what is new; return how many there were."""
        return self.update(version=F("version") + 1, **changes)

    def left_running(self, at: datetime) -> Self:
        """Those that nobody ended, of meetings that were over half a day ago."""
        return self.filter(ended_at=None, meeting__ends_at__lte=at - CLOSES)


class Run(models.Model):
    """One meeting as it runs, over all its days. One item is on now, or the meeting rests between two.

    `version` rises with everything that those in the room see change; their phones ask for it. `step` rises
    with each move of the run itself: a button says for which step it was drawn, so that of two facilitators
    who press at once the second is told.
    """

    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="run")
    version = models.PositiveIntegerField(default=1)
    step = models.PositiveIntegerField(default=1)
    started_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    moved_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    paused_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    seconds_each = models.PositiveSmallIntegerField(null=True, blank=True)  # for whom the word goes round to
    airtime = models.CharField(max_length=5, choices=Counting.choices, default=Counting.OFF)

    objects = RunQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["meeting"], condition=Q(ended_at=None), name="runs_under_way")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(paused_at=None), name="an_ended_run_is_not_paused"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("started_at")),
                name="a_run_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"run of {self.meeting_id}"

    @property
    def is_over(self) -> bool:
        return self.ended_at is not None


class State(models.TextChoices):
    """What became of an item in the room."""

    WAITING = "waiting", "To come"
    NOW = "now", "Now"
    DONE = "done", "Done"
    SKIPPED = "skipped", "Skipped"
    PARKED = "parked", "Parked"


LEFT = [State.DONE, State.SKIPPED, State.PARKED]
"""States of what is behind the meeting."""


UNFINISHED = [State.WAITING, State.SKIPPED, State.PARKED]
"""States of what a meeting did not come to, or left for another."""


class RunItem(models.Model):
    """An item of the agenda as it was when the meeting came to it, or a matter that came up in the room.

    A matter that came up belongs to no day (`on`) and has no item of the agenda.
    """

    run = models.ForeignKey(Run, models.CASCADE, related_name="items")
    item = models.ForeignKey(AgendaItem, models.SET_NULL, null=True, blank=True, related_name="+")
    position = models.PositiveSmallIntegerField()
    on = models.DateField(null=True, blank=True)
    title = models.CharField(max_length=200)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    format = models.CharField(max_length=30, default=Format.TALK)
    owner = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")
    owner_role = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=7, choices=State.choices, default=State.WAITING)
    extended = models.PositiveSmallIntegerField(default=0)  # minutes given on top
    began_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["run", "position"],
                name="one_run_item_at_each_position",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(
                fields=["run"], condition=Q(state=State.NOW), name="one_item_is_on_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(state=State.WAITING, began_at=None, ended_at=None)
                | Q(state=State.NOW, began_at__isnull=False, ended_at=None)
                | Q(state__in=[State.DONE, State.SKIPPED], began_at__isnull=False, ended_at__isnull=False)
                | Q(state=State.PARKED, began_at=None, ended_at=None)
                | Q(state=State.PARKED, began_at__isnull=False, ended_at__isnull=False),
                name="a_run_item_has_the_times_of_its_state",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("began_at")),
                name="a_run_item_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def begin(self, at: datetime) -> None:
        """Let it be on from now, for as long as was planned."""
        self.state, self.began_at = State.NOW, at
        self.due_at = at + timedelta(minutes=self.minutes) if self.minutes else None

    @property
    def whole_seconds(self) -> int | None:
        """From its beginning to when it is due."""
        if self.began_at is None or self.due_at is None:
            return None
        return int((self.due_at - self.began_at).total_seconds())
