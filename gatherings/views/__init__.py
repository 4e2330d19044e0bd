"""The doors to the year, its weeks, and Content Day."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from gatherings.models import ContentDay, Gathering, Session
from peergroups.doors import allow
from peergroups.requests import MemberRequest


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
