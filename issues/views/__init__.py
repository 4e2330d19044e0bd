"""The doors to the parking lot of a group, and to the hot seats of a meeting."""

from django.shortcuts import get_object_or_404

from issues.models import HotSeat, Issue
from meetings.models import Meeting
from peergroups.requests import MemberRequest


def seen_issue(request: MemberRequest, pk: int) -> Issue:
    """Return the issue if the visitor may read it; otherwise there is none (404)."""
    seen = Issue.objects.visible_to(request.user, on=request.today)
    return get_object_or_404(seen.select_related("group", "member", "worked_at_meeting"), pk=pk)


def seen_hot_seat(request: MemberRequest, pk: int) -> HotSeat:
    """Return the hot seat, with whether the visitor may read its issue; otherwise there is none (404)."""
    seen = HotSeat.objects.visible_to(request.user, on=request.today)
    known = seen.with_reading_of(request.user, on=request.today).select_related(
        "meeting__group", "issue__group", "issue__member", "presenter", "coach", "substitute__member", "item"
    )
    return get_object_or_404(known, pk=pk)


def seen_meeting(request: MemberRequest, pk: int) -> Meeting:
    """Return a meeting with an agenda that the visitor may see; otherwise there is none (404)."""
    seen = Meeting.objects.visible_to(request.user, on=request.today).select_related("group")
    return get_object_or_404(seen.filter(group__plans_agenda=True), pk=pk)
