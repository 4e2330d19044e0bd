"""Doors: promises, and what became of them."""

from datetime import date, timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commitments import actions, panels
from commitments.forms import NewCommitmentForm, OutcomeForm, RewordForm, RolloverForm
from commitments.models import Commitment, Outcome
from meetings.models import Meeting
from peergroups.doors import allow, seen_group, way_back
from peergroups.models import Group
from peergroups.requests import MemberRequest
from peergroups.seating import seating

PER_PAGE = 30
A_QUARTER = timedelta(days=91)


@require_safe
def list_mine(request: MemberRequest) -> HttpResponse:
    closed = (
        Commitment.objects.filter(member=request.user)
        .exclude(outcome="")
        .with_rollovers()
        .select_related("group", "area", "partner", "member")
        .order_by("-closed_on", "-pk")
    )
    context = {
        **panels.open_for(request.user, on=request.today)._asdict(),
        "closed": Paginator(closed, PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "commitments/mine.html", context)


@require_safe
def list_of_group(request: MemberRequest, key: str) -> HttpResponse:
    group = seen_group(request, key)
    seen = Commitment.objects.visible_to(request.user, on=request.today).filter(group=group)
    shows_closed = request.GET.get("show") == "closed"
    wanted = seen.exclude(outcome="") if shows_closed else seen.open()
    order = ("-closed_on", "-pk") if shows_closed else ("due_on", "pk")
    listed = wanted.with_rollovers().select_related("member", "partner", "area", "group").order_by(*order)
    context = {
        "group": group,
        "page": Paginator(listed, PER_PAGE).get_page(request.GET.get("page")),
        "shows_closed": shows_closed,
        "hidden": panels.count_hidden(group, request.user, on=request.today),
    }
    return render(request, "commitments/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def make_commitment(request: MemberRequest, key: str) -> HttpResponse:
    group = seen_group(request, key)
    allow(request, "commitments.make_commitment", group)
    meeting = _meeting_of(request, group)
    form = NewCommitmentForm(
        request.POST or None,
        group=group,
        member=request.user,
        on=request.today,
        for_others=request.user.has_perm("commitments.make_commitment_for_others", group),
        initial={"due_on": _next_date(request, group)},
    )
    if not form.is_valid():
        return render(request, "commitments/make.html", {"group": group, "meeting": meeting, "form": form})
    try:
        actions.make_commitment(
            group, meeting=meeting, by=request.user, on=request.today, at=timezone.now(), **form.cleaned_data
        )
    except actions.AlreadyMade:
        messages.info(request, "That commitment stands already.")
    else:
        messages.success(request, "Promised.")
    if "another" in request.POST:
        return redirect(request.get_full_path())
    return redirect(meeting or group)


@require_safe
def show_commitment(request: MemberRequest, pk: int) -> HttpResponse:
    return _page_of(request, _seen(request, pk))


@require_http_methods(["GET", "HEAD", "POST"])
def reword_commitment(request: MemberRequest, pk: int) -> HttpResponse:
    """For those who sit in the group: who has left writes no new words into it, and reads no roster there."""
    commitment = _seen(request, pk)
    allow(request, "commitments.reword_commitment", commitment)
    form = RewordForm(
        request.POST or None,
        instance=commitment,
        group=commitment.group,
        member=commitment.member,
        on=request.today,
    )
    context = {"commitment": commitment, "form": form}
    if not form.is_valid():
        return render(request, "commitments/reword.html", context)
    try:
        actions.reword_commitment(commitment, by=request.user, at=timezone.now(), **form.changes())
    except actions.AlreadyClosed:
        form.add_error(None, "It has an outcome already. Reopen it first, then save this.")
        return render(request, "commitments/reword.html", context)
    return redirect(commitment)


@require_POST
def close_commitment(request: MemberRequest, pk: int) -> HttpResponse:
    commitment, form = _kept(request, pk), OutcomeForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Choose what became of it; what you learned may be up to 1,000 characters.")
        commitment.learned = request.POST.get("learned", "")  # what was typed comes back, not saved
        return _page_of(request, commitment)
    outcome, learned = Outcome(form.cleaned_data["outcome"]), form.cleaned_data["learned"]
    try:
        actions.close_commitment(
            commitment, outcome, learned=learned, by=request.user, on=request.today, at=timezone.now()
        )
    except actions.AlreadyClosed:
        commitment.refresh_from_db(fields=["outcome", "learned"])
        if (commitment.outcome, commitment.learned) != (outcome, learned):  # no second click
            what_is_lost = f" You wrote: “{learned}”" if learned else ""
            messages.info(
                request, f"Somebody has noted an outcome already; this is how it stands.{what_is_lost}"
            )
    return _back(request, commitment)


@require_POST
def reopen_commitment(request: MemberRequest, pk: int) -> HttpResponse:
    commitment = _kept(request, pk)
    actions.reopen_commitment(commitment, by=request.user, at=timezone.now())
    return _back(request, commitment)


@require_POST
def roll_commitment(request: MemberRequest, pk: int) -> HttpResponse:
    commitment = _kept(request, pk)
    form = RolloverForm(request.POST, on=request.today, due_on=commitment.due_on)
    if not form.is_valid():
        messages.error(request, form.errors["to"].as_text().removeprefix("* "))
        return _back(request, commitment)
    try:
        actions.roll_commitment(commitment, to=form.cleaned_data["to"], by=request.user, at=timezone.now())
    except actions.AlreadyClosed:
        messages.info(request, "It has an outcome already, so there is nothing to take over.")
    return _back(request, commitment)


@require_POST
def take_first_step(request: MemberRequest, pk: int) -> HttpResponse:
    """Note the first step, or with `undo` take the note back."""
    commitment = _kept(request, pk)
    verb = actions.undo_first_step if "undo" in request.POST else actions.take_first_step
    verb(commitment, by=request.user, at=timezone.now())
    return _back(request, commitment)


@require_safe
def review_commitments(request: MemberRequest, pk: int) -> HttpResponse:
    """The list with which a meeting begins: what we promised, and what became of it."""
    seen = Meeting.objects.visible_to(request.user, on=request.today).select_related("group")
    meeting = get_object_or_404(seen, pk=pk)
    context = {
        "meeting": meeting,
        "group": meeting.group,
        "commitments": panels.to_review(meeting, request.user, on=request.today),
        "outcomes": Outcome.choices,
        "hidden": panels.count_hidden(meeting.group, request.user, on=request.today),
        "keeps_all": seating(request.user).leads(meeting.group),
        "next_date": _next_date(request, meeting.group),
    }
    return render(request, "commitments/review.html", context)


def _page_of(request: MemberRequest, commitment: Commitment) -> HttpResponse:
    on, due_on = request.today, commitment.due_on
    to = max(on, due_on or on) + A_QUARTER
    context = {
        "commitment": commitment,
        "outcomes": Outcome.choices,
        "rollovers": commitment.rollovers.select_related("by"),
        "rollover_form": RolloverForm(on=on, due_on=due_on, initial={"to": to}),
        "may_keep": request.user.has_perm("commitments.keep_commitment", commitment),
        "may_reword": request.user.has_perm("commitments.reword_commitment", commitment),
    }
    return render(request, "commitments/commitment.html", context)


def _seen(request: MemberRequest, pk: int) -> Commitment:
    seen = Commitment.objects.visible_to(request.user, on=request.today).with_rollovers()
    return get_object_or_404(seen.select_related("group", "member", "partner", "area", "meeting"), pk=pk)


def _kept(request: MemberRequest, pk: int) -> Commitment:
    commitment = _seen(request, pk)
    allow(request, "commitments.keep_commitment", commitment)
    return commitment


def _meeting_of(request: MemberRequest, group: Group) -> Meeting | None:
    """Return the meeting at which the promise is made, if the address names one."""
    try:
        number = int(request.GET.get("meeting", ""))
    except ValueError:
        return None
    seen = Meeting.objects.visible_to(request.user, on=request.today).filter(group=group)
    return get_object_or_404(seen, pk=number)


def _next_date(request: MemberRequest, group: Group) -> date:
    """Return the day of the group's next meeting but the one under way, or a quarter from today."""
    later = Meeting.objects.standing().filter(group=group, starts_on__gt=request.today)
    coming = later.order_by("starts_on").values_list("starts_on", flat=True).first()
    return coming or request.today + A_QUARTER


def _back(request: MemberRequest, commitment: Commitment) -> HttpResponse:
    return redirect(way_back(request) or commitment)
