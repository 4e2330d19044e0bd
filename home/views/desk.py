"""A facilitator's desk: their groups side by side, and what waits for their hand."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from closing import panels as closing
from engagement.looking import note_looks
from engagement.panels import board_of
from meetings import panels as meetings
from peergroups.requests import MemberRequest
from peergroups.seating import seating
from signals import panels as signals


@require_safe
def desk(request: MemberRequest) -> HttpResponse:
    led, at = seating(request.user).led_groups, timezone.now()
    if not led:
        raise PermissionDenied
    board = board_of(led, request.user, on=request.today, sort=request.GET.get("sort", "name"))
    if board:
        note_looks(request.user, led, on=request.today)
    context = {
        "groups": led,
        "missed": closing.to_call(led, on=request.today, at=at),
        "coming": meetings.coming_of(led, at=at),
        "signals": signals.waiting(request.user, on=request.today),
        "looking_back": signals.to_review(request.user, on=request.today),
        "untaken": meetings.without_attendance(led, at=at),
        "board": board,
    }
    return render(request, "home/desk.html", context)
