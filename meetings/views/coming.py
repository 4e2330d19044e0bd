"""Doors: how the members of a group come to its meetings, for the group itself."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from meetings.allowance import rule_in_words
from meetings.attending import coming_of_members
from meetings.panels import next_meeting
from peergroups.doors import seen_group
from peergroups.requests import MemberRequest
from peergroups.seating import seating


@require_safe
def show_coming(request: MemberRequest, key: str) -> HttpResponse:
    """One's own count, whom the group missed, and for those who lead it with whom to talk. No ranking."""
    group, at = seen_group(request, key), timezone.now()
    people = coming_of_members(group, on=request.today, at=at)
    leads = seating(request.user).leads(group)
    context = {
        "group": group,
        "rule": rule_in_words(group),
        "mine": next((coming for coming in people if coming.member == request.user), None),
        "missed": [coming for coming in people if coming.missed_in_a_row],
        "used_up": [coming for coming in people if coming.allowance.is_used_up] if leads else [],
        "leads": leads,
        "meeting": next_meeting(group, request.user, on=request.today, at=at) if leads else None,
    }
    return render(request, "meetings/coming.html", context)
