"""Doors: putting a meeting into the calendar, changing it, calling it off."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from meetings import actions
from meetings.actions import Hours
from meetings.agendas import find
from meetings.forms import CancelForm, Days, DaysFormSet, MeetingForm, NewMeetingForm
from meetings.models import Meeting
from meetings.views import seen_meeting
from meetings.wording import date_span
from peergroups.doors import allow, seen_group
from peergroups.models import Group
from peergroups.requests import MemberRequest
from ui.rows import given, rows_given

PER_PAGE = 25
FIELDS = ("title", "timezone", "place", "link", "reply_by_on")
"""What the form of a meeting holds besides its days."""


@require_safe
def list_meetings(request: MemberRequest, key: str) -> HttpResponse:
    group, at = seen_group(request, key), timezone.now()
    meetings = Meeting.objects.visible_to(request.user, on=request.today).filter(group=group)
    past = Paginator(meetings.over(at), PER_PAGE).get_page(request.GET.get("page"))
    coming = meetings.coming(at).with_reply_of(request.user)
    context = {
        "group": group,
        "coming": coming,
        "asking": coming.expecting(request.user).filter(starts_at__gt=at),
        "past": past,
        "may_schedule": request.user.has_perm("meetings.schedule_meeting", group),
    }
    return render(request, "meetings/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def schedule_meeting(request: MemberRequest, key: str) -> HttpResponse:
    group = seen_group(request, key)
    allow(request, "meetings.schedule_meeting", group)
    zone = group.timezone or request.community.timezone
    form = NewMeetingForm(group=group, **given(request, {"timezone": zone}))
    hours = rows_given(request, DaysFormSet, [{}, {}], prefix="days")
    context = {"group": group, "form": form, "hours": hours}
    if not _is_sent(form, hours):
        return render(request, "meetings/schedule.html", context)
    try:
        meeting = _schedule(request, group, form, hours)
    except actions.AlreadyScheduled as same:
        meeting = same.meeting
    messages.success(request, f"Scheduled: {meeting.title}, {date_span(meeting.starts_on, meeting.ends_on)}.")
    return redirect(meeting)


@require_http_methods(["GET", "HEAD", "POST"])
def change_meeting(request: MemberRequest, pk: int) -> HttpResponse:
    meeting = seen_meeting(request, pk)
    allow(request, "meetings.keep_meeting", meeting)
    form, hours = _forms_of(request, meeting)
    context = {"meeting": meeting, "group": meeting.group, "form": form, "hours": hours}
    if not _is_sent(form, hours):
        return render(request, "meetings/change.html", context)
    try:
        _change(request, meeting, form, hours)
    except actions.ChangedMeanwhile:
        now = Meeting.objects.get(pk=meeting.pk)
        if not _says_the_same(form, hours, now):  # a second click asks for what is already so
            form.data = request.POST.dict() | {"sequence": now.sequence}  # who has read the notice may save
            return render(request, "meetings/change.html", context | {"meanwhile": now}, status=409)
    except actions.DayInUse as in_use:
        form.add_error(
            None,
            f"Attendance was taken on {in_use.day.on:%-d %B %Y}, so that day cannot go."
            " Keep it, or clear its attendance first.",
        )
        return render(request, "meetings/change.html", context)
    messages.success(request, "Changed. Everybody invited is told, once the changes have settled.")
    return redirect(meeting)


@require_http_methods(["GET", "HEAD", "POST"])
def cancel_meeting(request: MemberRequest, pk: int) -> HttpResponse:
    meeting = seen_meeting(request, pk)
    allow(request, "meetings.keep_meeting", meeting)
    if meeting.is_over(timezone.now()):
        status = 200 if request.method in ("GET", "HEAD") else 409
        return render(
            request, "meetings/cancel.html", {"meeting": meeting, "group": meeting.group}, status=status
        )
    form = CancelForm(request.POST or None)
    if not form.is_valid():
        return render(
            request, "meetings/cancel.html", {"meeting": meeting, "group": meeting.group, "form": form}
        )
    because = form.cleaned_data["because"]
    actions.cancel_meeting(meeting, because=because, by=request.user, at=timezone.now())
    messages.success(request, "Cancelled. You can restore the meeting from this page.")
    return redirect(meeting)


@require_POST
def restore_meeting(request: MemberRequest, pk: int) -> HttpResponse:
    meeting = seen_meeting(request, pk)
    allow(request, "meetings.keep_meeting", meeting)
    actions.restore_meeting(meeting, by=request.user, at=timezone.now())
    messages.success(request, "Restored, with the answers as they were.")
    return redirect(meeting)


def _is_sent(form: MeetingForm, hours: Days) -> bool:
    """Whether the form was sent off and is right."""
    if not all([form.is_valid(), hours.is_valid()]):
        return False
    first_day = hours.hours()[0].on
    return all([form.check_reply_by(first_day), hours.check_zone(form.cleaned_data["timezone"])])


def _schedule(request: MemberRequest, group: Group, form: NewMeetingForm, hours: Days) -> Meeting:
    data, at = form.cleaned_data, timezone.now()
    meeting = actions.schedule_meeting(
        group,
        title=data["title"],
        days=hours.hours(),
        where=form.where(),
        reply_by_on=data["reply_by_on"],
        by=request.user,
        at=at,
    )
    if data["template"]:
        actions.lay_out_agenda(meeting, find(data["template"], group), by=request.user, at=at)
    return meeting


def _forms_of(request: MemberRequest, meeting: Meeting) -> tuple[MeetingForm, Days]:
    form = MeetingForm(**given(request, {name: getattr(meeting, name) for name in (*FIELDS, "sequence")}))
    days: list[dict[str, Any]] = [
        {"on": day.on, "starts": day.starts, "ends": day.ends} for day in meeting.days.all()
    ]
    return form, rows_given(request, DaysFormSet, [*days, {}], prefix="days")


def _change(request: MemberRequest, meeting: Meeting, form: MeetingForm, hours: Days) -> None:
    data = form.cleaned_data
    actions.change_meeting(
        meeting,
        sequence=data["sequence"] or 0,
        title=data["title"],
        days=hours.hours(),
        where=form.where(),
        reply_by_on=data["reply_by_on"],
        by=request.user,
        at=timezone.now(),
    )


def _says_the_same(form: MeetingForm, hours: Days, meeting: Meeting) -> bool:
    """Whether the meeting is as the form wants it."""
    stored = [Hours(day.on, day.starts, day.ends) for day in meeting.days.all()]
    return stored == hours.hours() and all(
        form.cleaned_data[name] == getattr(meeting, name) for name in FIELDS
    )
