"""Doors: the community's health, for admins."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh
from kombu.exceptions import OperationalError

from engagement import actions
from engagement.boards import board, chapters
from engagement.catalogue import METRICS
from engagement.curves import continuity_curve
from engagement.models import Check, Computation, FrozenQuarter, Level, MetricResult
from engagement.periods import Quarter
from engagement.progress import progress
from engagement.tasks import compute_engagement
from peergroups.bell import line
from peergroups.doors import allow
from peergroups.models import Group
from peergroups.requests import MemberRequest


@require_safe
def community_health(request: MemberRequest) -> HttpResponse:
    allow(request, "peergroups.keep_community")
    results = MetricResult.objects.visible_to(request.user, on=request.today)
    of_all, wanted = results.filter(level=Level.COMMUNITY), _quarter(request.GET.get("quarter", ""))
    groups, sort = list(Group.objects.all()), request.GET.get("sort", "name")
    now = timezone.now()
    context = {
        "computation": Computation.objects.finished().first(),
        "progress": progress(now),
        "checked": Check.objects.first(),
        "frozen": FrozenQuarter.objects.frozen(),
        "board": board(results, groups, level=Level.COMMUNITY, quarter=wanted, sort=sort),
        "chapters": chapters(of_all, whole="all" in request.GET),
        "curve": continuity_curve(of_all),
    }
    return render(request, "engagement/community.html", context)


@require_safe
def show_progress(request: MemberRequest) -> HttpResponse:
    """How far the computation is; when it is done, the page is shown anew."""
    allow(request, "peergroups.keep_community")
    found = progress(timezone.now())
    if found is None:
        return HttpResponseClientRefresh() if request.htmx else redirect("engagement:community")
    return render(request, "engagement/community.html#progress", {"progress": found})


@require_POST
def request_computation(request: MemberRequest) -> HttpResponse:
    allow(request, "engagement.request_computation")
    return _compute(request)


@require_POST
def thaw_quarter(request: MemberRequest) -> HttpResponse:
    allow(request, "engagement.thaw_quarter")
    quarter = _quarter(request.POST.get("quarter", ""))
    if quarter is None or not FrozenQuarter.objects.frozen().filter(pk=quarter.id).exists():
        raise Http404
    actions.thaw_quarter(quarter)
    return _compute(request)


def _compute(request: MemberRequest) -> HttpResponse:
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
        messages.success(request, "The figures are being computed.")
    return redirect("engagement:community")


@require_safe
def explain_metrics(request: MemberRequest) -> HttpResponse:
    return render(request, "engagement/metrics.html", {"metrics": METRICS.values()})


def _quarter(written: str) -> Quarter | None:
    try:
        return Quarter.parse(written)
    except ValueError:
        return None
