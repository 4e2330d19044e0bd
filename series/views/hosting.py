"""Doors: taking a turn at hosting, and passing it on."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from peergroups.doors import way_back
from peergroups.requests import MemberRequest
from series import actions
from series.views import seen_occurrence


@require_POST
def take_turn(request: MemberRequest, pk: int) -> HttpResponse:
    """“I’ll host”; or with `pass` “not me”."""
    occurrence = seen_occurrence(request, pk)
    verb = actions.pass_turn if "pass" in request.POST else actions.take_turn
    try:
        verb(occurrence, by=request.user, at=timezone.now())
    except actions.TooLate:
        messages.error(request, "This meeting has begun or was cancelled.")
    except actions.NotExpected:
        messages.error(request, "You are not expected at this meeting, so you cannot host it.")
    else:
        messages.success(
            request, "Somebody else takes the turn." if "pass" in request.POST else "You host. Thank you!"
        )
    return redirect(way_back(request) or occurrence.meeting)
