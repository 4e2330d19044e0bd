"""Doors: which surveys there are, and what came of them."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from peergroups.models import Group
from peergroups.requests import MemberRequest
from peergroups.seating import seating
from surveys import panels
from surveys.models import Finding, Questionnaire, Survey
from surveys.views.seen import seen_survey
from ui.plots import Point, trend

PER_PAGE = 50


@require_safe
def list_surveys(request: MemberRequest) -> HttpResponse:
    """What waits for one's answer, and what one may read; for admins everything, with the questionnaires."""
    seen = panels.seen(request.user, on=request.today)
    rows = Paginator(seen, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "waiting": panels.waiting(request.user, on=request.today),
        "page": rows,
        "surveys": [(survey, survey.state(request.today)) for survey in rows],
        "may_keep": seating(request.user, on=request.today).is_admin,
    }
    if context["may_keep"]:
        Questionnaire.own()
        context["questionnaires"] = Questionnaire.objects.all()
    return render(request, "surveys/list.html", context)


@require_safe
def protection(request: MemberRequest) -> HttpResponse:
    return render(request, "surveys/protection.html")


@require_safe
def survey(request: MemberRequest, pk: int) -> HttpResponse:
    """How a survey stands; once it is published, what all say together and one's own groups."""
    survey = seen_survey(request, pk)
    seats = seating(request.user, on=request.today)
    context: dict[str, Any] = {
        "survey": survey,
        "state": survey.state(request.today),
        "may_keep": seats.is_admin,
    }
    if survey.published_at:
        context |= _found(request, survey)
    else:
        context["is_asked"] = survey.asks(request.user)
        context["has_answered"] = survey.has_answer_of(request.user)
        if seats.is_admin and survey.opened_at:
            context["progress"] = progress = panels.progress(survey)
            context["page"] = Paginator(progress.groups, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "surveys/survey.html", context)


@require_safe
def group_findings(request: MemberRequest, pk: int, key: str) -> HttpResponse:
    """What one group says, and what it said to the same questions before."""
    survey = seen_survey(request, pk)
    group = get_object_or_404(Group, key=key)
    asking = survey.questionnaire
    until = panels.history(survey, group, request.user, on=request.today)
    if not until:
        raise Http404
    finding = until[-1]
    points = [Point(f"{found.survey.last_on:%b %Y}", found.mean, found.low, found.high) for found in until]
    is_line = sum(point.value is not None for point in points) > 1
    context = {
        "survey": survey,
        "group": group,
        "sits_here": seating(request.user, on=request.today).sits_in(group),
        "finding": finding,
        "items": _with_words(asking, finding),
        "history": until[::-1],
        "plot": trend(f"{asking.title}, {group.name}", points, top=asking.scale + 1, percent=False)
        if is_line
        else None,
    }
    return render(request, "surveys/group.html", context)


def _found(request: MemberRequest, survey: Survey) -> dict[str, Any]:
    whole, of_groups = panels.findings_of(survey, request.user, on=request.today)
    return {
        "whole": whole,
        "items": _with_words(survey.questionnaire, whole) if whole else [],
        "found": Paginator(of_groups, PER_PAGE).get_page(request.GET.get("page")),
    }


def _with_words(asking: Questionnaire, finding: Finding) -> list[tuple[str, float, bool]]:
    """Each statement with its mean, and whether it is reversed; nothing where there are too few answers."""
    return [
        (words, mean, number in asking.reversed_items)
        for number, (words, mean) in enumerate(zip(asking.items, finding.items or [], strict=False), 1)
    ]
