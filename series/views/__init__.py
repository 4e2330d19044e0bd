"""The doors to a group's series."""

from django.shortcuts import get_object_or_404

from meetings.views import seen_meeting
from peergroups.requests import MemberRequest
from series.models import Occurrence, Series


def seen_series(request: MemberRequest, pk: int) -> Series:
    """Return the series if the visitor may see it; otherwise there is none (404)."""
    listed = Series.objects.visible_to(request.user, on=request.today).select_related("group")
    return get_object_or_404(listed, pk=pk)


def seen_occurrence(request: MemberRequest, pk: int) -> Occurrence:
    """Return what a meeting is in its series, if the visitor may see the meeting and it has one."""
    meeting = seen_meeting(request, pk)
    return get_object_or_404(Occurrence.objects.select_related("series", "meeting__group"), meeting=meeting)
