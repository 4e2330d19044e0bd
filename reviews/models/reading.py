"""What the others do with a review: read it, and leave one offer or one question."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from members.models import Member
from reviews.models.review import Review


class Reading(models.Model):
    """Somebody has read a review. Read before it was handed in anew, it is unread again."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="readings")
    reader = models.ForeignKey(Member, models.CASCADE, related_name="readings")
    read_at = models.DateTimeField()

    class Meta:
        ordering = ["reader__name", "pk"]
        constraints = [models.UniqueConstraint(fields=["review", "reader"], name="one_reading_each")]

    def __str__(self) -> str:
        return f"{self.reader} read {self.review}"


class RemarkKind(models.TextChoices):
    OFFER = "offer", "An offer"
    QUESTION = "question", "A question"


class RemarkQuerySet(models.QuerySet["Remark"]):
    def visible_to(self, member: Member, *, on: date) -> Self:
        """Those one has written, and those on one's own review. Nobody else ever sees them."""
        return self.filter(Q(author=member) | Q(review__member=member))


class Remark(models.Model):
    """One offer or one question on a review, for its author only: nobody writes with others' in view."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="remarks")
    author = models.ForeignKey(Member, models.CASCADE, related_name="review_remarks")
    kind = models.CharField(max_length=10, choices=RemarkKind.choices)
    text = models.TextField(max_length=1000)
    written_at = models.DateTimeField()

    objects = RemarkQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "author__name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["review", "author"], name="one_remark_each"),
            models.CheckConstraint(condition=~Q(text=""), name="a_remark_says_something"),
        ]

    def __str__(self) -> str:
        return self.text
