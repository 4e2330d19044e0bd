"""The doors to the year, its weeks, and Content Day."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django_htmx.http import HttpResponseClientRedirect

from gatherings.actions import WeekCancelled
from gatherings.models import ContentDay, Gathering, Session
from peergroups.doors import allow
from peergroups.requests import MemberRequest

CANCELLED = "This week is cancelled, so nothing was changed. An admin can restore it."

Given = ParamSpec("Given")
Door = Callable[Concatenate[MemberRequest, Given], HttpResponse]


def while_it_stands(door: Door[Given]) -> Door[Given]:
    """Let a door of a cancelled week say so, and lead to its page."""

    @wraps(door)
    def pass_door(request: MemberRequest, /, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponse:
        try:
            return door(request, *args, **kwargs)
        except WeekCancelled as cancelled:
            messages.error(request, CANCELLED)
            page = cancelled.gathering.get_absolute_url()
            return HttpResponseClientRedirect(page) if request.htmx else redirect(page)

    return pass_door


def seen_gathering(request: MemberRequest, key: str) -> Gathering:
    """Return the week if the visitor may see it; otherwise there is none (404)."""
    seen = Gathering.objects.visible_to(request.user, on=request.today).select_related("area", "content_day")
    return get_object_or_404(seen.with_registration_of(request.user), key=key)


def kept_gathering(request: MemberRequest, key: str) -> Gathering:
    """Return the week to an admin (403 for others)."""
    allow(request, "gatherings.keep_gathering")
    return seen_gathering(request, key)


def day_of(gathering: Gathering) -> ContentDay:
    """Return Content Day of a week; otherwise there is none (404)."""
    if not hasattr(gathering, "content_day"):
        raise Http404
    day: ContentDay = gathering.content_day
    return day


def seen_session(request: MemberRequest, pk: int) -> Session:
    """Return the session if the visitor may see it; otherwise there is none (404)."""
    seen = Session.objects.visible_to(request.user, on=request.today).with_place().with_seats()
    session = get_object_or_404(seen.with_signup_of(request.user), pk=pk)
    if session.round:
        session.round.content_day = session.content_day
    return session
