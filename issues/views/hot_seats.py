"""Doors: one hot seat, for its presenter, its coach and whoever leads."""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from issues import actions
from issues.forms import NoteForm, PrepareForm
from issues.models import HotSeat, HotSeatNote, Issue
from issues.models.hot_seat import SAME_EVENING
from issues.rotation import Turn
from issues.turns import order_of, waits
from issues.views import seen_hot_seat
from meetings.formats import FORMATS
from meetings.models import Format
from members.models import Member
from peergroups.doors import allow
from peergroups.models import Membership
from peergroups.requests import MemberRequest
from peergroups.seating import seating


@require_safe
def show_hot_seat(request: MemberRequest, pk: int) -> HttpResponse:
    return page_of(request, seen_hot_seat(request, pk))


@require_POST
def prepare_hot_seat(request: MemberRequest, pk: int) -> HttpResponse:
    hot_seat = seen_hot_seat(request, pk)
    allow(request, "issues.keep_hot_seat", hot_seat)
    form = _prepare_form(request, hot_seat, request.POST)
    if not form.is_valid():
        return page_of(request, hot_seat, prepare=form)
    try:
        actions.prepare_hot_seat(hot_seat, by=request.user, at=timezone.now(), **form.changes())
    except actions.AlreadyGivenUp:
        messages.error(request, "It was given up meanwhile, so there is nothing to prepare.")
    else:
        messages.success(request, "Saved.")
    return redirect(hot_seat)


@require_POST
def give_up_hot_seat(request: MemberRequest, pk: int) -> HttpResponse:
    hot_seat = seen_hot_seat(request, pk)
    allow(request, "issues.give_up_hot_seat", hot_seat)
    if hot_seat.meeting.is_over(timezone.now()):
        messages.error(request, "The meeting is over. Say on the issue's page whether it was worked.")
        return redirect(hot_seat)
    try:
        actions.give_up_hot_seat(hot_seat, by=request.user, at=timezone.now())
    except actions.AlreadyGivenUp:
        messages.info(request, "That is known already.")
    else:
        messages.success(
            request, "Thank you for saying so. The issue waits on, and whoever leads the group sees it."
        )
    return redirect(hot_seat)


@require_POST
def step_in(request: MemberRequest, pk: int) -> HttpResponse:
    """Let the substitute take the place of a presenter who cannot."""
    hot_seat = seen_hot_seat(request, pk)
    allow(request, "issues.keep_hot_seat", hot_seat)
    substitute = hot_seat.substitute
    if substitute is None:
        messages.error(request, "No substitute is named. Choose another issue here.")
        return redirect("issues:hot_seats", hot_seat.meeting_id)
    try:
        filled = actions.step_in(hot_seat, substitute, by=request.user, at=timezone.now())
    except (actions.ChosenMeanwhile, actions.NotToBeChosen):
        messages.error(request, "That is not possible any more. Look how it stands, and choose here.")
        return redirect("issues:hot_seats", hot_seat.meeting_id)
    messages.success(request, f"{substitute.member.name} steps in.")
    return redirect(filled)


@require_POST
def take_off_hot_seat(request: MemberRequest, pk: int) -> HttpResponse:
    hot_seat = seen_hot_seat(request, pk)
    allow(request, "issues.keep_hot_seat", hot_seat)
    try:
        actions.take_off_hot_seat(hot_seat, by=request.user, at=timezone.now())
    except actions.HasNotes:
        messages.error(request, "Notes were written at it, and they belong to the presenter, so it stays.")
        return redirect(hot_seat)
    messages.success(request, f"Taken off. The issue of {hot_seat.presenter.name} waits in the parking lot.")
    return redirect("issues:hot_seats", hot_seat.meeting_id)


def page_of(
    request: MemberRequest,
    hot_seat: HotSeat,
    *,
    prepare: PrepareForm | None = None,
    note: NoteForm | None = None,
) -> HttpResponse:
    """Show a hot seat; `prepare` and `note` are forms to be corrected."""
    now, user, meeting = timezone.now(), request.user, hot_seat.meeting
    is_presenter, keeps = hot_seat.presenter_id == user.pk, actions.keeps_notes(hot_seat)
    during = meeting.starts_at <= now < meeting.ends_at + SAME_EVENING
    leads = user.has_perm("issues.keep_hot_seat", hot_seat)
    seen = HotSeatNote.objects.visible_to(user, on=request.today, at=now)
    context = {
        "hot_seat": hot_seat,
        "meeting": meeting,
        "group": meeting.group,
        "guide": FORMATS[Format.HOT_SEAT],
        "notes": seen.filter(hot_seat=hot_seat).select_related("written_by"),
        "is_presenter": is_presenter,
        "is_coach": hot_seat.coach_id == user.pk,
        "sits_there": seating(user, on=request.today).sits_in(meeting.group),
        "keeps_notes": keeps,
        "may_write": keeps and (is_presenter or during),
        "is_over": meeting.is_over(now),
        "is_late": hot_seat.is_late(now),
        "leads": leads,
        "prepare": prepare
        or (_prepare_form(request, hot_seat) if leads and hot_seat.given_up_at is None else None),
        "note": note or NoteForm(),
    }
    return render(request, "issues/hot_seat.html", context)


def _prepare_form(request: MemberRequest, hot_seat: HotSeat, data: QueryDict | None = None) -> PrepareForm:
    meeting = hot_seat.meeting
    expected = Membership.objects.expected(meeting.starts_on).filter(group=meeting.group_id)
    coaches = Member.objects.filter(pk__in=expected.values("member"))
    in_turn = _next_in_turn(request, hot_seat)
    return PrepareForm(data, hot_seat=hot_seat, coaches=coaches, next_in_turn=in_turn)


def _next_in_turn(request: MemberRequest, hot_seat: HotSeat) -> list[Turn]:
    """Return the issues that have no hot seat at this meeting, in turn."""
    meeting = hot_seat.meeting
    taken = HotSeat.objects.standing().filter(meeting=meeting).values("presenter")
    seen = Issue.objects.visible_to(request.user, on=request.today).open().filter(group=meeting.group_id)
    free = seen.exclude(member__in=taken).with_dots(meeting, request.user).select_related("member")
    return order_of(free, meeting, waits(meeting, at=timezone.now()))
