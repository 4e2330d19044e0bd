"""Who has answered, and the answers, which do not say whose they are. Both are deleted at publishing."""

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from members.models import Member
from peergroups.models import Group
from surveys.models.questionnaire import SCALES
from surveys.models.survey import Survey

POINTS = list(range(1, max(SCALES) + 1))


class Took(models.Model):
    """Somebody has answered: the survey waits for them no more."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="took")
    member = models.ForeignKey(Member, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["survey", "member"], name="one_takes_a_survey_once")]

    def __str__(self) -> str:
        return f"{self.member} took {self.survey}"


class Response(models.Model):
    """What somebody answered for one of their groups. No time is kept, and the id tells no order."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    survey = models.ForeignKey(Survey, models.CASCADE, related_name="responses")
    pseudonym = models.CharField(max_length=64)
    group = models.ForeignKey(Group, models.CASCADE, related_name="+")
    answers = ArrayField(models.PositiveSmallIntegerField())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["survey", "pseudonym"], name="one_response_each"),
            models.CheckConstraint(
                condition=Q(answers__contained_by=POINTS), name="an_answer_is_a_point_of_the_scale"
            ),
        ]

    def __str__(self) -> str:
        return f"a response to {self.survey}"
