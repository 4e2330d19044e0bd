"""Doors: starting the meeting, moving it on, ending it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from meetings.views import seen_meeting
from peergroups.doors import allow
from peergroups.models import Keeps
from peergroups.requests import MemberRequest
from room import actions
from room.forms import EndForm, MoveForm, PutInForm
from room.models import UNFINISHED, Run, State
from room.views import back_to_room, kept_run
from room.views.following import room_page

VERBS: dict[str, Callable[..., None]] = {
    "next": actions.move_on,
    "back": actions.go_back,
    "skip": actions.skip_item,
    "park": actions.park_item,
    "extend": actions.extend_item,
    "pause": actions.pause_run,
    "resume": actions.resume_run,
}


@require_POST
def start_run(request: MemberRequest, pk: int) -> HttpResponse:
    meeting = seen_meeting(request, pk)
    allow(request, "room.run_meeting", meeting)
    try:
        actions.start_run(meeting, by=request.user, at=timezone.now())
    except actions.AlreadyRuns:
        messages.info(request, "The meeting runs already.")
    except actions.NotTheTime:
        messages.error(
            request, "A meeting is started from an hour before it begins until twelve hours after it ends."
        )
    return redirect("room:room", pk)


@require_POST
def move(request: MemberRequest, pk: int) -> HttpResponse:
    """One tap of whoever runs the meeting. A second tap on the same button asks for what is already so."""
    run, form = kept_run(request, pk), MoveForm(request.POST)
    if not form.is_valid():
        return back_to_room(request, pk, "That button is not known here. Take one that stands on the page.")
    verb, step = VERBS[form.cleaned_data["move"]], form.cleaned_data["step"]
    return back_to_room(request, pk, _try(request, run, verb, step=step))


@require_http_methods(["GET", "HEAD", "POST"])
def end_run(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask, and say what will be deleted; then end."""
    run = kept_run(request, pk)
    form = EndForm(request.POST or None, initial={"step": run.step})
    if not form.is_valid():
        keeps = Keeps(run.meeting.group.keeps)
        left = run.items.filter(state__in=UNFINISHED)
        context = {"meeting": run.meeting, "group": run.meeting.group, "run": run, "form": form, "left": left}
        return render(request, "room/end.html", context | {"keeps_notes": keeps == Keeps.NOTES})
    problem = _try(request, run, actions.end_run, step=form.cleaned_data["step"])
    if problem:
        messages.error(request, problem)
    return redirect("room:room", pk)


@require_POST
def put_in(request: MemberRequest, pk: int) -> HttpResponse:
    run, form = kept_run(request, pk), PutInForm(request.POST)
    if not form.is_valid():
        return room_page(request, run.meeting, put_in_form=form)
    parked = "parked" in request.POST
    data: dict[str, Any] = form.cleaned_data
    try:
        actions.put_in(
            run, data["title"], minutes=data["minutes"], parked=parked, by=request.user, at=timezone.now()
        )
    except actions.MovedMeanwhile:
        messages.error(request, "The meeting has been ended, so nothing is put in any more.")
    else:
        messages.success(request, "Parked." if parked else "It comes next.")
    return redirect("room:room", pk)


def _try(request: MemberRequest, run: Run, verb: Callable[..., None], *, step: int) -> str:
    """Make the move; return a sentence if that is not possible."""
    try:
        verb(run, step=step, by=request.user, at=timezone.now())
    except actions.MovedMeanwhile:
        return _what_happened(request, run)
    except actions.NothingNow:
        return "No item is on now. Move on to the next one first."
    except actions.NothingLeft:
        return "All items are behind you. End the meeting, or put in what else is to be talked about."
    except actions.NothingBefore:
        return "Nothing has happened yet that could be taken back."
    return ""


def _what_happened(request: MemberRequest, run: Run) -> str:
    """Tell the second of two hands what the first did; to a double click of the same hand, nothing."""
    if run.moved_by == request.user:
        return ""
    who = run.moved_by.name if run.moved_by else "Somebody"
    if run.is_over:
        return f"{who} has just ended the meeting. You changed nothing."
    now = run.items.filter(state=State.NOW).first()
    where = f"it is at “{now.title}” now" if now else "it rests now"
    return f"{who} was quicker and has just moved the meeting: {where}. You changed nothing."
