"""Doors: the community's health, for admins."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh
from kombu.exceptions import OperationalError

from engagement import actions
from engagement.boards import board_of_all
from engagement.catalogue import METRICS
from engagement.chapters import latest_figures
from engagement.looking import note_look
from engagement.mixture import mixture
from engagement.models import Level, MetricResult, Seen
from engagement.progress import progress, standing
from engagement.publishing import published_quarters
from engagement.sides import seven_sides
from engagement.tasks import compute_engagement
from engagement.views.asked import quarter_in, written_quarter
from peergroups.bell import line
from peergroups.doors import allow
from peergroups.requests import MemberRequest


@require_safe
def community_health(request: MemberRequest) -> HttpResponse:
    """All of it at a glance: the community's latest figures, and the groups side by side."""
    allow(request, "peergroups.keep_community")
    note_look(request.user, None, Seen.BOARD, on=request.today)
    results = MetricResult.objects.visible_to(request.user, on=request.today)
    find = request.GET.get("find", "").strip()
    context = {
        **standing(timezone.now())._asdict(),
        "board": board_of_all(
            results,
            find=find,
            quarter=quarter_in(request, "quarter"),
            sort=request.GET.get("sort", "name"),
            page=request.GET.get("page"),
        ),
        "find": find,
        "mixture": mixture(results),
        "sides": seven_sides(results, group=None, on=request.today),
        "figures": latest_figures(results.filter(level=Level.COMMUNITY), METRICS),
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
    quarter = written_quarter(request.POST.get("quarter", ""))
    if quarter is None or quarter not in published_quarters():
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
