"""Doors: the pack as a page that prints, and as a file."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from meetings.views import seen_meeting
from peergroups.requests import MemberRequest
from preparation.pack import pack_of
from preparation.pdf import draw_pack


@require_safe
def show_pack(request: MemberRequest, pk: int) -> HttpResponse:
    pack = pack_of(seen_meeting(request, pk), request.user, on=request.today)
    context = {"pack": pack, "meeting": pack.meeting, "group": pack.group}
    return render(request, "preparation/pack.html", context)


@require_safe
def download_pack(request: MemberRequest, pk: int) -> HttpResponse:
    """The same as a PDF. It is handed over here, to whoever may read it, and never sent by mail."""
    pack = pack_of(seen_meeting(request, pk), request.user, on=request.today)
    name = f"{pack.group.name} {pack.meeting.starts_on}.pdf"
    return HttpResponse(
        draw_pack(pack),
        content_type="application/pdf",
        headers={
            "Content-Disposition": content_disposition_header(as_attachment=True, filename=name) or "",
            "Cache-Control": "private, no-store",
        },
    )
