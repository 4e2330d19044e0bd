"""Doors: taking a calendar over that was kept elsewhere. First it is shown, then it is made."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from calendars import actions, panels
from calendars.forms import EventsForm, FileForm
from peergroups.doors import allow, seen_group
from peergroups.models import Group
from peergroups.requests import MemberRequest


@require_http_methods(["GET", "HEAD", "POST"])
def read_file(request: MemberRequest, key: str) -> HttpResponse:
    """Ask for a file, and show what it would bring; nothing is written."""
    group = _kept_group(request, key)
    form = FileForm(
        request.POST or None,
        request.FILES or None,
        today=request.today,
        initial={"timezone": group.timezone or request.community.timezone},
    )
    if not form.is_valid():
        return render(request, "calendars/import.html", {"group": group, "form": form})
    contents = form.cleaned_data["contents"]
    new = panels.not_yet_imported(group, contents.events)
    context = {
        "group": group,
        "new": panels.in_words(new),
        "known": len(contents.events) - len(new),
        "left": contents.left,
        "form": EventsForm(group=group, initial={"events": EventsForm.sealed(new, group)}),
    }
    return render(request, "calendars/preview.html", context)


@require_POST
def import_events(request: MemberRequest, key: str) -> HttpResponse:
    """Make what was shown."""
    group = _kept_group(request, key)
    form = EventsForm(request.POST, group=group)
    if not form.is_valid():
        messages.error(
            request, "This took longer than a day, or was changed on the way. Choose the file again."
        )
        return redirect("calendars:read_file", key)
    made = actions.import_events(group, form.cleaned_data["events"], by=request.user, at=timezone.now())
    what = {0: "Nothing new: all of it stands here already.", 1: "One event is in the calendar now."}
    messages.success(request, what.get(made, f"{made} events are in the calendar now."))
    return redirect("meetings:list", key)


def _kept_group(request: MemberRequest, key: str) -> Group:
    group = seen_group(request, key)
    allow(request, "meetings.schedule_meeting", group)
    return group
