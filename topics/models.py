"""What a group talks about at the table: proposed there, voted with dots, timed, and left there."""

from datetime import date, timedelta
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q

from meetings.models import Meeting
from members.models import Member
from peergroups.models import Keeps

EXTENSIONS = (3, 2, 1)
"""Minutes more that a topic may get, one after the other; then the next has its turn."""

LINGERS = timedelta(hours=3)
"""How long after a meeting's end people may still sit at its table."""

CLEARED_AFTER = timedelta(days=1)
"""How long after a meeting's end what was to stay at its table is deleted."""


class Table(models.Model):
    """The table of one meeting. Its `version` rises with everything that those who sit there can see."""

    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="table")
    version = models.PositiveIntegerField(default=0)
    minutes_each = models.PositiveSmallIntegerField(
        "minutes for a topic", default=8, validators=[MinValueValidator(1), MaxValueValidator(90)]
    )
    dots_each = models.PositiveSmallIntegerField(
        "dots each", default=3, validators=[MinValueValidator(1), MaxValueValidator(10)]
    )
    current = models.ForeignKey("Topic", models.SET_NULL, null=True, blank=True, related_name="+")
    ends_at = models.DateTimeField(null=True, blank=True)
    extensions = models.PositiveSmallIntegerField(default=0)  # how many the current topic has had

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(current=None) | Q(ends_at__isnull=False), name="a_topic_under_way_has_an_end"
            ),
            models.CheckConstraint(
                condition=Q(extensions__lte=len(EXTENSIONS)), name="a_topic_is_not_extended_for_ever"
            ),
        ]

    def __str__(self) -> str:
        return f"the table of {self.meeting}"

    @property
    def more_minutes(self) -> int:
        """How many minutes the current topic may still get at once; none after the last extension."""
        return EXTENSIONS[self.extensions] if self.extensions < len(EXTENSIONS) else 0


class State(models.TextChoices):
    WAITING = "waiting", "Waiting"
    NOW = "now", "Now"
    DONE = "done", "Talked about"


class TopicQuerySet(models.QuerySet["Topic"]):
    def visible_to(self, member: Member, *, on: date) -> Self:
        """Topics of the meetings that this member may see."""
        return self.filter(meeting__in=Meeting.objects.visible_to(member, on=on))

    def not_kept(self) -> Self:
        """Topics that go with their meeting: of groups that keep nothing, and those that stay here."""
        return self.filter(Q(meeting__group__keeps=Keeps.NOTHING) | Q(stays_here=True))

    def with_dots(self, member: Member) -> Self:
        """Each with `dots`, how many it has, and `has_mine`, whether one of them is this member's."""
        mine = Dot.objects.filter(topic=OuterRef("pk"), member=member)
        return self.annotate(dots=Count("given"), has_mine=Exists(mine))


class Topic(models.Model):
    """Something that somebody wants to talk about. Without a name nobody knows whose it is, not even we."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="topics")
    title = models.CharField("topic", max_length=200)
    proposed_by = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")
    proposed_at = models.DateTimeField()
    stays_here = models.BooleanField("stays here", default=False)
    state = models.CharField(max_length=7, choices=State.choices, default=State.WAITING)
    started_at = models.DateTimeField(null=True, blank=True)

    dots: int  # only after `with_dots`
    has_mine: bool  # likewise

    objects = TopicQuerySet.as_manager()

    class Meta:
        ordering = ["proposed_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting"], condition=Q(state="now"), name="one_topic_at_a_time"),
            models.CheckConstraint(
                condition=Q(state="waiting") | Q(started_at__isnull=False),
                name="what_was_talked_about_began_some_time",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Dot(models.Model):
    """A member wants to talk about this topic."""

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="given")
    member = models.ForeignKey(Member, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["topic", "member"], name="one_dot_each_on_a_topic")]

    def __str__(self) -> str:
        return f"{self.member} for {self.topic}"


class Wish(models.TextChoices):
    """What a thumb says when the time of a topic is up."""

    MORE = "more", "Keep going"
    NEXT = "next", "Next topic"


class Thumb(models.Model):
    """What a member wishes for the topic under way; thumbs go down again with the next turn."""

    table = models.ForeignKey(Table, models.CASCADE, related_name="thumbs")
    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    wish = models.CharField(max_length=4, choices=Wish.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["table", "member"], name="one_thumb_each")]

    def __str__(self) -> str:
        return f"{self.member}: {self.wish}"
