"""The doors to a group's meetings."""

from django.shortcuts import get_object_or_404

from meetings.models import Meeting
from peergroups.requests import MemberRequest


def seen_meeting(request: MemberRequest, pk: int) -> Meeting:
    """Return the meeting if the visitor may see it; otherwise there is none (404)."""
    meetings = Meeting.objects.visible_to(request.user, on=request.today).select_related("group")
    return get_object_or_404(meetings, pk=pk)
