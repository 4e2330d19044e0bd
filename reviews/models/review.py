"""What a member brings to the quarter's meeting: one page on the plan areas, the numbers, and an ask."""

from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import F, FilteredRelation, Q
from django.urls import reverse

from meetings.models import Meeting
from members.models import Member
from peergroups.models import PlanArea
from peergroups.seating import seating

LONGEST = 4000
"""Characters in one text. A review is one page, so this is where a page has long been left behind."""


class ReviewQuerySet(models.QuerySet["Review"]):
    def visible_to(self, member: Member, *, on: date) -> Self:
        """One's own for ever; those of others once handed in, while one sits where one sat at the meeting."""
        there = seating(member, on=on).heard(
            since="meeting__starts_on", until="meeting__ends_on", group="meeting__group"
        )
        return self.filter(Q(member=member) | Q(handed_in_at__isnull=False) & there)

    def handed_in(self) -> Self:
        return self.exclude(handed_in_at=None)

    def with_reading_of(self, reader: Member) -> Self:
        """Each with `read_at`, when that person read it, so that `is_read` can be asked."""
        theirs = FilteredRelation("readings", condition=Q(readings__reader=reader))
        return self.annotate(their_reading=theirs, read_at=F("their_reading__read_at"))

    def with_remark_of(self, author: Member) -> Self:
        """Each with `remark_kind`: whether that person left an offer or a question; nothing where neither."""
        theirs = FilteredRelation("remarks", condition=Q(remarks__author=author))
        return self.annotate(their_remark=theirs, remark_kind=F("their_remark__kind"))

    def whole(self) -> Self:
        """Each with its texts, in the order of the plan areas, and with whose it is and for which meeting."""
        return self.select_related("member__organisation", "meeting__group").prefetch_related("areas__area")


class Review(models.Model):
    """A member's quarterly review: how each plan area went and what is next, the numbers, what they want.

    A draft is its author's alone. Handed in, it is read by the group, and cannot be changed until its author
    takes it back; once the meeting has begun it stays as it is.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="reviews")
    member = models.ForeignKey(Member, models.CASCADE, related_name="reviews")
    headline = models.CharField(max_length=200, blank=True)
    numbers = models.TextField(max_length=LONGEST, blank=True)
    ask = models.TextField("what I want from you", max_length=LONGEST, blank=True)
    begun_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    handed_in_at = models.DateTimeField(null=True, blank=True)

    read_at: datetime | None  # only after `with_reading_of`
    remark_kind: str | None  # only after `with_remark_of`

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-meeting__starts_at", "member__name", "pk"]
        indexes = [models.Index(fields=["member", "meeting"], name="reviews_of_a_member")]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "member"], name="one_review_each_meeting"),
            models.CheckConstraint(
                condition=Q(handed_in_at=None) | (~Q(headline="") & ~Q(ask="")),
                name="a_review_handed_in_has_a_headline_and_an_ask",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} for {self.meeting}"

    def get_absolute_url(self) -> str:
        return reverse("reviews:review", args=[self.pk])

    @property
    def is_handed_in(self) -> bool:
        return self.handed_in_at is not None

    @property
    def is_read(self) -> bool:
        """Whether the one asked about has read it as it was last handed in."""
        return bool(self.read_at and self.handed_in_at and self.read_at >= self.handed_in_at)

    def texts(self) -> dict[str, str]:
        """Return every text by the name that forms and verbs know it by; of the areas those with words."""
        found = {"headline": self.headline, "numbers": self.numbers, "ask": self.ask}
        for area in self.areas.all():
            found |= {f"progress-{area.area_id}": area.progress, f"next-{area.area_id}": area.next_steps}
        return found


class ReviewArea(models.Model):
    """How one plan area went since the last review, and what its author will do next in it."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="areas")
    area = models.ForeignKey(PlanArea, models.PROTECT, related_name="+")
    progress = models.TextField(max_length=LONGEST, blank=True)
    next_steps = models.TextField(max_length=LONGEST, blank=True)

    class Meta:
        ordering = ["area__position"]
        constraints = [
            models.UniqueConstraint(fields=["review", "area"], name="each_area_stands_once_in_a_review")
        ]

    def __str__(self) -> str:
        return f"{self.area}: {self.progress[:40]}"
