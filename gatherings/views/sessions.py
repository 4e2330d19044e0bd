"""Doors: one session, its words, its place in the programme, and who speaks."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gatherings import actions, panels
from gatherings.models import Session, Speaker
from gatherings.session_forms import PlanForm, SessionForm, SpeakerForm
from gatherings.views import seen_session, while_it_stands
from peergroups.doors import allow, way_back
from peergroups.requests import MemberRequest


@require_safe
def show_session(request: MemberRequest, pk: int) -> HttpResponse:
    session, at = seen_session(request, pk), timezone.now()
    keeps_list = request.user.has_perm("gatherings.keep_list", session)
    seated = list(session.signups.seated().select_related("member").order_by("member__name", "pk"))
    own = next((each for each in seated if each.member_id == request.user.pk), None)
    in_line = list(session.signups.in_line().values_list("member_id", flat=True))
    context = {
        "session": session,
        "gathering": session.content_day.gathering,
        "seated": seated,
        "own": own,
        "place_in_line": in_line.index(request.user.pk) + 1 if request.user.pk in in_line else 0,
        "held": panels.held_instead(session, request.user),
        "groups": panels.count_groups(session, [each.member_id for each in seated]),
        "has_begun": session.has_begun(at),
        "takes_check_ins": session.takes_check_ins(at),
        "rating": panels.rating(session),
        "own_rating": session.ratings.filter(member=request.user).first(),
        "stars": range(1, 6),
        "keeps_list": keeps_list,
        "may_change": request.user.has_perm("gatherings.change_session", session),
        "may_keep": request.user.has_perm("gatherings.keep_gathering"),
    }
    return render(request, "gatherings/session.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def change_session(request: MemberRequest, pk: int) -> HttpResponse:
    session = seen_session(request, pk)
    allow(request, "gatherings.change_session", session)
    form = SessionForm(request.POST or None, instance=session)
    if not form.is_valid():
        return render(request, "gatherings/change_session.html", _context(session) | {"form": form})
    actions.change_session(session, by=request.user, at=timezone.now(), **form.changes())
    messages.success(request, "Saved.")
    return redirect(session)


@require_POST
def withdraw_proposal(request: MemberRequest, pk: int) -> HttpResponse:
    session = seen_session(request, pk)
    allow(request, "gatherings.change_session", session)
    key = session.content_day.gathering.key
    try:
        actions.withdraw_proposal(session, by=request.user, at=timezone.now())
    except actions.NotProposedAnyMore:
        messages.error(request, "It stands in the programme by now. Cancel it there.")
        return redirect("gatherings:session", pk)
    messages.success(request, f"“{session.title}” is withdrawn.")
    return redirect("gatherings:proposals", key)


@require_POST
@while_it_stands
def vote(request: MemberRequest, pk: int) -> HttpResponse:
    """Vote for a proposal, or with `undo` take the vote back."""
    session = seen_session(request, pk)
    allow(request, "gatherings.take_part")
    verb = actions.take_vote_back if "undo" in request.POST else actions.vote_for
    try:
        verb(session, request.user, by=request.user, at=timezone.now())
    except actions.ProgrammeSet:
        messages.info(request, "The programme stands, so votes count no more.")
    return redirect(way_back(request) or session)


@require_http_methods(["GET", "HEAD", "POST"])
@while_it_stands
def plan_session(request: MemberRequest, pk: int) -> HttpResponse:
    session = seen_session(request, pk)
    allow(request, "gatherings.keep_gathering")
    initial = {name: getattr(session, name) for name in ("round", "track", "room", "capacity")}
    form = PlanForm(request.POST or None, session=session, initial=initial)
    if not form.is_valid() or not _is_planned(request, session, form):
        return render(request, "gatherings/plan_session.html", _context(session) | {"form": form})
    messages.success(request, f"“{session.title}” is in the programme." if session.is_planned else "Saved.")
    return redirect("gatherings:arrange", session.content_day.gathering.key)


@require_http_methods(["GET", "HEAD", "POST"])
def cancel_session(request: MemberRequest, pk: int) -> HttpResponse:
    session = seen_session(request, pk)
    allow(request, "gatherings.keep_gathering")
    if request.method != "POST":
        return _ask_to_cancel(request, session, has_begun=session.has_begun(timezone.now()))
    try:
        actions.cancel_session(session, by=request.user, at=timezone.now())
    except actions.SessionBegun:
        return _ask_to_cancel(request, session, has_begun=True, status=409)
    messages.success(request, "Cancelled. Everybody who had signed up is free for another session.")
    return redirect(session)


@require_POST
@while_it_stands
def add_speaker(request: MemberRequest, pk: int) -> HttpResponse:
    session = seen_session(request, pk)
    allow(request, "gatherings.keep_gathering")
    form = SpeakerForm(request.POST)
    if not form.is_valid() or not _is_added(request, session, form):
        return render(
            request, "gatherings/plan_session.html", _plan_context(session) | {"speaker_form": form}
        )
    return redirect("gatherings:plan", pk)


@require_POST
def remove_speaker(request: MemberRequest, pk: int) -> HttpResponse:
    allow(request, "gatherings.keep_gathering")
    speaker = get_object_or_404(Speaker.objects.select_related("session", "member"), pk=pk)
    actions.remove_speaker(speaker, by=request.user, at=timezone.now())
    messages.success(request, f"{speaker} does not speak any more.")
    return redirect("gatherings:plan", speaker.session_id)


def _is_planned(request: MemberRequest, session: Session, form: PlanForm) -> bool:
    """Plan it as the form says; what the world does not allow is said in a sentence."""
    try:
        actions.plan_session(session, by=request.user, at=timezone.now(), **form.cleaned_data)
    except actions.PlaceTaken:
        form.add_error(
            "round", "Another session of this round is in that track or room. Choose another place."
        )
    except (actions.SpeaksElsewhere, actions.HeldElsewhere) as busy:
        form.add_error("round", f"{_busy(busy)} Choose another round, or change that first.")
    except actions.SignedUpAlready as signed_up:
        form.add_error(
            "round",
            f"{signed_up.people} signed up for it in its round, so it stays there."
            " Cancel the session to free them, then plan it anew.",
        )
    except actions.FewerThanSeated as seated:
        form.add_error("capacity", f"{seated.people} hold a seat already. Give it at least as many.")
    return not form.errors


def _is_added(request: MemberRequest, session: Session, form: SpeakerForm) -> bool:
    """Add the speaker whom the form names; who cannot speak then is said in a sentence."""
    try:
        actions.add_speaker(session, by=request.user, at=timezone.now(), **form.speaker())
    except (actions.SpeaksElsewhere, actions.HeldElsewhere) as busy:
        form.add_error("who", f"{_busy(busy)} Name somebody else, or change that first.")
    return not form.errors


def _busy(busy: actions.SpeaksElsewhere | actions.HeldElsewhere) -> str:
    """Say who cannot speak then, and why."""
    if isinstance(busy, actions.SpeaksElsewhere):
        return f"{busy.speaker} speaks at “{busy.speaker.session}” in this round."
    return f"{busy.signup.member} has signed up for “{busy.signup.session}” in this round."


def _ask_to_cancel(
    request: MemberRequest, session: Session, *, has_begun: bool, status: int = 200
) -> HttpResponse:
    context = _context(session) | {"has_begun": has_begun}
    return render(request, "gatherings/cancel_session.html", context, status=status)


def _context(session: Session) -> dict[str, object]:
    return {"session": session, "gathering": session.content_day.gathering, "speaker_form": SpeakerForm()}


def _plan_context(session: Session) -> dict[str, object]:
    initial = {name: getattr(session, name) for name in ("round", "track", "room", "capacity")}
    return _context(session) | {"form": PlanForm(session=session, initial=initial)}
