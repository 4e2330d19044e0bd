"""What pages show of surveys."""

from datetime import date
from operator import attrgetter
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef

from members.models import Member
from peergroups.models import Group
from surveys.models import ENOUGH, Asked, Finding, Response, Survey, Took
from surveys.models.survey import SurveyQuerySet


def waiting(member: Member, *, on: date) -> SurveyQuerySet:
    """Open surveys that this member has yet to answer, by their last day; one query."""
    asked = Asked.objects.filter(survey=OuterRef("pk"), member=member)
    took = Took.objects.filter(survey=OuterRef("pk"), member=member)
    return Survey.objects.taking_answers(on).filter(Exists(asked), ~Exists(took)).order_by("closes_on", "pk")


def seen(member: Member, *, on: date) -> SurveyQuerySet:
    """The surveys that this member may see, each with `took_it`: whether they have answered; one query."""
    took = Took.objects.filter(survey=OuterRef("pk"), member=member)
    return Survey.objects.visible_to(member, on=on).annotate(took_it=Exists(took))


def groups_asked(survey: Survey, member: Member) -> list[Group]:
    """The groups for which a member may answer, those that take attendance first; one query."""
    asked = Asked.objects.filter(survey=survey, member=member)
    groups = Group.objects.filter(pk__in=asked.values("group"))
    return sorted(groups, key=lambda group: (not group.takes_attendance, group.in_order))


def latest(group: Group, member: Member, *, on: date) -> Finding | None:
    """The last finding of a group, for its page; one query."""
    found = (
        Finding.objects.visible_to(member, on=on).filter(group=group).select_related("survey__questionnaire")
    )
    return found.order_by("survey__published_at").last()


def findings_of(survey: Survey, member: Member, *, on: date) -> tuple[Finding | None, list[Finding]]:
    """What all say together, and what each group says, as far as this member may read it; two queries."""
    seen = Finding.objects.visible_to(member, on=on).filter(survey=survey)
    of_groups = seen.exclude(group=None).select_related("group")
    return seen.filter(group=None).first(), sorted(of_groups, key=attrgetter("group.in_order"))


def history(survey: Survey, group: Group, member: Member, *, on: date) -> list[Finding]:
    """What a group said to the same questions up to this survey, whose finding is the last; one query.

    Empty where this member may not read the last.
    """
    seen = Finding.objects.visible_to(member, on=on).select_related("survey")
    told = seen.filter(group=group, survey__questionnaire=survey.questionnaire_id)
    findings = list(told.order_by("survey__published_at"))
    surveys = [finding.survey_id for finding in findings]
    return findings[: surveys.index(survey.pk) + 1] if survey.pk in surveys else []


class Heard(NamedTuple):
    """How many seats of a group are asked, and for how many somebody has answered."""

    group: Group
    asked: int
    answers: int

    @property
    def is_told(self) -> bool:
        """Whether the count may be shown: of two who are asked it would tell who answered."""
        return self.asked >= ENOUGH


class Progress(NamedTuple):
    """How many people are asked and have answered, and the same by group; never who."""

    asked: int
    took: int
    groups: list[Heard]


def progress(survey: Survey) -> Progress:
    """Count who is asked and who has answered; five queries."""
    asked = Asked.objects.filter(survey=survey)
    seats = dict(asked.values_list("group").annotate(n=Count("pk")).order_by())
    answers = dict(
        Response.objects.filter(survey=survey).values_list("group").annotate(n=Count("pk")).order_by()
    )
    groups = sorted(Group.objects.in_bulk(seats).values(), key=lambda group: group.in_order)
    return Progress(
        asked=asked.aggregate(people=Count("member", distinct=True))["people"],
        took=Took.objects.filter(survey=survey).count(),
        groups=[Heard(group, seats[group.pk], answers.get(group.pk, 0)) for group in groups],
    )
