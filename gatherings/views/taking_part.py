"""Doors: signing up for a session, leaving it, being there, rating it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from gatherings import actions
from gatherings.models import Session
from gatherings.programme import programme
from gatherings.session_forms import StarsForm
from gatherings.views import seen_session, while_it_stands
from members.models import Member
from peergroups.doors import allow, way_back
from peergroups.requests import MemberRequest


@require_POST
@while_it_stands
def sign_up(request: MemberRequest, pk: int) -> HttpResponse:
    """Take a seat or a place in line; with `instead` give up the one held in the same round."""
    session = seen_session(request, pk)
    allow(request, "gatherings.take_part")
    instead = "instead" in request.POST
    problem = ""
    try:
        actions.sign_up(session, request.user, instead=instead, by=request.user, at=timezone.now())
    except actions.SignupClosed:
        problem = "Sign-up for this session is closed: it has begun, or is not in the programme."
    except actions.HeldElsewhere as held:
        other = held.signup.session.title
        problem = f"In this round you {_holding(held)} in “{other}”. Open the session to change over."
    except actions.SpeaksElsewhere as busy:
        problem = f"In this round you speak at “{busy.speaker.session}”, so this seat is for somebody else."
    return _answer(request, session, problem)


@require_POST
def leave_session(request: MemberRequest, pk: int) -> HttpResponse:
    session = seen_session(request, pk)
    allow(request, "gatherings.take_part")
    problem = ""
    try:
        actions.leave_session(session, request.user, by=request.user, at=timezone.now())
    except actions.SignupClosed:
        problem = "The session has begun, so your seat stays yours."
    return _answer(request, session, problem)


@require_POST
def check_in(request: MemberRequest, pk: int) -> HttpResponse:
    """Note that one is there oneself, or `member` is; with `undo` take that back."""
    session = seen_session(request, pk)
    member = _whom(request, session)
    verb = actions.undo_check_in if "undo" in request.POST else actions.check_in
    try:
        verb(session, member, by=request.user, at=timezone.now())
    except actions.NotTheTime:
        messages.error(request, "One checks in from 30 minutes before the start to the end.")
    except actions.NoSeat:
        messages.error(request, "Only who has a seat can check in. Sign up first, while there are seats.")
    return redirect(session)


@require_POST
def rate_session(request: MemberRequest, pk: int) -> HttpResponse:
    session = seen_session(request, pk)
    allow(request, "gatherings.take_part")
    form = StarsForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Choose one to five stars.")
        return redirect(session)
    try:
        stars = form.cleaned_data["stars"]
        actions.rate_session(session, request.user, stars, by=request.user, at=timezone.now())
    except actions.NotTheTime:
        messages.error(request, "Rate it once it has begun.")
    except actions.NoSeat:
        messages.error(request, "Only who had a seat rates a session.")
    except actions.NotThere:
        messages.error(
            request, "Others checked in and you did not. If you were there, ask a speaker to check you in."
        )
    else:
        messages.success(request, "Thank you. You can change it.")
    return redirect(session)


def _answer(request: MemberRequest, session: Session, problem: str) -> HttpResponse:
    """Show the round anew, for a tap may change all of it; or go back to where the form was."""
    if not request.htmx or session.round is None:
        if problem:
            messages.error(request, problem)
        return redirect(way_back(request) or session)
    day = session.content_day
    stretch = next(each for each in programme(day, request.user) if each.round == session.round)
    context = {
        "gathering": day.gathering,
        "content_day": day,
        "stretch": stretch,
        "at": timezone.now(),
        "problem": problem,
        "answered": session,
    }
    return render(request, "gatherings/programme.html#stretch", context)


def _whom(request: MemberRequest, session: Session) -> Member:
    """Return the visitor, or whom they name if the list of the session is theirs to keep."""
    named = request.POST.get("member", "")
    if not named:
        allow(request, "gatherings.take_part")
        return request.user
    allow(request, "gatherings.keep_list", session)
    number = int(named) if named.isascii() and named.isdecimal() and len(named) < 18 else 0
    return get_object_or_404(session.signups.seated().select_related("member"), member=number).member


def _holding(held: actions.HeldElsewhere) -> str:
    return "are in line for a seat" if held.signup.waits else "hold a seat"
