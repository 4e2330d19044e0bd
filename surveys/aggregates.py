"""What other apps may count on: published findings, which are all that is left of a survey."""

from datetime import date
from typing import NamedTuple

from django.db.models import F
from django.db.models.functions import Coalesce

from surveys.models import About, Finding


class Published(NamedTuple):
    """The finding of a group, or of everybody if there is no group; `mean` is none where it is not shown."""

    survey_id: int
    group_id: int | None
    last_on: date  # the last day on which somebody could answer
    scale: int
    asked: int
    answers: int
    status: str
    mean: float | None
    low: float | None
    high: float | None
    agreement: float | None
    icc1: float | None
    icc2: float | None


def published(about: About) -> list[Published]:
    """Return all findings on `about`, the oldest first; one query.

    What some chosen groups say together is not among them: it says nothing of the community.
    """
    found = Finding.objects.filter(survey__questionnaire__about=about)
    whole = found.exclude(group=None, survey__asks_everybody=False)
    dated = whole.annotate(
        last_on=Coalesce("survey__closed_on", "survey__closes_on"), scale=F("survey__questionnaire__scale")
    )
    rows = dated.order_by("last_on", "survey", "group").values_list(*Published._fields)
    return [Published(*row) for row in rows]
