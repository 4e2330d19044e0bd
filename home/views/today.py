"""A member's own page: what is next, and what they owe."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from commitments import panels as commitments
from meetings import panels as meetings
from peergroups.requests import MemberRequest
from peergroups.seating import seating


@require_safe
def today(request: MemberRequest) -> HttpResponse:
    at, mine = timezone.now(), seating(request.user)
    coming = meetings.coming(request.user, mine, at=at)
    led = mine.led_groups
    context = {
        "unanswered": [m for m in coming if not m.reply and not m.has_begun(at)],
        "answered": [m for m in coming if m.reply or m.has_begun(at)],
        "owed": commitments.owed(request.user),
        "asked_about": commitments.asked_about(request.user, on=request.today),
        "untaken": meetings.without_attendance(led, at=at) if led else [],
    }
    return render(request, "home/today.html", context)
