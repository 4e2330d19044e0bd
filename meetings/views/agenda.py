"""Doors: arranging the agenda."""

from contextlib import suppress

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from meetings import actions
from meetings.agendas import TEMPLATES
from meetings.forms import ItemForm, TemplateForm
from meetings.models import AgendaItem, Meeting, MeetingDay
from meetings.timetable import timetables
from meetings.views import day_of, seen_meeting
from peergroups.doors import allow
from peergroups.requests import MemberRequest


@require_safe
def arrange_agenda(request: MemberRequest, pk: int) -> HttpResponse:
    meeting = _kept_meeting(request, pk)
    return _page(request, meeting)


@require_POST
def lay_out_agenda(request: MemberRequest, pk: int) -> HttpResponse:
    meeting, form = _kept_meeting(request, pk), TemplateForm(request.POST)
    if form.is_valid():
        template = TEMPLATES[form.cleaned_data["template"]]
        try:
            actions.lay_out_agenda(meeting, template, by=request.user, at=timezone.now())
        except actions.AgendaInUse:
            messages.error(request, "There are items already. Remove them first, or add to them.")
    return redirect("meetings:agenda", pk)


@require_POST
def add_item(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    meeting = _kept_meeting(request, pk)
    day = day_of(meeting.days.all(), number)
    form = ItemForm(request.POST, meeting=meeting, prefix=f"day{number}")
    if not form.is_valid():
        return _page(request, meeting, form, number)
    item = actions.add_item(day, by=request.user, at=timezone.now(), **form.cleaned_data)
    return _back_to(item)


@require_http_methods(["GET", "HEAD", "POST"])
def change_item(request: MemberRequest, pk: int) -> HttpResponse:
    item = _kept_item(request, pk)
    meeting = item.day.meeting
    form = ItemForm(request.POST or None, instance=item, meeting=meeting)
    if not form.is_valid():
        context = {"meeting": meeting, "group": meeting.group, "item": item, "form": form}
        return render(request, "meetings/item.html", context)
    try:
        actions.change_item(item, by=request.user, at=timezone.now(), **form.cleaned_data)
    except actions.ItemGone:
        return _gone(request, item)
    return _back_to(item)


@require_POST
def move_item(request: MemberRequest, pk: int) -> HttpResponse:
    """Move an item one place up or down, over the edge of a day into the next."""
    item = _kept_item(request, pk)
    day, position = _neighbouring_place(item, -1 if request.POST.get("to") == "up" else 1)
    try:
        actions.move_item(item, day=day, position=position, by=request.user, at=timezone.now())
    except actions.ItemGone:
        return _gone(request, item)
    return _back_to(item)


@require_POST
def remove_item(request: MemberRequest, pk: int) -> HttpResponse:
    item = _kept_item(request, pk)
    with suppress(actions.ItemGone):  # a second click asks for what is already so
        actions.remove_item(item, by=request.user, at=timezone.now())
    messages.success(request, f"Removed “{item.title}”.")
    return redirect("meetings:agenda", item.day.meeting_id)


def _kept_meeting(request: MemberRequest, pk: int) -> Meeting:
    meeting = seen_meeting(request, pk)
    allow(request, "meetings.keep_agenda", meeting)
    return meeting


def _kept_item(request: MemberRequest, pk: int) -> AgendaItem:
    seen = Meeting.objects.visible_to(request.user, on=request.today)
    items = AgendaItem.objects.filter(day__meeting__in=seen).select_related("day__meeting__group")
    item = get_object_or_404(items, pk=pk)
    allow(request, "meetings.keep_agenda", item.day.meeting)
    return item


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


def _page(
    request: MemberRequest, meeting: Meeting, refused: ItemForm | None = None, number: int = 0
) -> HttpResponse:
    """Show all days, each with an empty form for one more item; `refused` is the one to be corrected."""
    tables = timetables(meeting)
    forms = [
        refused
        if refused and table.number == number
        else ItemForm(meeting=meeting, prefix=f"day{table.number}")
        for table in tables
    ]
    context = {
        "meeting": meeting,
        "group": meeting.group,
        "days": list(zip(tables, forms, strict=True)),
        "has_items": any(table.slots for table in tables),
        "template_form": TemplateForm(),
    }
    return render(request, "meetings/agenda.html", context)


def _back_to(item: AgendaItem) -> HttpResponse:
    agenda = reverse("meetings:agenda", args=[item.day.meeting_id])
    return redirect(f"{agenda}#item-{item.pk}")


def _gone(request: MemberRequest, item: AgendaItem) -> HttpResponse:
    messages.error(request, f"Somebody removed “{item.title}” meanwhile.")
    return redirect("meetings:agenda", item.day.meeting_id)
