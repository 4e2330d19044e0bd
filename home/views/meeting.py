"""One meeting: when and where, who comes, what is prepared, what happens now, and what is kept of it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from closing import panels as closing
from commitments import panels as commitments
from gatherings import panels as gatherings
from issues import panels as issues
from meetings import panels
from meetings.models import Meeting
from meetings.timetable import timetables
from peergroups.requests import MemberRequest
from reviews import panels as reviews
from room import panels as room
from series import panels as series
from topics import panels as topics


@require_safe
def meeting(request: MemberRequest, pk: int) -> HttpResponse:
    member, on, at = request.user, request.today, timezone.now()
    seen = Meeting.objects.visible_to(member, on=on).with_reply_of(member).select_related("group")
    meeting = get_object_or_404(seen, pk=pk)
    replies = panels.replies(meeting)
    context = {
        "meeting": meeting,
        "group": meeting.group,
        "timetables": timetables(meeting),
        "replies": replies,
        "quorum": panels.quorum(meeting, replies, at=at),
        "is_invited": any(member in people for people in replies),
        "made_here": commitments.made_at(meeting, member, on=on),
        "attendance": panels.attendance(meeting) if meeting.has_begun(at) else [],
        "has_begun": meeting.has_begun(at),
        "is_over": meeting.is_over(at),
        "may_keep": member.has_perm("meetings.keep_meeting", meeting),
        **_before(request, meeting),
        "room": room.of_meeting(meeting, member, at=at),
        "table": topics.of_meeting(meeting, member, at=at),
        "after": closing.of_meeting(meeting, member, at=at),
    }
    return render(request, "home/meeting.html", context)


def _before(request: MemberRequest, meeting: Meeting) -> dict[str, Any]:
    """What leads to the meeting: the week or series that it belongs to, reviews, hot seats."""
    member, on, at = request.user, request.today, timezone.now()
    return {
        "part_of": gatherings.of_meeting(meeting),
        "of_series": series.of_meeting(meeting, member, at=at),
        "panel": reviews.of_meeting(meeting, member, on=on, at=at),
        "issues": issues.of_meeting(meeting, member, on=on, at=at),
    }
