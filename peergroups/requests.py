"""What every request of this site carries: the community, its date, and the visitor's own time zone."""

from collections.abc import Callable
from contextlib import nullcontext
from datetime import date

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django_htmx.middleware import HtmxDetails

from members.models import Member
from members.timezones import zone
from peergroups import clock
from peergroups.models import Community
from peergroups.seating import remembering

WITHOUT_SESSION = ("/health/", "/live/")
"""Addresses that are asked every few seconds, and do without the community and the visitor (`ui.live`)."""


class MemberRequest(HttpRequest):
    """A request of somebody who has logged in (LoginRequiredMiddleware sees to that)."""

    user: Member
    htmx: HtmxDetails
    community: Community
    today: date


class HouseMiddleware:
    """Put community and date on the request, show times in the visitor's zone, and let no page be kept."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(WITHOUT_SESSION):
            request.user = AnonymousUser()  # or Django would read the session before it asks the view
            return self.get_response(request)
        if _holds_nul(request):
            raise BadRequest  # no text of PostgreSQL holds it, and nobody types it
        community = Community.current()
        own = request.user.timezone if request.user.is_authenticated else ""
        today = timezone.localdate(timezone=zone(community.timezone))
        request.community = community  # type: ignore[attr-defined]  # of a `MemberRequest`
        request.today = today  # type: ignore[attr-defined]  # likewise
        changes = request.method not in {"GET", "HEAD"}  # seats perhaps: then none are remembered
        memory = nullcontext() if changes else remembering()
        with timezone.override(own or community.timezone), clock.day(today), memory:
            return _not_kept(self.get_response(request))


def _holds_nul(request: HttpRequest) -> bool:
    session = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    return "\0" in request.path or "%00" in request.META["QUERY_STRING"] or "\0" in session


def _not_kept(response: HttpResponse) -> HttpResponse:
    """Let no cache store a page: after the log-out, Back would show it to whoever sits there next."""
    if not response.has_header("Cache-Control"):
        patch_cache_control(response, private=True, no_store=True)
    return response
