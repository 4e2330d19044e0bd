"""Doors: one signal, and what somebody writes beside a quarter."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from peergroups.doors import allow
from peergroups.models import Group
from peergroups.requests import MemberRequest
from peergroups.seating import seating
from signals import actions, panels
from signals.actions.dismissing import AlreadyOver, Overtaken
from signals.forms import AnnotationForm, DismissForm
from signals.kinds import ABOUT, Kind
from signals.marking import drawn
from signals.models import Annotation, Intervention, Signal
from signals.views.groups import looked_after


@require_safe
def show_signal(request: MemberRequest, pk: int) -> HttpResponse:
    return _page(request, _seen(request, pk), DismissForm())


@require_POST
def dismiss_signal(request: MemberRequest, pk: int) -> HttpResponse:
    signal, form = _seen(request, pk), DismissForm(request.POST)
    allow(request, "signals.dismiss_signal", signal)
    if not form.is_valid():
        return _page(request, signal, form)
    try:
        actions.dismiss_signal(signal, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
    except AlreadyOver:
        messages.info(request, "It had ended already; this is how it stands.")
    else:
        messages.success(request, "Dismissed. It can be taken up again on its page.")
    return redirect(signal)


@require_POST
def restore_signal(request: MemberRequest, pk: int) -> HttpResponse:
    signal = _seen(request, pk)
    allow(request, "signals.dismiss_signal", signal)
    try:
        actions.restore_signal(signal, by=request.user, at=timezone.now())
    except Overtaken:
        messages.info(request, "There is a newer one of the same kind, so look at that one.")
    return redirect(signal)


@require_POST
def annotate_group(request: MemberRequest, key: str) -> HttpResponse:
    _annotate(request, looked_after(request, key))
    return redirect("signals:group", key)


@require_POST
def annotate_community(request: MemberRequest) -> HttpResponse:
    _annotate(request, None)
    return redirect("signals:community")


@require_POST
def remove_annotation(request: MemberRequest, pk: int) -> HttpResponse:
    seen = Annotation.objects.visible_to(request.user, on=request.today).select_related("group")
    annotation = get_object_or_404(seen, pk=pk)
    allow(request, "signals.remove_annotation", annotation)
    group = annotation.group
    actions.remove_annotation(annotation, by=request.user, at=timezone.now())
    messages.success(request, f"Taken away: “{annotation.text}”, {annotation.quarter}.")
    return redirect("signals:group", group.key) if group else redirect("signals:community")


def _annotate(request: MemberRequest, group: Group | None) -> None:
    allow(request, "signals.annotate_quarter", group)
    form = AnnotationForm(request.POST, on=request.today)
    if form.is_valid():
        said = form.cleaned_data
        actions.annotate_quarter(
            group, said["quarter"], text=said["text"], by=request.user, at=timezone.now()
        )
    else:
        messages.error(request, "Choose a quarter, and write what happened in 80 characters or fewer.")


def _seen(request: MemberRequest, pk: int) -> Signal:
    seen = Signal.objects.visible_to(request.user, on=request.today)
    return get_object_or_404(seen.select_related("group", "member", "dismissed_by"), pk=pk)


def _page(request: MemberRequest, signal: Signal, form: DismissForm) -> HttpResponse:
    member, on = request.user, request.today
    notes, chapter = [], None  # of a person no figures by quarter: those only they see
    if not signal.member:
        notes = panels.annotations(signal.group, member=member, on=on)
        chapter = drawn(signal.group, ABOUT[Kind(signal.kind)].metric, notes, member=member, on=on)
    [card] = panels.cards([signal], member, on=on)
    context = {
        "card": card,
        "signal": signal,
        "form": form,
        "is_open": signal.is_open(on),
        "may_dismiss": member.has_perm("signals.dismiss_signal", signal),
        "is_about_me": signal.member == member,
        "leads": signal.group_id in seating(member).led,
        "chapter": chapter,
        "notes": notes,
        "interventions": Intervention.objects.visible_to(member, on=on).filter(signal=signal),
    }
    return render(request, "signals/signal.html", context)
