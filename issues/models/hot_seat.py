"""An issue on the hot seat of a meeting, and what is written down there."""

from datetime import date, datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from issues.models.issue import Issue
from meetings.models import AgendaItem, Meeting
from members.models import Member
from peergroups.seating import seating

NOTICE = timedelta(hours=48)
"""Who cannot take the hot seat says so this long before the meeting, so that somebody else can prepare."""

SAME_EVENING = timedelta(hours=12)
"""Notes are written, and read by who wrote them, while the meeting lasts and for the evening after."""


class HotSeatQuerySet(models.QuerySet["HotSeat"]):
    def visible_to(self, member: Member, *, on: date) -> Self:
        """One's own for ever, and those of the meetings that one may look at."""
        heard = seating(member, on=on).heard(
            since="meeting__starts_on", until="meeting__ends_on", group="meeting__group"
        )
        return self.filter(Q(presenter=member) | heard)

    def standing(self) -> Self:
        """Those that nobody has given up."""
        return self.filter(given_up_at=None)

    def in_order(self) -> Self:
        """As the agenda has them; those without a place in it last, as they were chosen."""
        return self.order_by(F("item__day__on").asc(nulls_last=True), "item__position", "chosen_at", "pk")

    def with_reading_of(self, member: Member, *, on: date) -> Self:
        """Each with `is_read`: whether the member may read its issue, or that is older than their seat."""
        read = Issue.objects.visible_to(member, on=on).filter(pk=OuterRef("issue"))
        return self.annotate(is_read=Exists(read))


class HotSeat(models.Model):
    """Time at a meeting for one issue: its presenter, a coach who helps to ask, a substitute."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="hot_seats")
    issue = models.ForeignKey(Issue, models.CASCADE, related_name="hot_seats")
    presenter = models.ForeignKey(Member, models.CASCADE, related_name="hot_seats")
    coach = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")
    substitute = models.ForeignKey(
        Issue, models.SET_NULL, null=True, blank=True, related_name="+"
    )  # steps in if the presenter cannot
    item = models.ForeignKey(AgendaItem, models.SET_NULL, null=True, blank=True, related_name="hot_seats")
    chosen_at = models.DateTimeField()
    given_up_at = models.DateTimeField(null=True, blank=True)

    is_read: bool  # only after `with_reading_of`

    objects = HotSeatQuerySet.as_manager()

    class Meta:
        ordering = ["chosen_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "issue"], condition=Q(given_up_at=None), name="an_issue_is_chosen_once"
            ),
            models.UniqueConstraint(
                fields=["meeting", "presenter"], condition=Q(given_up_at=None), name="one_hot_seat_each"
            ),
            models.UniqueConstraint(
                fields=["item"], condition=Q(given_up_at=None), name="one_hot_seat_in_each_item"
            ),
            models.CheckConstraint(
                condition=Q(coach=None) | ~Q(coach=F("presenter")), name="nobody_coaches_themselves"
            ),
            models.CheckConstraint(
                condition=Q(substitute=None) | ~Q(substitute=F("issue")),
                name="no_issue_steps_in_for_itself",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.presenter} on the hot seat"

    def get_absolute_url(self) -> str:
        return reverse("issues:hot_seat", args=[self.pk])

    @property
    def is_given_up(self) -> bool:
        return self.given_up_at is not None

    @property
    def was_given_up_late(self) -> bool:
        """Whether the group heard of it with less notice than it takes to prepare."""
        return self.given_up_at is not None and self.is_late(self.given_up_at)

    def is_late(self, at: datetime) -> bool:
        return at > self.meeting.starts_at - NOTICE


class HotSeatNoteQuerySet(models.QuerySet["HotSeatNote"]):
    def visible_to(self, member: Member, *, on: date, at: datetime) -> Self:
        """All to the presenter, what is released to the group of that meeting, one's own for the evening."""
        heard = seating(member, on=on).heard(
            since="hot_seat__meeting__starts_on",
            until="hot_seat__meeting__ends_on",
            group="hot_seat__meeting__group",
        )
        just_written = Q(written_by=member, hot_seat__meeting__ends_at__gt=at - SAME_EVENING)
        released = Q(released_at__isnull=False)
        return self.filter(Q(hot_seat__presenter=member) | heard & (released | just_written))


class HotSeatNote(models.Model):
    """What somebody wrote down for the presenter, who owns it and alone decides whether others read it."""

    hot_seat = models.ForeignKey(HotSeat, models.CASCADE, related_name="notes")
    text = models.TextField(max_length=4000)
    written_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True, blank=True)

    objects = HotSeatNoteQuerySet.as_manager()

    class Meta:
        ordering = ["written_at", "pk"]

    def __str__(self) -> str:
        return f"a note for {self.hot_seat.presenter}"
