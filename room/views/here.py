"""Doors: checking oneself in by the code on the wall or on paper."""

from datetime import timedelta

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from meetings import actions as meetings
from meetings.halves import open_half
from meetings.models import Meeting, MeetingDay
from meetings.views import seen_meeting
from peergroups.doors import allow
from peergroups.requests import MemberRequest
from room.codes import holds, picture, printed_code


@require_http_methods(["GET", "HEAD", "POST"])
def here(request: MemberRequest, pk: int, code: str) -> HttpResponse:
    """Ask whether the person is there, and mark them so; a second scan says that they are in already."""
    meeting, at = seen_meeting(request, pk), timezone.now()
    on = timezone.localdate(at, meeting.zone)
    if not holds(code, pk, at=at, on=on):
        return _page(request, meeting, "over", status=410)
    day = meeting.days.filter(on=on).first()
    part = open_half(day, at) if day else None
    if day is None or part is None or meeting.is_cancelled or not meeting.group.takes_attendance:
        return _page(request, meeting, "closed")
    if request.method != "POST":
        return _page(request, meeting, "ask", part=part)
    try:
        mark = meetings.check_in(day, part.half, request.user, by=request.user, at=at)
    except meetings.AlreadyIn:
        return _page(request, meeting, "already", part=part)
    except (meetings.CheckInClosed, meetings.NotHeld, meetings.NotSeated):
        return _page(request, meeting, "closed")
    return _page(request, meeting, "in", part=part, mark=mark)


@require_safe
def print_code(request: MemberRequest, pk: int) -> HttpResponse:
    """A sheet for the door of each day that is not over."""
    meeting = seen_meeting(request, pk)
    allow(request, "room.run_meeting", meeting)
    if not meeting.group.takes_attendance:
        raise Http404
    yesterday = timezone.now() - timedelta(days=1)
    days: list[MeetingDay] = list(meeting.days.filter(ends_at__gt=yesterday))
    codes = [(day, picture(pk, printed_code(pk, on=day.on))) for day in days]
    return render(request, "room/door.html", {"meeting": meeting, "group": meeting.group, "codes": codes})


def _page(
    request: MemberRequest, meeting: Meeting, says: str, *, status: int = 200, **more: object
) -> HttpResponse:
    context = {"meeting": meeting, "group": meeting.group, "says": says, "part": None, "mark": None}
    return render(request, "room/here.html", context | more, status=status)
