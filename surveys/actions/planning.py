"""Writing questionnaires, and planning surveys so that no group is asked twice in a quarter."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from ledger.actions import record
from members.models import Member
from peergroups.models import Community, Group
from surveys.events import Happened
from surveys.models import Questionnaire, Survey
from surveys.models.survey import REST


class AskedLately(Exception):
    """Some of those to be asked are asked by another survey less than twelve weeks before or after."""

    def __init__(self, other: Survey) -> None:
        self.other = other


class AlreadyPublished(Exception):
    """The survey is over, and its results are read."""


class InUse(Exception):
    """A survey was planned with the questionnaire, so it stays."""


@transaction.atomic
def write_questionnaire(
    *,
    title: str,
    about: str,
    scale: int,
    items: list[str],
    reversed_items: list[int],
    permission: str,
    by: Member,
    at: datetime,
) -> Questionnaire:
    """Keep a text of somebody else, with where their permission is kept. It cannot be changed afterwards."""
    asking = Questionnaire.objects.create(
        title=title,
        about=about,
        scale=scale,
        items=items,
        reversed_items=reversed_items,
        permission=permission,
        written_by=by,
        written_at=at,
    )
    record(Happened.QUESTIONNAIRE_WRITTEN, by=by, about=asking, at=at)
    return asking


@transaction.atomic
def remove_questionnaire(asking: Questionnaire, *, by: Member, at: datetime) -> None:
    """Remove a questionnaire with which nothing was planned.

    Raises:
        InUse: a survey asks it, or has asked it.
    """
    locked = Questionnaire.objects.select_for_update().filter(pk=asking.pk)
    if not locked:  # a second click
        return
    if not Questionnaire.objects.unused().filter(pk=asking.pk).exists():
        raise InUse
    record(Happened.QUESTIONNAIRE_REMOVED, by=by, about=asking, at=at)
    Questionnaire.objects.filter(pk=asking.pk).delete()


@transaction.atomic
def plan_survey(
    *,
    title: str,
    questionnaire: Questionnaire,
    groups: Sequence[Group],
    opens_on: date,
    closes_on: date,
    by: Member,
    at: datetime,
) -> Survey:
    """Plan to ask these groups, or everybody if none is named. Sending the form twice plans it once.

    Raises:
        AskedLately: another survey is too near.
    """
    _one_at_a_time()
    words = {"title": title, "opens_on": opens_on, "closes_on": closes_on, "questionnaire": questionnaire}
    same = Survey.objects.filter(**words, planned_by=by, asks_everybody=not groups).first()
    if same and set(same.groups.all()) == set(groups):
        return same
    _check_rested(opens_on, closes_on, groups)
    survey = Survey.objects.create(**words, asks_everybody=not groups, planned_by=by, planned_at=at)
    survey.groups.set(groups)
    record(Happened.SURVEY_PLANNED, by=by, about=survey, at=at)
    return survey


@transaction.atomic
def change_survey(survey: Survey, *, by: Member, at: datetime, **changes: Any) -> None:
    """Change the title or the days; the questions and who is asked stay.

    Raises:
        AlreadyPublished: what it says stands.
        AskedLately: another survey is too near to the new days.
    """
    _one_at_a_time()
    if not Survey.objects.select_for_update(no_key=True).filter(pk=survey.pk, published_at=None):
        raise AlreadyPublished
    for field, value in changes.items():
        setattr(survey, field, value)
    _check_rested(survey.opens_on, survey.closes_on, list(survey.groups.all()), besides=survey)
    survey.save(update_fields=list(changes))
    record(Happened.SURVEY_CHANGED, by=by, about=survey, at=at)


@transaction.atomic
def remove_survey(survey: Survey, *, by: Member, at: datetime) -> None:
    """Remove a survey that is not published, with the answers to it, which nobody has seen."""
    locked = Survey.objects.select_for_update().filter(pk=survey.pk, published_at=None)
    if locked:
        record(Happened.SURVEY_REMOVED, by=by, about=survey, at=at)
        Survey.objects.filter(pk=survey.pk).delete()


def _one_at_a_time() -> None:
    """Of two who plan at once, the second sees what the first has planned."""
    Community.objects.select_for_update(no_key=True).get(pk=Community.current().pk)


def _check_rested(
    opens_on: date, closes_on: date, groups: Sequence[Group], *, besides: Survey | None = None
) -> None:
    others = Survey.objects.filter(opens_on__lt=closes_on + REST, closes_on__gt=opens_on - REST)
    if besides:
        others = others.exclude(pk=besides.pk)
    if groups:
        others = others.filter(Q(asks_everybody=True) | Q(groups__in=groups))
    other = others.order_by("opens_on").first()
    if other:
        raise AskedLately(other)
