"""Doors: saying whether one comes."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from meetings import actions
from meetings.forms import AnswerForm
from meetings.models import Meeting, Reply
from meetings.views import seen_meeting
from peergroups.doors import way_back
from peergroups.requests import MemberRequest


@require_POST
def answer_invitation(request: MemberRequest, pk: int) -> HttpResponse:
    """One tap. With htmx the buttons answer in place; without it the page comes again."""
    meeting, form = seen_meeting(request, pk), AnswerForm(request.POST)
    problem = _answer(request, meeting, form)
    if request.htmx:
        return _buttons(request, meeting, problem)
    if problem:
        messages.error(request, problem)
    return redirect(way_back(request) or meeting)


def _answer(request: MemberRequest, meeting: Meeting, form: AnswerForm) -> str:
    """Set the answer; return a sentence if that is not possible."""
    if not form.is_valid():
        return "Choose yes, maybe or no."
    reply = Reply(form.cleaned_data["reply"])
    try:
        actions.answer_invitation(meeting, request.user, reply, by=request.user, at=timezone.now())
    except actions.AnswersClosed:
        return "This meeting has begun or was cancelled; answers are closed."
    except actions.NotInvited:
        return "You are not expected at this meeting, so there is nothing to answer."
    return ""


def _buttons(request: MemberRequest, meeting: Meeting, problem: str) -> HttpResponse:
    answered = Meeting.objects.with_reply_of(request.user).get(pk=meeting.pk)
    context = {"meeting": answered, "problem": problem, "fresh": not problem}
    return render(request, "meetings/answer.html", context)
