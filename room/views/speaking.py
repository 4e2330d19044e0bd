"""Doors: the order of speaking, and counting seconds if all agree."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_POST

from members.models import Member
from peergroups.doors import allow
from peergroups.requests import MemberRequest
from room import actions
from room.forms import SpeakersForm
from room.models import Run
from room.presence import people_here
from room.views import back_to_room, kept_run, seen_run
from room.views.following import room_page


@require_POST
def shuffle_speakers(request: MemberRequest, pk: int) -> HttpResponse:
    """Draw a new order; “Nobody” clears it."""
    run, at = kept_run(request, pk), timezone.now()
    if "clear" in request.POST:
        actions.clear_speakers(run, by=request.user, at=at)
        return back_to_room(request, pk)
    form = SpeakersForm(request.POST)
    if not form.is_valid():
        return room_page(request, run.meeting, speakers_form=form)
    each, people = form.cleaned_data["seconds_each"], _people(run)
    try:
        actions.shuffle_speakers(run, people, seconds_each=each, by=request.user, at=at)
    except actions.NobodyHere:
        return back_to_room(request, pk, "Nobody is there to speak, or the meeting has been ended.")
    return back_to_room(request, pk)


@require_POST
def pass_on(request: MemberRequest, pk: int, turn: int) -> HttpResponse:
    """By whoever has the word, or whoever runs the meeting."""
    run = seen_run(request, pk)
    whose = get_object_or_404(run.turns, pk=turn)
    if whose.member_id != request.user.pk:
        allow(request, "room.run_meeting", run.meeting)
    whose.run = run
    try:
        actions.pass_on(whose, by=request.user, at=timezone.now())
    except actions.SpokenMeanwhile:
        return back_to_room(request, pk)  # a second tap asks for what is already so
    return back_to_room(request, pk)


@require_POST
def answer_airtime(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask (whoever runs the meeting), agree, or stop it (anybody in the room)."""
    run, answer, at = seen_run(request, pk), request.POST.get("airtime"), timezone.now()
    try:
        if answer == "ask":
            allow(request, "room.run_meeting", run.meeting)
            actions.ask_airtime(run, by=request.user, at=at)
        elif answer == "agree":
            actions.agree_to_airtime(run, _people(run), by=request.user, at=at)
        elif answer == "stop":
            actions.stop_airtime(run, by=request.user, at=at)
        else:
            return back_to_room(request, pk, "Choose one of the buttons on the page.")
    except actions.AirtimeOff:
        return back_to_room(request, pk, "Somebody stopped the counting meanwhile, so nothing is counted.")
    return back_to_room(request, pk)


def _people(run: Run) -> list[Member]:
    return people_here(run.meeting, on=timezone.localdate(timezone=run.meeting.zone))
