"""Doors: how it was, what we keep of it, and what I take home."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import model_to_dict
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from closing import actions, panels
from closing.forms import IdeaForm, LearningForm, PulseForm
from closing.models import Idea, Learning, Pulse
from closing.panels import keeps_minutes
from closing.presence import presence
from commitments import panels as commitments
from meetings.models import Meeting
from meetings.panels import next_meeting
from meetings.views import seen_meeting
from peergroups.doors import allow
from peergroups.models import Keeps
from peergroups.requests import MemberRequest

PER_PAGE = 20
NOT_THERE = "Only who was at the meeting can say this."


@require_safe
def after(request: MemberRequest, pk: int) -> HttpResponse:
    """Everything about a meeting that is over or nearly so; who was missed at it reads the recap."""
    return _page(request, seen_meeting(request, pk))


@require_POST
def answer_pulse(request: MemberRequest, pk: int) -> HttpResponse:
    """Two taps. With htmx the first tap alone says nothing yet, and is no mistake."""
    meeting, form = seen_meeting(request, pk), PulseForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=204) if request.htmx else _page(request, meeting, pulse=form)
    try:
        actions.answer_pulse(meeting, request.user, **form.cleaned_data, by=request.user, at=timezone.now())
    except actions.NotThere:
        messages.error(request, NOT_THERE)
    else:
        if request.htmx:
            return render(request, "closing/pulse.html", {"meeting": meeting, "pulse": form, "saved": True})
        messages.success(request, "Thank you. You can change what you said here.")
    return _back_to(meeting, "pulse")


@require_POST
def offer_idea(request: MemberRequest, pk: int) -> HttpResponse:
    meeting, form = seen_meeting(request, pk), IdeaForm(request.POST)
    if not form.is_valid():
        return _page(request, meeting, idea=form)
    try:
        actions.offer_idea(meeting, request.user, **form.cleaned_data, by=request.user, at=timezone.now())
    except actions.NotThere:
        messages.error(request, NOT_THERE)
    except actions.NothingKept:
        messages.error(request, "This group writes nothing down, so say it aloud instead.")
    return _back_to(meeting, "ideas")


@require_POST
def withdraw_idea(request: MemberRequest, pk: int) -> HttpResponse:
    idea = _seen_idea(request, pk)
    allow(request, "closing.withdraw_idea", idea)
    actions.withdraw_idea(idea, by=request.user, at=timezone.now())
    messages.success(request, f"Taken back: “{idea.text}”.")
    return _back_to(idea.meeting, "ideas")


@require_POST
def vote_for_idea(request: MemberRequest, pk: int) -> HttpResponse:
    idea = _seen_idea(request, pk)
    try:
        actions.vote_for_idea(idea, by=request.user, at=timezone.now())
    except actions.NotThere:
        messages.error(request, NOT_THERE)
    return _back_to(idea.meeting, "ideas")


@require_POST
def write_learning(request: MemberRequest, pk: int) -> HttpResponse:
    meeting = seen_meeting(request, pk)
    form = LearningForm(request.POST, instance=_card(request, meeting))
    if not form.is_valid():
        return _page(request, meeting, learning=form)
    actions.write_learning(meeting, request.user, **form.changes(), by=request.user, at=timezone.now())
    messages.success(request, "Kept. Nobody but you reads it.")
    return _back_to(meeting, "learning")


@require_safe
def list_learnings(request: MemberRequest) -> HttpResponse:
    """What I took home from all my meetings, the latest first. It stays mine when I leave a group."""
    mine = Learning.objects.filter(member=request.user).select_related("meeting__group")
    page = Paginator(mine, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "closing/learnings.html", {"page": page})


def _page(request: MemberRequest, meeting: Meeting, **forms: Any) -> HttpResponse:
    at, on, member = timezone.now(), request.today, request.user
    if not meeting.has_begun(at) or meeting.is_cancelled:
        return render(request, "closing/not_yet.html", {"meeting": meeting, "group": meeting.group})
    people, felt = presence(meeting), panels.felt(meeting)
    is_here, may_read_lines = member in people.here, member.has_perm("closing.call_absent", meeting)
    context = {
        "meeting": meeting,
        "group": meeting.group,
        "people": people,
        "is_here": is_here,
        "closing": panels.closing_of(meeting),
        "felt": felt,
        "ideas": panels.ideas(meeting, member, on=on) if is_here else [],
        "minutes": panels.minutes(meeting) if is_here and keeps_minutes(meeting.group) else [],
        "keeps_minutes": keeps_minutes(meeting.group),
        "keeps_nothing": Keeps(meeting.group.keeps) is Keeps.NOTHING,
        "made_here": commitments.made_at(meeting, member, on=on).select_related("confirmation"),
        "coming": next_meeting(meeting.group, member, on=on, at=at),
        "may_close": member.has_perm("closing.close_meeting", meeting),
        "lines": panels.lines(meeting) if may_read_lines and felt.worth is not None else [],
        **_own_forms(request, meeting),
        **forms,
    }
    return render(request, "closing/after.html", context)


def _own_forms(request: MemberRequest, meeting: Meeting) -> dict[str, Any]:
    said = Pulse.objects.filter(meeting=meeting, member=request.user).first()
    return {
        "pulse": PulseForm(initial=model_to_dict(said) if said else None),
        "idea": IdeaForm(),
        "learning": LearningForm(instance=_card(request, meeting)),
    }


def _card(request: MemberRequest, meeting: Meeting) -> Learning:
    card = Learning.objects.filter(meeting=meeting, member=request.user).first()
    return card or Learning(meeting=meeting, member=request.user)


def _seen_idea(request: MemberRequest, pk: int) -> Idea:
    ideas = Idea.objects.visible_to(request.user, on=request.today).select_related("meeting__group")
    return get_object_or_404(ideas, pk=pk)


def _back_to(meeting: Meeting, place: str) -> HttpResponse:
    return redirect(f"{reverse('closing:after', args=[meeting.pk])}#{place}")
