"""Doors: what is begun, and looking back at it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from peergroups.doors import allow
from peergroups.models import Group
from peergroups.requests import MemberRequest
from peergroups.seating import seating
from signals import actions
from signals.actions.intervening import AlreadyBegun, AlreadyReviewed
from signals.comparing import compared
from signals.forms import CommunityInterventionForm, InterventionForm
from signals.kinds import ABOUT, Kind
from signals.models import Intervention, Signal
from signals.playbook import PLAYS
from signals.views.groups import looked_after

BEGIN = ["GET", "HEAD", "POST"]


@require_http_methods(BEGIN)
def begin_for_group(request: MemberRequest, key: str) -> HttpResponse:
    group = looked_after(request, key)
    allow(request, "signals.begin_intervention", group)
    takes_note = seating(request.user).leads(group)
    form = InterventionForm(request.POST or None, on=request.today, takes_note=takes_note)
    return _begin(request, form, group)


@require_http_methods(BEGIN)
def begin_for_community(request: MemberRequest) -> HttpResponse:
    allow(request, "signals.begin_intervention", None)
    form = CommunityInterventionForm(request.POST or None, on=request.today, takes_note=True)
    return _begin(request, form, None)


@require_http_methods(BEGIN)
def begin_after_signal(request: MemberRequest, pk: int) -> HttpResponse:
    seen = Signal.objects.visible_to(request.user, on=request.today).select_related("group", "member")
    signal = get_object_or_404(seen, pk=pk)
    allow(request, "signals.begin_after_signal", signal)
    group, first = signal.group, {"kind": ABOUT[Kind(signal.kind)].plays[0]}
    if group is None:
        form: InterventionForm = CommunityInterventionForm(
            request.POST or None, on=request.today, takes_note=True, initial=first
        )
    else:
        form = InterventionForm(
            request.POST or None,
            on=request.today,
            takes_note=seating(request.user).leads(group),
            of_person=signal.member_id is not None,
            initial=first,
        )
    return _begin(request, form, group, signal)


@require_safe
def show_intervention(request: MemberRequest, pk: int) -> HttpResponse:
    intervention, member = _seen(request, pk), request.user
    is_near = member.has_perm("signals.read_note", intervention) or intervention.member == member
    context = {
        "intervention": intervention,
        "compared": compared(intervention, hides_few=not is_near),
        "may_keep": member.has_perm("signals.keep_intervention", intervention),
        "is_near": is_near,
        "is_about_me": intervention.member == member,
    }
    return render(request, "signals/intervention.html", context)


@require_POST
def review_intervention(request: MemberRequest, pk: int) -> HttpResponse:
    intervention = _kept(request, pk)
    try:
        actions.review_intervention(intervention, by=request.user, on=request.today, at=timezone.now())
    except AlreadyReviewed:
        messages.info(request, "Somebody has looked back at it already; this is how it stands.")
    return redirect(intervention)


@require_POST
def reopen_intervention(request: MemberRequest, pk: int) -> HttpResponse:
    intervention = _kept(request, pk)
    actions.reopen_intervention(intervention, by=request.user, at=timezone.now())
    return redirect(intervention)


@require_POST
def withdraw_intervention(request: MemberRequest, pk: int) -> HttpResponse:
    intervention = _kept(request, pk)
    try:
        actions.withdraw_intervention(intervention, by=request.user, at=timezone.now())
    except AlreadyReviewed:
        messages.info(request, "Somebody has looked back at it, so it stays. Take the review back first.")
        return redirect(intervention)
    messages.success(request, f"{intervention.get_kind_display()} taken back.")
    group = intervention.group
    return redirect("signals:group", group.key) if group else redirect("signals:community")


def _begin(
    request: MemberRequest, form: InterventionForm, group: Group | None, signal: Signal | None = None
) -> HttpResponse:
    if not form.is_valid():
        context = {"group": group, "signal": signal, "form": form, "plays": PLAYS}
        return render(request, "signals/begin.html", context)
    try:
        begun = actions.begin_intervention(
            group, signal=signal, by=request.user, at=timezone.now(), **form.cleaned_data
        )
    except AlreadyBegun as same:
        begun = same.intervention
        messages.info(request, "That is under way already; this is how it stands.")
    return redirect(begun)


def _seen(request: MemberRequest, pk: int) -> Intervention:
    seen = Intervention.objects.visible_to(request.user, on=request.today)
    return get_object_or_404(seen.select_related("group", "member", "begun_by", "reviewed_by"), pk=pk)


def _kept(request: MemberRequest, pk: int) -> Intervention:
    intervention = _seen(request, pk)
    allow(request, "signals.keep_intervention", intervention)
    return intervention
