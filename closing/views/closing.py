"""Doors: closing a meeting, writing its minutes, calling who was missed. For those who keep the group."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from closing import actions, panels
from closing.forms import MinutesForm
from closing.presence import presence
from closing.unfinished import hot_seats, left_items
from commitments import panels as commitments
from commitments.models import Commitment
from meetings.models import Meeting
from meetings.views import seen_meeting
from members.models import Member
from peergroups.doors import allow, way_back
from peergroups.requests import MemberRequest


@require_http_methods(["GET", "HEAD", "POST"])
def close_meeting(request: MemberRequest, pk: int) -> HttpResponse:
    """The last minutes of a meeting on one page: what is left over, what was promised, who was there."""
    meeting = seen_meeting(request, pk)
    allow(request, "closing.close_meeting", meeting)
    made = list(commitments.made_at(meeting, request.user, on=request.today).select_related("confirmation"))
    if request.method == "POST":
        return _close(request, meeting, made)
    context = {
        "meeting": meeting,
        "group": meeting.group,
        "people": presence(meeting),
        "left": left_items(meeting),
        "seats": hot_seats(meeting),
        "made_here": made,
        "has_begun": actions.can_be_closed(meeting, at=timezone.now()),
        "closing": panels.closing_of(meeting),
        "keeps_minutes": panels.keeps_minutes(meeting.group),
    }
    return render(request, "closing/close.html", context)


@require_POST
def reopen_meeting(request: MemberRequest, pk: int) -> HttpResponse:
    meeting = seen_meeting(request, pk)
    allow(request, "closing.close_meeting", meeting)
    actions.reopen_meeting(meeting, by=request.user, at=timezone.now())
    messages.success(request, "Open again. What was written and confirmed has stayed.")
    return redirect("closing:close", meeting.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def write_minutes(request: MemberRequest, pk: int) -> HttpResponse:
    meeting = seen_meeting(request, pk)
    allow(request, "closing.write_minutes", meeting)
    if not panels.keeps_minutes(meeting.group):
        return render(request, "closing/no_minutes.html", {"meeting": meeting, "group": meeting.group})
    form = MinutesForm(
        request.POST or None, items=panels.minuted_items(meeting), kept=panels.minutes(meeting)
    )
    if form.is_valid():
        actions.write_minutes(meeting, form.notes(), by=request.user, at=timezone.now())
        messages.success(request, "Written down. Who was there can read it.")
        return redirect("closing:after", meeting.pk)
    return render(request, "closing/minutes.html", {"meeting": meeting, "group": meeting.group, "form": form})


@require_POST
def call_absent(request: MemberRequest, pk: int, key: str) -> HttpResponse:
    """Note that somebody has been in touch with one who was missed, or take that note back."""
    meeting = seen_meeting(request, pk)
    allow(request, "closing.call_absent", meeting)
    member = get_object_or_404(Member, key=key, pk__in=[member.pk for member in presence(meeting).away])
    note = actions.take_back_call if "undo" in request.POST else actions.log_call
    note(meeting, member, by=request.user, at=timezone.now())
    return redirect(way_back(request) or meeting)


def _close(request: MemberRequest, meeting: Meeting, made: Iterable[Commitment]) -> HttpResponse:
    told: dict[str, Any] = {"by": request.user, "at": timezone.now()}
    carried, left = _ticked(request, "carried"), _touched(request, "left", "carried")
    worked, seats = _ids(_ticked(request, "worked")), _ids(_touched(request, "seat", "worked"))
    confirmed, shown = _ids(_ticked(request, "confirmed")), _ids(_touched(request, "shown", "confirmed"))
    try:
        with transaction.atomic():
            if "close" in request.POST:
                actions.close_meeting(meeting, **told)
            elif not actions.can_be_closed(meeting, at=told["at"]):
                raise actions.NotBegun
            actions.carry_over(meeting, carried, shown=left, **told)
            actions.settle_hot_seats(meeting, worked, shown=seats, **told)
            made_here = {commitment.pk for commitment in made}
            actions.confirm_commitments(meeting, confirmed, shown=shown & made_here, **told)
    except actions.NotBegun:
        messages.error(request, "This meeting has not begun or was cancelled, so there is nothing to close.")
        return redirect("closing:close", meeting.pk)
    if "close" not in request.POST:
        messages.success(request, "Saved.")
        return redirect("closing:close", meeting.pk)
    messages.success(request, "Closed. Who was there is asked how it was; who was missed waits for a call.")
    return redirect("closing:after", meeting.pk)


def _ticked(request: MemberRequest, box: str) -> set[str]:
    return set(request.POST.getlist(box))


def _touched(request: MemberRequest, shown: str, box: str) -> set[str]:
    """Of what the page showed, that whose box was changed: what others settled meanwhile is left alone."""
    changed = _ticked(request, box) ^ _ticked(request, f"{box}-stood")
    return _ticked(request, shown) & changed


def _ids(said: Iterable[str]) -> set[int]:
    """What is no id is passed over."""
    return {int(pk) for pk in said if pk.isdecimal() and len(pk) < 19}
