"""Doors: quick votes, and writing before seeing."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from peergroups.requests import MemberRequest
from room import actions
from room.forms import BallotForm, PromptForm, ViewForm, VoteForm
from room.models import Prompt, Run, Vote, VoteKind
from room.views import back_to_room, kept_run, seen_run
from room.views.following import room_page

CLOSED = "This vote is closed, so your answer was not added."


@require_POST
def open_vote(request: MemberRequest, pk: int) -> HttpResponse:
    run, form = kept_run(request, pk), VoteForm(request.POST, prefix="vote")
    if not form.is_valid():
        return room_page(request, run.meeting, vote_form=form)
    data, at = form.cleaned_data, timezone.now()
    kind = VoteKind(data["kind"])
    try:
        actions.open_vote(run, data["question"], kind, options=data["options"], by=request.user, at=at)
    except actions.QuestionOpen as other:
        if other.is_the_same(data["question"], request.user):
            return redirect("room:room", pk)  # a second click
        form.add_error(None, "The room votes already, or the meeting is over. Close that vote first.")
        return room_page(request, run.meeting, vote_form=form)
    return redirect("room:room", pk)


@require_POST
def cast_ballot(request: MemberRequest, pk: int, vote: int) -> HttpResponse:
    asked = _vote(seen_run(request, pk), vote)
    form = BallotForm(request.POST, vote=asked)
    if not form.is_valid():
        return back_to_room(
            request, pk, " ".join(str(error) for each in form.errors.values() for error in each)
        )
    try:
        actions.cast_ballot(asked, form.numbers(), by=request.user, at=timezone.now())
    except actions.QuestionOver:
        return back_to_room(request, pk, CLOSED)
    return back_to_room(request, pk)


@require_POST
def close_vote(request: MemberRequest, pk: int, vote: int) -> HttpResponse:
    asked = _vote(kept_run(request, pk), vote)
    return _ended(request, pk, asked, actions.close_vote)


@require_POST
def take_back_vote(request: MemberRequest, pk: int, vote: int) -> HttpResponse:
    asked = _vote(kept_run(request, pk), vote)
    return _ended(
        request,
        pk,
        asked,
        actions.take_back_vote,
        late="The vote is closed already; all have seen the answers.",
    )


@require_POST
def open_prompt(request: MemberRequest, pk: int) -> HttpResponse:
    run, form = kept_run(request, pk), PromptForm(request.POST, prefix="prompt")
    if not form.is_valid():
        return room_page(request, run.meeting, prompt_form=form)
    try:
        actions.open_prompt(run, form.cleaned_data["question"], by=request.user, at=timezone.now())
    except actions.QuestionOpen as other:
        if other.is_the_same(form.cleaned_data["question"], request.user):
            return redirect("room:room", pk)  # a second click
        form.add_error(None, "The room writes already, or the meeting is over. Reveal what is written first.")
        return room_page(request, run.meeting, prompt_form=form)
    return redirect("room:room", pk)


@require_POST
def write_view(request: MemberRequest, pk: int, prompt: int) -> HttpResponse:
    """Save what somebody wrote. What comes too late is shown to its author, and to nobody else."""
    run = seen_run(request, pk)
    asked, form = _prompt(run, prompt), ViewForm(request.POST)
    if not form.is_valid():
        if request.htmx:
            return back_to_room(request, pk, "Write something, in up to 2,000 characters.")
        return room_page(request, run.meeting, view_form=form)
    try:
        actions.write_view(asked, form.cleaned_data["text"], by=request.user, at=timezone.now())
    except actions.QuestionOver:
        if request.htmx:
            return back_to_room(request, pk, "All views were revealed meanwhile, so yours was not added.")
        context = {"meeting": run.meeting, "group": run.meeting.group, "prompt": asked, "form": form}
        return render(request, "room/too_late.html", context, status=409)
    if not request.htmx:
        messages.success(request, "Saved. Nobody else reads it before all is revealed.")
    return back_to_room(request, pk)


@require_POST
def reveal_views(request: MemberRequest, pk: int, prompt: int) -> HttpResponse:
    asked = _prompt(kept_run(request, pk), prompt)
    return _ended(request, pk, asked, actions.reveal_views)


@require_POST
def take_back_prompt(request: MemberRequest, pk: int, prompt: int) -> HttpResponse:
    asked = _prompt(kept_run(request, pk), prompt)
    return _ended(request, pk, asked, actions.take_back_prompt, late="All views are revealed already.")


def _ended(
    request: MemberRequest, pk: int, asked: Vote | Prompt, verb: Callable[..., None], *, late: str = ""
) -> HttpResponse:
    """End the question; nothing is said of a second tap, or another hand, that wanted the same."""
    try:
        verb(asked, by=request.user, at=timezone.now())
    except actions.QuestionOver:
        return back_to_room(request, pk, late)
    return back_to_room(request, pk)


def _vote(run: Run, pk: int) -> Vote:
    return get_object_or_404(run.votes.select_related("run__meeting__group"), pk=pk)


def _prompt(run: Run, pk: int) -> Prompt:
    return get_object_or_404(run.prompts.select_related("run__meeting__group"), pk=pk)
