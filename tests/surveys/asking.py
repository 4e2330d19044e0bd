"""Surveys that were planned, opened, answered and published, for the tests of this folder."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import count

from django.utils import timezone

from members.models import Member
from peergroups.clock import today
from peergroups.models import Group, Membership
from surveys.actions import answer_survey, open_survey, plan_survey, publish_survey
from surveys.models import Finding, Questionnaire, Survey
from tests import factories

WELL = [2, 6, 2, 6, 6]  # scored: six everywhere

_number = count(1)


def plan(
    by: Member,
    *groups: Group,
    opens_on: date | None = None,
    closes_on: date | None = None,
    questionnaire: Questionnaire | None = None,
) -> Survey:
    """A survey of everybody, or of some groups, from today for two weeks, unless said otherwise."""
    opens_on = opens_on or today()
    return plan_survey(
        title=f"Survey {next(_number)}",
        questionnaire=questionnaire or Questionnaire.own(),
        groups=groups,
        opens_on=opens_on,
        closes_on=closes_on or opens_on + timedelta(days=13),
        by=by,
        at=timezone.now(),
    )


def opened(by: Member, *groups: Group, questionnaire: Questionnaire | None = None) -> Survey:
    """A survey that is open since today."""
    survey = plan(by, *groups, questionnaire=questionnaire)
    open_survey(survey, on=today(), by=by, at=timezone.now())
    survey.refresh_from_db()
    return survey


def answered(survey: Survey, group: Group, *rows: Iterable[int]) -> list[Member]:
    """Let members of the group answer, a row each; who is seated first answers first."""
    seats = Membership.objects.filter(group=group).order_by("pk").select_related("member")
    asked = [seat.member for seat in seats if survey.asked.filter(member=seat.member, group=group).exists()]
    assert len(asked) >= len(rows)
    people = asked[: len(rows)]
    for member, row in zip(people, rows, strict=True):
        answer_survey(survey, group, list(row), by=member, on=today())
    return people


def published(survey: Survey) -> Survey:
    """The same survey on the day after its last."""
    publish_survey(survey, on=survey.last_on + timedelta(days=1), at=timezone.now())
    survey.refresh_from_db()
    assert survey.published_at
    return survey


def crowd(group: Group, people: int) -> None:
    """Seat that many more people."""
    for _ in range(people):
        factories.seat(group, factories.member())


def of(survey: Survey, group: Group | None = None) -> Finding:
    return Finding.objects.get(survey=survey, group=group)
