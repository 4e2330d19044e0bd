"""The doors of the room."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from meetings.models import Meeting
from meetings.views import seen_meeting
from peergroups.doors import allow
from peergroups.requests import MemberRequest
from room.models import Run


def seen_run(request: MemberRequest, pk: int) -> Run:
    """Return the run of a meeting that the visitor may see; otherwise there is none (404)."""
    return run_of(seen_meeting(request, pk))


def kept_run(request: MemberRequest, pk: int) -> Run:
    """Return the run if the visitor may run the meeting (404 if it was not started, 403 if they may not)."""
    meeting = seen_meeting(request, pk)
    allow(request, "room.run_meeting", meeting)
    return run_of(meeting)


def run_of(meeting: Meeting) -> Run:
    run = Run.objects.filter(meeting=meeting).first()
    if run is None:
        raise Http404
    run.meeting = meeting
    return run


def back_to_room(request: MemberRequest, pk: int, problem: str = "") -> HttpResponse:
    """Answer a tap: the notices, where the page follows anyway; without a script the page again."""
    if problem:
        messages.error(request, problem)
    if not request.htmx:
        return redirect("room:room", pk)
    response = render(request, "room/notices.html")
    if problem:
        response["X-Not-Saved"] = "1"  # what was typed stays where it is
    return response
