"""Doors: notes of a hot seat, which belong to its presenter."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from issues import actions
from issues.forms import NoteForm
from issues.models import HotSeatNote
from issues.views import seen_hot_seat
from issues.views.hot_seats import page_of
from peergroups.doors import allow
from peergroups.requests import MemberRequest


@require_POST
def add_note(request: MemberRequest, pk: int) -> HttpResponse:
    hot_seat, form = seen_hot_seat(request, pk), NoteForm(request.POST)
    allow(request, "issues.add_note", hot_seat)
    if not form.is_valid():
        return page_of(request, hot_seat, note=form)
    try:
        actions.add_note(hot_seat, form.cleaned_data["text"], by=request.user, at=timezone.now())
    except actions.KeepsNoNotes:
        form.add_error("text", "This group has agreed to keep no notes of this.")
        return page_of(request, hot_seat, note=form)
    except actions.NotesClosed:
        form.add_error("text", "Only the presenter writes before the meeting and after its evening.")
        return page_of(request, hot_seat, note=form)
    except actions.HotSeatGone:
        form.add_error("text", "This hot seat was taken off meanwhile. Keep your words elsewhere.")
        return page_of(request, hot_seat, note=form)
    return redirect(hot_seat.get_absolute_url() + "#notes")


@require_POST
def release_note(request: MemberRequest, pk: int) -> HttpResponse:
    """Let the group read a note, or with `undo` keep it to oneself again."""
    note = _owned(request, pk)
    verb = actions.hold_back_note if "undo" in request.POST else actions.release_note
    verb(note, by=request.user, at=timezone.now())
    return redirect(note.hot_seat.get_absolute_url() + "#notes")


@require_POST
def remove_note(request: MemberRequest, pk: int) -> HttpResponse:
    note = _owned(request, pk)
    actions.remove_note(note, by=request.user, at=timezone.now())
    messages.success(request, "Removed for good.")
    return redirect(note.hot_seat.get_absolute_url() + "#notes")


def _owned(request: MemberRequest, pk: int) -> HotSeatNote:
    seen = HotSeatNote.objects.visible_to(request.user, on=request.today, at=timezone.now())
    note = get_object_or_404(seen.select_related("hot_seat__meeting__group", "hot_seat__presenter"), pk=pk)
    allow(request, "issues.keep_note", note)
    return note
