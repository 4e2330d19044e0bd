"""Doors: one item of an agenda."""

from contextlib import suppress

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_list_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from meetings import actions
from meetings.forms import ItemForm, MinutesForm, PlaceForm
from meetings.models import AgendaChange, AgendaItem, Meeting, MeetingDay
from meetings.models.meeting import MeetingQuerySet
from meetings.views.agenda import DAY_GONE, answer
from peergroups.doors import allow
from peergroups.requests import MemberRequest


@require_http_methods(["GET", "HEAD", "POST"])
def change_item(request: MemberRequest, pk: int) -> HttpResponse:
    item = _kept_item(request, pk)
    meeting = item.day.meeting
    form = ItemForm(request.POST or None, instance=item, meeting=meeting)
    if not form.is_valid():
        context = {"meeting": meeting, "group": meeting.group, "item": item, "form": form}
        return render(request, "meetings/item.html", context)
    try:
        actions.change_item(item, by=request.user, at=timezone.now(), **form.changes())
    except actions.ItemGone:
        return _gone(request, item)
    return answer(request, meeting, item)


@require_POST
def set_minutes(request: MemberRequest, pk: int) -> HttpResponse:
    item, form = _kept_item(request, pk), MinutesForm(request.POST)
    if not form.is_valid():
        return answer(request, item.day.meeting, item, problem="An item lasts from 1 to 600 minutes.")
    try:
        actions.change_item(item, by=request.user, at=timezone.now(), **form.cleaned_data)
    except actions.ItemGone:
        return _gone(request, item)
    return answer(request, item.day.meeting, item)


@require_POST
def move_item(request: MemberRequest, pk: int) -> HttpResponse:
    """Move an item to a place, or one place up or down, over the edge of a day into the next."""
    item, form = _kept_item(request, pk), PlaceForm(request.POST)
    place = _place(request, item, form) if form.is_valid() else None
    if place is None:
        return answer(request, item.day.meeting, item, problem="Choose a place on the page.")
    day, position = place
    try:
        actions.move_item(item, day=day, position=position, by=request.user, at=timezone.now())
    except actions.DayGone:
        return answer(request, item.day.meeting, problem=DAY_GONE)
    except actions.ItemGone:
        return _gone(request, item)
    return answer(request, item.day.meeting, item)


@require_POST
def duplicate_item(request: MemberRequest, pk: int) -> HttpResponse:
    item = _kept_item(request, pk)
    try:
        twin = actions.duplicate_item(item, by=request.user, at=timezone.now())
    except actions.ItemGone:
        return _gone(request, item)
    return answer(request, item.day.meeting, twin)


@require_POST
def remove_item(request: MemberRequest, pk: int) -> HttpResponse:
    item = _kept_item(request, pk)
    with suppress(actions.ItemGone):  # a second click asks for what is already so
        actions.remove_item(item, by=request.user, at=timezone.now())
    messages.success(request, f"Removed “{item.title}”.")
    return answer(request, item.day.meeting)


def _kept_item(request: MemberRequest, pk: int) -> AgendaItem:
    seen = Meeting.objects.visible_to(request.user, on=request.today)
    items = AgendaItem.objects.filter(day__meeting__in=seen).select_related("day__meeting__group")
    item = items.filter(pk=pk).first() or _remembered_item(seen, pk)
    allow(request, "meetings.keep_agenda", item.day.meeting)
    return item


def _remembered_item(seen: MeetingQuerySet, pk: int) -> AgendaItem:
    """Return an item that was removed while somebody had the page open, to tell them by its name."""
    removed = AgendaChange.objects.filter(meeting__in=seen, before__has_key=str(pk))
    change = get_list_or_404(removed.select_related("meeting__group").order_by("-sequence"))[0]
    row = change.before[str(pk)] or {"title": "the item"}
    return AgendaItem(pk=pk, title=row["title"], position=1, day=change.meeting.days.all()[0])


def _place(request: MemberRequest, item: AgendaItem, form: PlaceForm) -> tuple[MeetingDay, int] | None:
    """Return the day and position that were asked for; nothing where the meeting has no such day."""
    number, position = form.cleaned_data["day"], form.cleaned_data["position"]
    if not (number and position):
        return _neighbouring_place(item, -1 if request.POST.get("to") == "up" else 1)
    days = list(item.day.meeting.days.all())
    return (days[number - 1], position) if number <= len(days) else None


def _neighbouring_place(item: AgendaItem, step: int) -> tuple[MeetingDay, int]:
    """Return the day and position one step away; at the ends of the meeting that is where the item is."""
    days = list(item.day.meeting.days.all())
    here = days.index(item.day)
    if 1 <= item.position + step <= item.day.items.count():
        return item.day, item.position + step
    if step < 0 and here > 0:
        return days[here - 1], days[here - 1].items.count() + 1
    if step > 0 and here + 1 < len(days):
        return days[here + 1], 1
    return item.day, item.position


def _gone(request: MemberRequest, item: AgendaItem) -> HttpResponse:
    return answer(request, item.day.meeting, problem=f"Somebody removed “{item.title}” meanwhile.")
