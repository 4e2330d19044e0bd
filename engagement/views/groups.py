"""Doors: a group's own health, a member's own figures, and who looked at them."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from engagement.chapters import chapters, chapters_of
from engagement.curves import continuity_curve
from engagement.looking import looks_after, note_look
from engagement.mixture import mixture
from engagement.models import Level, Look, MetricResult, MetricResultQuerySet, Seen
from engagement.networks import own_network
from engagement.notes import notes_beside
from engagement.own import own_rows
from engagement.sides import seven_sides
from engagement.ties.pictures import is_left_out
from engagement.views.asked import comparison
from peergroups.models import Group
from peergroups.requests import MemberRequest
from peergroups.seating import seating

PER_PAGE = 50


@require_safe
def group_health(request: MemberRequest, key: str) -> HttpResponse:
    """For those who sit in the group, and for admins, from whom quarters of few people are kept back."""
    group = _group_of_health(request, key)
    seen = MetricResult.objects.visible_to(request.user, on=request.today)
    own, notes = _of_group(seen, group), notes_beside(group, request.user, on=request.today)
    context = {
        "group": group,
        "evidence": _evidence_of(request, group),
        "mixture": mixture(seen, group),
        "sides": seven_sides(own, group=group, on=request.today),
        "chapters": chapters(own, whole="all" in request.GET, notes=notes),
        "curve": continuity_curve(own),
    }
    return render(request, "engagement/group.html", context)


@require_safe
def compare_group(request: MemberRequest, key: str) -> HttpResponse:
    group = _group_of_health(request, key)
    seen = MetricResult.objects.visible_to(request.user, on=request.today)
    context = {"group": group, "comparison": comparison(request, _of_group(seen, group))}
    return render(request, "engagement/compare.html", context)


@require_safe
def my_figures(request: MemberRequest) -> HttpResponse:
    """What is counted about oneself, over all one's groups. Nobody else sees this page."""
    context = {
        "chapters": chapters_of(own_rows(request.user.pk), whole="all" in request.GET),
        "evidence": reverse("engagement:my_evidence"),
        "left_out": is_left_out(request.user),
        "network": own_network(request.user, on=request.today),
    }
    return render(request, "engagement/mine.html", context)


@require_safe
def list_looks(request: MemberRequest) -> HttpResponse:
    """Who looked at the figures of one's groups."""
    looks = Look.objects.visible_to(request.user, on=request.today).select_related("member", "group")
    page = Paginator(looks, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "engagement/looks.html", {"page": page})


def _group_of_health(request: MemberRequest, key: str) -> Group:
    """Find the group, and note who looks at it from above."""
    group = get_object_or_404(Group, key=key)
    seats = seating(request.user)
    if not (seats.sits_in(group) or seats.is_admin):
        raise Http404
    if looks_after(request.user, group, on=request.today):
        note_look(request.user, group, Seen.PAGE, on=request.today)
    return group


def _evidence_of(request: MemberRequest, group: Group) -> str:
    """Return where those who sit in the group see what its figures rest on."""
    sits_there = seating(request.user).sits_in(group)
    return reverse("engagement:evidence", args=[group.key]) if sits_there else ""


def _of_group(seen: MetricResultQuerySet, group: Group) -> MetricResultQuerySet:
    return seen.filter(level=Level.GROUP, subject_id=group.pk)
