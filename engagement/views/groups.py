"""Doors: a group's own health, and a member's own figures."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from engagement.boards import chapters
from engagement.curves import continuity_curve
from engagement.models import Level, MetricResult
from engagement.ties.pictures import is_left_out
from peergroups.models import Group
from peergroups.requests import MemberRequest
from peergroups.seating import seating


@require_safe
def group_health(request: MemberRequest, key: str) -> HttpResponse:
    """For those who sit in the group, and for admins, from whom quarters of few people are kept back."""
    group = get_object_or_404(Group, key=key)
    seats = seating(request.user)
    if not (seats.sits_in(group) or seats.is_admin):
        raise Http404
    results = MetricResult.objects.visible_to(request.user, on=request.today)
    own = results.filter(level=Level.GROUP, subject_id=group.pk)
    context = {
        "group": group,
        "chapters": chapters(own, whole="all" in request.GET),
        "curve": continuity_curve(own),
    }
    return render(request, "engagement/group.html", context)


@require_safe
def my_figures(request: MemberRequest) -> HttpResponse:
    """What is counted about oneself, over all one's groups. Nobody else sees this page."""
    results = MetricResult.objects.visible_to(request.user, on=request.today)
    own = results.filter(level=Level.MEMBER, subject_id=request.user.pk)
    context = {"chapters": chapters(own, whole="all" in request.GET), "left_out": is_left_out(request.user)}
    return render(request, "engagement/mine.html", context)
