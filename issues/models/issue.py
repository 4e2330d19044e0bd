"""What waits to be worked on: the parking lot of a group, and the dots by which it says what comes next."""

from datetime import date
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from meetings.models import Meeting
from members.models import Member
from peergroups.models import Group
from peergroups.seating import seating

DOTS_EACH = 3
"""Each person has as many dots for a meeting, and may put several on one issue."""


class Priority(models.TextChoices):
    """How much it presses, in the words of whoever offers it."""

    URGENT = "A", "Urgent"
    SOON = "B", "Soon"
    SOME_DAY = "C", "Some day"


class IssueQuerySet(models.QuerySet["Issue"]):
    def visible_to(self, member: Member, *, on: date) -> Self:
        """One's own for ever, and what was offered to a group while one held a seat in it."""
        return self.filter(Q(member=member) | seating(member, on=on).heard(since="offered_on"))

    def open(self) -> Self:
        """Waiting still: neither worked nor withdrawn."""
        return self.filter(worked_at=None, withdrawn_at=None)

    def with_dots(self, meeting: Meeting, member: Member) -> Self:
        """Each with `dots`, how many lie on it for that meeting, and `my_dots`, how many of this member."""
        cast = Dot.objects.filter(meeting=meeting, issue=OuterRef("pk")).order_by().values("issue")
        count = Count("pk")
        return self.annotate(
            dots=Coalesce(Subquery(cast.annotate(count=count).values("count")), 0),
            my_dots=Coalesce(Subquery(cast.filter(member=member).annotate(count=count).values("count")), 0),
        )


class Issue(models.Model):
    """Something a member wants to work on with the group. It waits until it is worked or withdrawn."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="issues")
    member = models.ForeignKey(Member, models.CASCADE, related_name="issues")
    title = models.CharField("in one line", max_length=200)
    question = models.TextField("what I want from the group", max_length=4000, blank=True)
    priority = models.CharField(
        "how much it presses", max_length=1, choices=Priority.choices, default=Priority.SOON
    )
    minutes = models.PositiveSmallIntegerField(
        "minutes wanted", default=45, validators=[MinValueValidator(5), MaxValueValidator(240)]
    )
    stays_in_the_room = models.BooleanField("this stays in the room", default=False)
    offered_on = models.DateField()  # offering it again moves this day, so that who has joined since reads it
    changed_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    worked_at = models.DateTimeField(null=True, blank=True)
    worked_at_meeting = models.ForeignKey(
        Meeting, models.SET_NULL, null=True, blank=True, related_name="worked_issues"
    )

    dots: int  # only after `with_dots`
    my_dots: int  # likewise

    objects = IssueQuerySet.as_manager()

    class Meta:
        ordering = ["priority", "offered_on", "pk"]
        indexes = [
            models.Index(fields=["group", "offered_on"], name="issues_of_a_group"),
            models.Index(fields=["member", "group"], name="issues_of_a_member"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(worked_at=None) | Q(withdrawn_at=None),
                name="an_issue_is_worked_or_withdrawn_not_both",
            ),
            models.CheckConstraint(
                condition=Q(worked_at_meeting=None) | Q(worked_at__isnull=False),
                name="what_waits_was_worked_at_no_meeting",
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=5, minutes__lte=240),
                name="an_issue_takes_five_minutes_to_four_hours",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("issues:issue", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.worked_at is None and self.withdrawn_at is None


class Dot(models.Model):
    """One of the dots that a person has for a meeting lies on this issue."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="dots")
    member = models.ForeignKey(Member, models.CASCADE, related_name="dots")
    number = models.PositiveSmallIntegerField()  # which of the three it is
    issue = models.ForeignKey(Issue, models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "member", "number"], name="each_dot_lies_once"),
            models.CheckConstraint(
                condition=Q(number__gte=1, number__lte=DOTS_EACH), name="three_dots_each_for_a_meeting"
            ),
        ]

    def __str__(self) -> str:
        return f"dot {self.number} of {self.member}"
