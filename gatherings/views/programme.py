"""Doors: the programme of Content Day, what is proposed for it, and the making of it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gatherings import actions
from gatherings.models import ContentDay, Gathering
from gatherings.programme import programme, proposals
from gatherings.session_forms import ProposalForm, RoundFormSet, Rounds, TrackFormSet, Tracks
from gatherings.views import CANCELLED, day_of, kept_gathering, seen_gathering, while_it_stands
from peergroups.doors import allow
from peergroups.requests import MemberRequest


@require_safe
def show_programme(request: MemberRequest, key: str) -> HttpResponse:
    gathering = seen_gathering(request, key)
    day = day_of(gathering)
    context = {
        "gathering": gathering,
        "content_day": day,
        "stretches": programme(day, request.user),
        "at": timezone.now(),
        "may_keep": request.user.has_perm("gatherings.keep_gathering"),
    }
    return render(request, "gatherings/programme.html", context)


@require_safe
def list_proposals(request: MemberRequest, key: str) -> HttpResponse:
    gathering = seen_gathering(request, key)
    day = day_of(gathering)
    context = {
        "gathering": gathering,
        "content_day": day,
        "proposals": proposals(day, request.user),
        "may_keep": request.user.has_perm("gatherings.keep_gathering"),
    }
    return render(request, "gatherings/proposals.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def propose_session(request: MemberRequest, key: str) -> HttpResponse:
    gathering = seen_gathering(request, key)
    allow(request, "gatherings.take_part")
    day, late = day_of(gathering), request.user.has_perm("gatherings.keep_gathering")
    form = ProposalForm(request.POST or None)
    context = {
        "gathering": gathering,
        "content_day": day,
        "form": form,
        "is_too_late": day.is_set and not late,
    }
    if not form.is_valid():
        return render(request, "gatherings/propose.html", context)
    try:
        actions.propose_session(day, late=late, by=request.user, at=timezone.now(), **form.cleaned_data)
    except actions.ProgrammeSet:
        form.add_error(
            None, "The programme stands, so nothing new comes in. Keep it for the next Content Day."
        )
        return render(request, "gatherings/propose.html", context | {"is_too_late": True})
    except actions.WeekCancelled:
        form.add_error(None, CANCELLED)
        return render(request, "gatherings/propose.html", context)
    except actions.AlreadyProposed:
        messages.info(request, "You have proposed that already.")
    else:
        messages.success(request, "Proposed. You can change it until the programme is made.")
    return redirect("gatherings:proposals", key)


@require_safe
def arrange_programme(request: MemberRequest, key: str) -> HttpResponse:
    return _page(request, kept_gathering(request, key))


@require_POST
def lay_out_rounds(request: MemberRequest, key: str) -> HttpResponse:
    return _lay_out(request, key, _rounds, actions.lay_out_rounds, done="The hours are saved.")


@require_POST
def lay_out_tracks(request: MemberRequest, key: str) -> HttpResponse:
    return _lay_out(request, key, _tracks, actions.lay_out_tracks, done="The tracks are saved.")


@require_POST
@while_it_stands
def set_programme(request: MemberRequest, key: str) -> HttpResponse:
    """Let the programme stand, or with `undo` open it again."""
    gathering = kept_gathering(request, key)
    day = day_of(gathering)
    verb = actions.reopen_programme if "undo" in request.POST else actions.set_programme
    verb(day, by=request.user, at=timezone.now())
    messages.success(
        request,
        "The programme stands; members can sign up." if day.is_set else "The programme is open again.",
    )
    return redirect("gatherings:arrange", key)


def _lay_out(
    request: MemberRequest,
    key: str,
    rows_of: Callable[[ContentDay, Any], Rounds | Tracks],
    verb: Callable[..., None],
    *,
    done: str,
) -> HttpResponse:
    """Save the rows that were sent, or say what is wrong and let them be corrected."""
    gathering = kept_gathering(request, key)
    day = day_of(gathering)
    rows = rows_of(day, request.POST)
    if not rows.is_valid():
        return _page(request, gathering, rows)
    saved = rows.save(commit=False)
    try:
        verb(day, saved, without=rows.deleted_objects, by=request.user, at=timezone.now())
    except actions.TimeTaken:
        messages.error(request, "Two rounds would be at the same time. Nothing was saved; correct the hours.")
    except actions.NameTaken:
        messages.error(request, "Two tracks would have one name. Nothing was saved; give each its own.")
    except actions.StillUsed as used:
        messages.error(
            request, f"Sessions stand in “{used.part}”. Plan them elsewhere first, then try again."
        )
        return _page(request, gathering)
    else:
        messages.success(request, done)
        return redirect("gatherings:arrange", key)
    return _page(request, gathering, rows)


def _page(
    request: MemberRequest, gathering: Gathering, refused: Rounds | Tracks | None = None
) -> HttpResponse:
    """Show hours, tracks and what waits for a place; rows that were refused are to be corrected."""
    day = day_of(gathering)
    context = {
        "gathering": gathering,
        "content_day": day,
        "rounds": _rounds(day),
        "tracks": _tracks(day),
        "proposals": proposals(day, request.user),
        "stretches": programme(day, request.user),
    }
    if refused is not None:
        context[str(refused.prefix)] = refused
    return render(request, "gatherings/arrange.html", context)


def _rounds(day: ContentDay, data: Any = None) -> Rounds:
    return RoundFormSet(data, queryset=day.rounds.all(), prefix="rounds", form_kwargs={"day": day})


def _tracks(day: ContentDay, data: Any = None) -> Tracks:
    return TrackFormSet(data, queryset=day.tracks.all(), prefix="tracks")
