"""Doors: the community's health, for admins."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe
from kombu.exceptions import OperationalError

from engagement import actions
from engagement.boards import board, chapters
from engagement.catalogue import METRICS
from engagement.curves import continuity_curve
from engagement.models import Computation, Level, MetricResult
from engagement.periods import Quarter
from engagement.tasks import compute_engagement
from peergroups.bell import line
from peergroups.doors import allow
from peergroups.models import Group
from peergroups.requests import MemberRequest


@require_safe
def community_health(request: MemberRequest) -> HttpResponse:
    allow(request, "peergroups.keep_community")
    results = MetricResult.objects.visible_to(request.user, on=request.today)
    of_all, wanted = results.filter(level=Level.COMMUNITY), _wanted_quarter(request)
    groups, sort = list(Group.objects.all()), request.GET.get("sort", "name")
    now = timezone.now()
    latest = Computation.objects.finished().with_outrun(now).first()
    context = {
        "computation": latest,
        "under_way": latest.is_outrun if latest else Computation.objects.under_way(now).exists(),
        "board": board(results, groups, level=Level.COMMUNITY, quarter=wanted, sort=sort),
        "chapters": chapters(of_all, whole="all" in request.GET),
        "curve": continuity_curve(of_all),
    }
    return render(request, "engagement/community.html", context)


@require_POST
def request_computation(request: MemberRequest) -> HttpResponse:
    allow(request, "engagement.request_computation")
    at = timezone.now()
    asked = actions.request_computation(as_of=request.today, by=request.user, at=at)
    try:
        with line() as producer:
            compute_engagement.apply_async((asked.pk,), producer=producer, retry=False)
    except OperationalError as trouble:
        actions.give_up_computation(asked, because=str(trouble), at=at)
        messages.error(
            request, "The queue does not answer, so nothing is being computed. Try again in a minute."
        )
    else:
        messages.success(request, "The figures are being computed. Reload the page in a moment.")
    return redirect("engagement:community")


@require_safe
def explain_metrics(request: MemberRequest) -> HttpResponse:
    return render(request, "engagement/metrics.html", {"metrics": METRICS.values()})


def _wanted_quarter(request: MemberRequest) -> Quarter | None:
    try:
        return Quarter.parse(request.GET.get("quarter", ""))
    except ValueError:
        return None
