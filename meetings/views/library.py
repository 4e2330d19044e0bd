"""Doors: the library of formats, for every member."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from meetings.formats import LIBRARY
from meetings.panels import kept_agendas
from peergroups.requests import MemberRequest
from peergroups.seating import seating


@require_safe
def list_formats(request: MemberRequest) -> HttpResponse:
    """Browse, and put a format on the agenda of a meeting to come: of one (`?for=`), or of any one keeps."""
    meetings = kept_agendas(request.user, seating(request.user), at=timezone.now())
    chosen = [meeting for meeting in meetings if str(meeting.pk) == request.GET.get("for")]
    formats = [(name, guide) for name, guide in LIBRARY.items()]
    context = {"formats": formats, "meetings": chosen or meetings, "chosen": chosen[0] if chosen else None}
    return render(request, "meetings/formats.html", context)
