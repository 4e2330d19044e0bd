"""Doors: the room on a phone and on the wall, and what both ask every two seconds."""

from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from meetings.models import Meeting
from meetings.views import seen_meeting
from members.models import Member
from peergroups.clock import today
from peergroups.requests import MemberRequest
from peergroups.seating import remembering
from room.codes import is_filling, picture, wall_code
from room.forms import EndForm, PromptForm, PutInForm, SpeakersForm, VoteForm
from room.presence import people_here
from room.screen import screen, version_of
from room.views.showing import room_of
from ui.live import BrokenPass, PassOver, answer_live, make_pass, read_pass

PAGES = {"room": "room/room.html", "wall": "room/wall.html"}


@require_safe
def show_room(request: MemberRequest, pk: int) -> HttpResponse:
    return room_page(request, seen_meeting(request, pk))


@require_safe
def show_wall(request: MemberRequest, pk: int) -> HttpResponse:
    meeting, at = seen_meeting(request, pk), timezone.now()
    context = _followed("wall", meeting, request.user, at=at)
    return render(request, PAGES["wall"], context)


@require_safe
def renew(request: MemberRequest, pk: int, what: str) -> HttpResponse:
    """Come in by the door again: a new pass, and what the page shows now."""
    meeting = seen_meeting(request, pk)

    def draw() -> HttpResponse:
        context = _shown(what, meeting, request.user, at=timezone.now())
        return render(request, f"{PAGES[what]}#live", context)

    return answer_live(request, version_of(pk), draw, follow=_address(what, meeting, request.user))


@login_not_required
@require_safe
def follow(request: HttpRequest, what: str, signed: str) -> HttpResponse:
    """Answer who holds a pass: one query if nothing is new, the full check if something is."""
    try:
        member_id, meeting_id = read_pass(what, signed)
    except BrokenPass as error:
        raise Http404 from error
    except PassOver:
        return HttpResponse(status=410)

    def draw() -> HttpResponse:
        member = get_object_or_404(Member.objects.active(), pk=member_id)
        with remembering():
            seen = Meeting.objects.visible_to(member, on=today()).select_related("group")
            meeting = get_object_or_404(seen, pk=meeting_id)
            context = _shown(what, meeting, member, at=timezone.now())
        return render(request, f"{PAGES[what]}#live", context)

    return answer_live(request, version_of(meeting_id), draw)


def room_page(request: MemberRequest, meeting: Meeting, **refused: Any) -> HttpResponse:
    """Show the room, with forms to be corrected where there are any."""
    at = timezone.now()
    typed = refused.pop("view_form", None)
    context = _followed("room", meeting, request.user, at=at, typed=typed)
    if context["may_run"] and context["run"]:
        people = people_here(meeting, on=context["screen"].today)
        context |= _tools(context, len(people)) | {"people": people}
    return render(request, PAGES["room"], context | refused)


def _tools(context: dict[str, Any], people: int) -> dict[str, Any]:
    """The empty forms of whoever runs the meeting."""
    now = context["screen"].now
    each = round(now.minutes * 60 / people / 10) * 10 if now and now.minutes and people else None
    return {
        "put_in_form": PutInForm(),
        "speakers_form": SpeakersForm(initial={"seconds_each": each}),
        "vote_form": VoteForm(prefix="vote"),
        "prompt_form": PromptForm(prefix="prompt"),
        "end_form": EndForm(initial={"step": context["run"].step}),
    }


def _followed(what: str, meeting: Meeting, member: Member, *, at: datetime, **more: Any) -> dict[str, Any]:
    """What the page shows, and where it asks for what is new; the version is read before the rest."""
    version = version_of(meeting.pk)
    return _shown(what, meeting, member, at=at, **more) | {
        "version": version,
        "follow": _address(what, meeting, member),
        "what": what,
    }


def _shown(what: str, meeting: Meeting, member: Member, *, at: datetime, **more: Any) -> dict[str, Any]:
    if what == "room":
        return room_of(meeting, member, at=at, **more)
    drawn = screen(meeting, at=at)
    waits = drawn.run is None or drawn.rests or is_filling(meeting, at=at)  # for whoever is still to come
    code = picture(meeting.pk, wall_code(meeting.pk, at=at))
    context = {"meeting": meeting, "group": meeting.group, "screen": drawn, "code": code}
    return context | {"shows_code": waits and meeting.group.takes_attendance}


def _address(what: str, meeting: Meeting, member: Member) -> str:
    return reverse("room:follow", args=[what, make_pass(what, member.pk, meeting.pk)])
