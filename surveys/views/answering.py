"""Doors: answering a survey, on one page."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from peergroups.doors import allow
from peergroups.models import Group
from peergroups.requests import MemberRequest
from surveys import actions, panels
from surveys.forms import AnswerForm
from surveys.models import Response, State, Survey
from surveys.views.seen import seen_survey


@require_http_methods(["GET", "HEAD", "POST"])
def answer_survey(request: MemberRequest, pk: int) -> HttpResponse:
    """The statements with what one has answered before. Saving again changes the answer."""
    survey = seen_survey(request, pk)
    if survey.published_at is None:  # afterwards nobody knows any more who was asked
        allow(request, "surveys.answer_survey", survey)
    if survey.state(request.today) != State.OPEN:
        messages.error(request, "This survey is closed, so nothing can be answered any more.")
        return redirect(survey)
    said = Response.objects.filter(survey=survey, pseudonym=survey.pseudonym(request.user)).first()
    groups = panels.groups_asked(survey, request.user)
    initial = _as_initial(said) if said else {}
    form = AnswerForm(
        request.POST or None, questionnaire=survey.questionnaire, groups=groups, initial=initial
    )
    if form.is_valid() and _keep(request, survey, form.group, form.answers):
        return redirect(survey)
    context = {"survey": survey, "form": form, "groups": groups, "has_answered": said is not None}
    return render(request, "surveys/answer.html", context)


def _as_initial(said: Response) -> dict[str, Any]:
    answers = {f"item-{number}": answer for number, answer in enumerate(said.answers, 1)}
    return {**answers, "group": str(said.group_id)}


def _keep(request: MemberRequest, survey: Survey, group: Group, answers: list[int]) -> bool:
    try:
        actions.answer_survey(survey, group, answers, by=request.user, on=request.today)
    except actions.NotOpen:
        messages.error(request, "The survey was closed meanwhile, so this was not saved.")
    except actions.AnswerOutOfReach:
        messages.error(request, "You have answered, and it counts; but it cannot be changed any more.")
    else:
        messages.success(request, "Thank you. You can change your answers until the survey closes.")
    return True
