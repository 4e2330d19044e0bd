"""Doors: planning surveys and looking after them. For admins, who see how many answered and never who."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from peergroups.doors import allow
from peergroups.requests import MemberRequest
from surveys import actions, panels
from surveys.forms import ChangeForm, PlanForm, QuestionnaireForm
from surveys.models import Questionnaire, State, Survey
from surveys.views.seen import seen_survey

KEEP = "surveys.keep_surveys"


@require_http_methods(["GET", "HEAD", "POST"])
def plan_survey(request: MemberRequest) -> HttpResponse:
    """Choose what to ask, whom and when. What begins today is open at once."""
    allow(request, KEEP)
    own = Questionnaire.own()
    form = PlanForm(request.POST or None, today=request.today, initial={"questionnaire": own})
    if form.is_valid():
        try:
            survey = actions.plan_survey(**form.cleaned_data, by=request.user, at=timezone.now())
        except actions.AskedLately as too_near:
            _explain(form, too_near.other)
        else:
            _open_if_due(request, survey)
            return redirect(survey)
    return render(request, "surveys/plan.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def change_survey(request: MemberRequest, pk: int) -> HttpResponse:
    survey = seen_survey(request, pk)
    allow(request, KEEP)
    if survey.published_at:
        return _tell_over(request, survey)
    form = ChangeForm(request.POST or None, instance=survey, today=request.today)
    if form.is_valid():
        try:
            actions.change_survey(survey, **form.changes(), by=request.user, at=timezone.now())
        except actions.AskedLately as too_near:
            _explain(form, too_near.other)
        except actions.AlreadyPublished:
            return _tell_over(request, survey)
        else:
            _open_if_due(request, survey)
            messages.success(request, "Saved.")
            return redirect(survey)
    return render(request, "surveys/change.html", {"survey": survey, "form": form})


@require_POST
def close_survey(request: MemberRequest, pk: int) -> HttpResponse:
    survey = seen_survey(request, pk)
    allow(request, KEEP)
    actions.close_survey(survey, on=request.today, by=request.user, at=timezone.now())
    if _stands(survey, request) == State.CLOSED:
        messages.success(request, "Closed. Until the end of the day you can open it again.")
    return redirect(survey)


@require_POST
def reopen_survey(request: MemberRequest, pk: int) -> HttpResponse:
    survey = seen_survey(request, pk)
    allow(request, KEEP)
    actions.reopen_survey(survey, on=request.today, by=request.user, at=timezone.now())
    if _stands(survey, request) == State.OPEN:
        messages.success(request, "It is open again.")
    else:
        messages.error(request, "It is too late to open this survey again.")
    return redirect(survey)


@require_http_methods(["GET", "HEAD", "POST"])
def remove_survey(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask first: the answers go with it."""
    survey = seen_survey(request, pk)
    allow(request, KEEP)
    if survey.published_at:
        return _tell_over(request, survey)
    if request.method != "POST":
        took = panels.progress(survey).took
        return render(request, "surveys/remove.html", {"survey": survey, "took": took})
    actions.remove_survey(survey, by=request.user, at=timezone.now())
    messages.success(request, f"Removed: “{survey.title}”.")
    return redirect("surveys:list")


@require_http_methods(["GET", "HEAD", "POST"])
def write_questionnaire(request: MemberRequest) -> HttpResponse:
    """A slot for a text that somebody else owns; none is shipped."""
    allow(request, KEEP)
    form = QuestionnaireForm(request.POST or None)
    if form.is_valid():
        asking = actions.write_questionnaire(**form.text(), by=request.user, at=timezone.now())
        messages.success(request, "Kept. You can plan a survey with it now.")
        return redirect("surveys:questionnaire", asking.pk)
    return render(request, "surveys/write_questionnaire.html", {"form": form})


@require_safe
def questionnaire(request: MemberRequest, pk: int) -> HttpResponse:
    allow(request, KEEP)
    asking = get_object_or_404(Questionnaire, pk=pk)
    is_unused = asking.key is None and not asking.surveys.exists()
    return render(request, "surveys/questionnaire.html", {"asking": asking, "is_unused": is_unused})


@require_POST
def remove_questionnaire(request: MemberRequest, pk: int) -> HttpResponse:
    allow(request, KEEP)
    asking = get_object_or_404(Questionnaire, pk=pk, key=None)
    try:
        actions.remove_questionnaire(asking, by=request.user, at=timezone.now())
    except actions.InUse:
        messages.error(request, "A survey was planned with it meanwhile, so it stays.")
        return redirect("surveys:questionnaire", asking.pk)
    messages.success(request, f"Removed: “{asking.title}”.")
    return redirect("surveys:list")


def _stands(survey: Survey, request: MemberRequest) -> State:
    survey.refresh_from_db()
    return survey.state(request.today)


def _open_if_due(request: MemberRequest, survey: Survey) -> None:
    """Open at once what begins today; otherwise the clock would some minutes later."""
    if Survey.objects.to_open(request.today).filter(pk=survey.pk).exists():
        actions.open_survey(survey, on=request.today, by=request.user, at=timezone.now())


def _explain(form: forms.BaseForm, other: Survey) -> None:
    days = f"{date_format(other.opens_on, 'j F Y')} to {date_format(other.closes_on, 'j F Y')}"
    form.add_error(
        None,
        f"“{other.title}” asks some of the same people from {days}. Leave twelve weeks between: people tire "
        "of being asked, and two results a few days apart could be set against each other.",
    )


def _tell_over(request: MemberRequest, survey: Survey) -> HttpResponse:
    messages.error(request, "This survey is published, and what it says stands.")
    return redirect(survey)
