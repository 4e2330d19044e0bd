"""Doors: the agenda as a whole, and its days."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from meetings import actions
from meetings.agendas import find
from meetings.fitting import NoRoom
from meetings.formats import FORMATS
from meetings.forms import ItemForm, LibraryForm, SaveTemplateForm, SeenForm, TemplateForm
from meetings.models import AgendaItem, Format, Meeting
from meetings.timetable import timetables
from meetings.views import day_of, seen_meeting
from peergroups.doors import allow
from peergroups.requests import MemberRequest

PAGE = "meetings/agenda.html"
DAY_GONE = "That day was taken off the meeting meanwhile."


@require_safe
def arrange_agenda(request: MemberRequest, pk: int) -> HttpResponse:
    return show(request, kept_meeting(request, pk))


@require_POST
def lay_out_agenda(request: MemberRequest, pk: int) -> HttpResponse:
    meeting = kept_meeting(request, pk)
    form = TemplateForm(request.POST, group=meeting.group)
    if form.is_valid():
        template = find(form.cleaned_data["template"], meeting.group)
        try:
            actions.lay_out_agenda(meeting, template, by=request.user, at=timezone.now())
        except actions.AgendaInUse:
            messages.error(request, "There are items already. Remove them first, or add to them.")
    return redirect("meetings:agenda", pk)


@require_POST
def add_item(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    meeting = kept_meeting(request, pk)
    day = day_of(meeting.days.all(), number)
    form = ItemForm(request.POST, meeting=meeting, prefix=f"day{number}")
    if not form.is_valid():
        return show(request, meeting, form, number)
    try:
        item = actions.add_item(day, by=request.user, at=timezone.now(), **form.cleaned_data)
    except actions.DayGone:
        return answer(request, meeting, problem=DAY_GONE)
    return answer(request, meeting, item)


@require_POST
def insert_format(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    """Put a format of the library at the end of a day, as long as its steps."""
    meeting = kept_meeting(request, pk)
    day, form = day_of(meeting.days.all(), number), LibraryForm(request.POST)
    if not form.is_valid():
        return answer(request, meeting, problem="Choose a format of the library.")
    name = Format(form.cleaned_data["format"])
    guide = FORMATS[name]
    fields = {"title": name.label, "minutes": guide.minutes, "format": name, "owner_role": guide.lead}
    try:
        item = actions.add_item(day, by=request.user, at=timezone.now(), **fields)
    except actions.DayGone:
        return answer(request, meeting, problem=DAY_GONE)
    messages.success(request, f"Added “{item.title}” to {day.on:%A, %-d %B}.")
    return answer(request, meeting, item)


@require_POST
def fit_day(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    meeting = kept_meeting(request, pk)
    day = day_of(meeting.days.all(), number)
    try:
        actions.fit_day(day, by=request.user, at=timezone.now())
    except NoRoom:
        return answer(
            request, meeting, problem="Too little time is left to share out. Shorten or remove something."
        )
    return answer(request, meeting)


@require_POST
def undo_change(request: MemberRequest, pk: int) -> HttpResponse:
    meeting, form = kept_meeting(request, pk), SeenForm(request.POST)
    sequence = form.cleaned_data["sequence"] if form.is_valid() else -1
    try:
        change = actions.undo_change(meeting, sequence=sequence, by=request.user, at=timezone.now())
    except actions.NothingToUndo:
        return answer(request, meeting, problem="The agenda was changed after that, so it was not undone.")
    messages.success(request, f"Taken back: {change.says}.")
    return answer(request, meeting)


def kept_meeting(request: MemberRequest, pk: int) -> Meeting:
    meeting = seen_meeting(request, pk)
    allow(request, "meetings.keep_agenda", meeting)
    return meeting


def answer(
    request: MemberRequest, meeting: Meeting, item: AgendaItem | None = None, *, problem: str = ""
) -> HttpResponse:
    """After a change: with htmx the days come back, without it the page, at the item."""
    if problem:
        messages.error(request, problem)
    _tell_what_others_changed(request, meeting)
    if request.htmx:
        return show(request, meeting)
    agenda = reverse("meetings:agenda", args=[meeting.pk])
    return redirect(f"{agenda}#item-{item.pk}" if item else agenda)


def show(
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
        "undo": actions.last_change(meeting),
        "template_form": TemplateForm(group=meeting.group),
        "save_form": SaveTemplateForm(may_be_for_all=request.user.has_perm("peergroups.keep_community")),
    }
    response = render(request, f"{PAGE}#editor" if request.htmx else PAGE, context)
    response["Agenda-Sequence"] = str(meeting.agenda_sequence)
    return response


def _tell_what_others_changed(request: MemberRequest, meeting: Meeting) -> None:
    """Somebody who worked on an older page is told what happened since; their change is in as well."""
    seen = SeenForm(request.POST)
    if not seen.is_valid():
        return
    changes = actions.changes_since(meeting, seen.cleaned_data["sequence"], by_others_than=request.user)
    if changes:
        said = "; ".join(f"{change.by or 'somebody'} {change.says}" for change in changes)
        messages.warning(request, f"Meanwhile {said}. Here is the agenda with both your changes.")
