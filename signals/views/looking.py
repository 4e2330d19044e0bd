"""Doors: what asks for a look, for who leads, for oneself, and for those who look after the whole."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from peergroups.doors import allow
from peergroups.requests import MemberRequest
from peergroups.seating import seating
from signals import audit, panels, readings
from signals.forms import AnnotationForm
from signals.marking import drawn
from signals.models import Raising
from signals.playbook import PLAYS
from signals.views.groups import looked_after

PER_PAGE = 20
LATEST = 10


@require_safe
def list_for_leaders(request: MemberRequest) -> HttpResponse:
    """Everything that asks for a look in the groups that one leads."""
    seats = seating(request.user)
    if not seats.led:
        raise PermissionDenied
    context = {
        "cards": panels.waiting(request.user, on=request.today),
        "dismissed": panels.dismissed(request.user, on=request.today),
        "interventions": panels.under_way(request.user, on=request.today),
        "groups": seats.led_groups,
    }
    return render(request, "signals/list.html", context)


@require_safe
def list_mine(request: MemberRequest) -> HttpResponse:
    """What those who lead one's groups see about oneself, in the same words."""
    past = panels.past_about(request.user, on=request.today)
    context = {
        "cards": panels.about(request.user, on=request.today),
        "past": panels.cards(past[:LATEST], request.user, on=request.today),
        "interventions": panels.begun_with(request.user)[:LATEST],
    }
    return render(request, "signals/mine.html", context)


@require_safe
def show_community(request: MemberRequest) -> HttpResponse:
    """For admins: groups of five and more, and the whole. Nobody is named here."""
    allow(request, "signals.see_community")
    past = panels.past_of_community(request.user, on=request.today)
    notes = panels.annotations(None, member=request.user, on=request.today)
    context = {
        "cards": panels.of_community(request.user, on=request.today),
        "named": audit.named(on=request.today),
        "audit": audit.audit(on=request.today),
        "interventions": panels.begun(request.user, on=request.today)[:PER_PAGE],
        "over": panels.cards(past[:LATEST], request.user, on=request.today),
        "raising": Raising.objects.first(),
        "notes": notes,
        "chapter": drawn(None, readings.ATTENDANCE, notes, member=request.user, on=request.today),
        "annotation_form": AnnotationForm(on=request.today),
    }
    return render(request, "signals/community.html", context)


@require_safe
def show_group(request: MemberRequest, key: str) -> HttpResponse:
    """What asked for a look in one group, what was done about it, and what is written beside its quarters."""
    group = looked_after(request, key)
    past = panels.history(group, request.user, on=request.today)
    notes = panels.annotations(group, member=request.user, on=request.today)
    page = Paginator(past, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "group": group,
        "cards": panels.of_group(group, request.user, on=request.today),
        "page": page,
        "past": panels.cards(page, request.user, on=request.today),
        "interventions": panels.begun_in(group, request.user, on=request.today),
        "notes": notes,
        "chapter": drawn(group, readings.ATTENDANCE, notes, member=request.user, on=request.today),
        "annotation_form": AnnotationForm(on=request.today),
    }
    return render(request, "signals/group.html", context)


@require_safe
def show_playbook(request: MemberRequest) -> HttpResponse:
    return render(request, "signals/playbook.html", {"plays": PLAYS})
