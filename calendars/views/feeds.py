"""Doors: the calendar that a program reads, and the page on which its owner finds the address."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from calendars import actions, ical, panels
from calendars.contents import meetings_in, open_feed, sessions_in
from calendars.forms import AlarmForm
from calendars.models import Alarm, Feed
from meetings.views import seen_meeting
from peergroups.clock import today
from peergroups.doors import seen_group
from peergroups.models import Community
from peergroups.requests import MemberRequest
from peergroups.seating import seating

ICS = "text/calendar; charset=utf-8"


@login_not_required
@require_safe
def read_feed(request: HttpRequest, token: str) -> HttpResponse:
    """Give the calendar to whoever has its address; to a program that has it as it is, nothing new."""
    feed = open_feed(token, on=today())
    if feed is None:
        raise Http404
    name = feed.group.name if feed.group else Community.current().name
    meetings, sessions = meetings_in(feed, on=today()), sessions_in(feed, on=today())
    content = ical.feed(name, meetings, panels.alarm_of(feed.member), sessions)
    changed_at = actions.note_reading(feed, content, at=timezone.now())
    etag, last_modified = f'"{feed.fingerprint}"', int(changed_at.timestamp())
    response = HttpResponse(content, content_type=ICS)
    response["ETag"], response["Last-Modified"] = etag, http_date(last_modified)
    patch_cache_control(response, private=True, no_cache=True)
    return (
        get_conditional_response(request, etag=etag, last_modified=last_modified, response=response)
        or response
    )


@require_safe
def save_meeting(request: MemberRequest, pk: int) -> HttpResponse:
    """Give one meeting as a file, for a calendar that reads no addresses."""
    meeting = seen_meeting(request, pk)
    disposition = {"Content-Disposition": f'attachment; filename="meeting-{meeting.starts_on}.ics"'}
    return HttpResponse(ical.publication(meeting), content_type=ICS, headers=disposition)


@require_http_methods(["GET", "HEAD", "POST"])
def list_feeds(request: MemberRequest) -> HttpResponse:
    """One's addresses for calendar programs, and when these shall ring."""
    form = AlarmForm(request.POST or None, initial={"alarm": panels.alarm_of(request.user)})
    if form.is_valid():
        alarm = Alarm(form.cleaned_data["alarm"])
        actions.choose_alarm(request.user, alarm, by=request.user, at=timezone.now())
        messages.success(request, "Saved. Your calendars follow when they next look.")
        return redirect("calendars:own")
    own = panels.own_calendars(request.user, seating(request.user))
    context = {
        "form": form,
        "own": own,
        "without_address": [calendar.group for calendar in own if calendar.group and not calendar.feed],
        "takes_replies": settings.CALENDAR_REPLY_ADDRESS,
    }
    return render(request, "calendars/own.html", context)


@require_POST
def make_feed(request: MemberRequest, key: str = "") -> HttpResponse:
    """Make an address for one group, or for all; an earlier one leads nowhere from now on."""
    if not seating(request.user).groups:
        raise Http404
    group = seen_group(request, key) if key else None
    actions.make_feed(request.user, group, by=request.user, at=timezone.now())
    messages.success(request, "Here is your new address. Put it into your calendar program.")
    return redirect("calendars:own")


@require_POST
def revoke_feed(request: MemberRequest, pk: int) -> HttpResponse:
    feed = get_object_or_404(Feed.objects.visible_to(request.user, on=request.today), pk=pk)
    actions.revoke_feed(feed, by=request.user, at=timezone.now())
    messages.success(request, "That address leads nowhere any more.")
    return redirect("calendars:own")


@require_POST
def renew_reply_address(request: MemberRequest) -> HttpResponse:
    actions.renew_reply_address(request.user, by=request.user, at=timezone.now())
    messages.success(request, "Answers to earlier invitations count no more. Answer on the meeting's page.")
    return redirect("calendars:own")
