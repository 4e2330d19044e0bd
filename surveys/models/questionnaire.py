"""What is asked: the questions of the house, or a text that somebody else owns and let the community use."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from members.models import Member
from surveys.questions import QUESTIONS, REVERSED, TITLE

SCALES = (5, 7)
MOST_ITEMS = 30
OWN_KEY = "own"


class About(models.TextChoices):
    """What the mean of a questionnaire says something about."""

    SAFETY = "safety", "How safe it is to speak"
    BELONGING = "belonging", "How much one belongs"


class QuestionnaireQuerySet(models.QuerySet["Questionnaire"]):
    def unused(self) -> Self:
        """Those with which nobody has planned a survey."""
        return self.filter(surveys=None)


class Questionnaire(models.Model):
    """Statements to agree with, from 1 (not at all) to 5 or 7 (entirely). Once written it stays as it is.

    Those of the house have no permission, because they need none.
    """

    key = models.CharField(max_length=8, null=True, unique=True)  # noqa: DJ001 - only that of the house has one
    title = models.CharField(max_length=120)
    about = models.CharField(max_length=12, choices=About.choices, default=About.SAFETY)
    scale = models.PositiveSmallIntegerField(default=7)
    items = ArrayField(models.CharField(max_length=300))
    reversed_items = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)  # from 1
    permission = models.CharField("where the permission is kept", max_length=300, blank=True)
    written_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField(null=True)

    objects = QuestionnaireQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(key__isnull=False) | ~Q(permission=""), name="a_text_of_others_needs_permission"
            ),
            models.CheckConstraint(condition=Q(scale__in=SCALES), name="a_scale_has_five_or_seven_points"),
            models.CheckConstraint(
                condition=Q(items__len__range=(1, MOST_ITEMS)), name="a_questionnaire_asks_something"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def own(cls) -> "Questionnaire":
        """Return the questions of the house, written down at the first call."""
        words = {"title": TITLE, "items": list(QUESTIONS), "reversed_items": list(REVERSED)}
        return cls.objects.get_or_create(key=OWN_KEY, defaults=words)[0]

    @property
    def points(self) -> range:
        return range(1, self.scale + 1)

    def scored(self, answers: list[int]) -> list[int]:
        """Turn the answers to reversed items round, so that the highest is always the best."""
        return [
            self.scale + 1 - answer if number in self.reversed_items else answer
            for number, answer in enumerate(answers, 1)
        ]
