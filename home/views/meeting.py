"""One meeting: when and where, who comes, the agenda, and what was promised there."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from commitments import panels as commitments
from meetings import panels
from meetings.models import Meeting
from meetings.timetable import timetables
from peergroups.requests import MemberRequest


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
        "is_invited": any(member in people for people in replies),
        "made_here": commitments.made_at(meeting, member, on=on),
        "attendance": panels.attendance(meeting) if meeting.has_begun(at) else [],
        "has_begun": meeting.has_begun(at),
        "is_over": meeting.is_over(at),
        "may_keep": member.has_perm("meetings.keep_meeting", meeting),
    }
    return render(request, "home/meeting.html", context)
