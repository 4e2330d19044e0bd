"""The doors to a group's meetings."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from meetings.models import Meeting, MeetingDay
from peergroups.requests import MemberRequest


def seen_meeting(request: MemberRequest, pk: int) -> Meeting:
    """Return the meeting if the visitor may see it; otherwise there is none (404)."""
    meetings = Meeting.objects.visible_to(request.user, on=request.today).select_related("group")
    return get_object_or_404(meetings, pk=pk)


def day_of(days: QuerySet[MeetingDay] | Sequence[MeetingDay], number: int) -> MeetingDay:
    """Return the day of a meeting by its number, from 1 on; otherwise there is none (404)."""
    if not 1 <= number <= len(days):
        raise Http404
    return days[number - 1]
