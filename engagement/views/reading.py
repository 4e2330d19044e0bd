"""Doors: more of the community's health, for admins: quarter by quarter, two side by side, and as a file."""

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from engagement.chapters import chapters
from engagement.curves import arrival_curve, continuity_curve
from engagement.looking import note_look
from engagement.models import Level, MetricResult, MetricResultQuerySet, Seen
from engagement.networks import network_of_groups
from engagement.notes import notes_beside
from engagement.publishing import published_lines, published_quarters
from engagement.views.asked import comparison, quarter_in
from peergroups.doors import allow
from peergroups.requests import MemberRequest


@require_safe
def community_quarters(request: MemberRequest) -> HttpResponse:
    """The community's figures quarter by quarter, and who stays."""
    allow(request, "peergroups.keep_community")
    of_all, notes = _of_all(request), notes_beside(None, request.user, on=request.today)
    context = {
        "chapters": chapters(of_all, whole="all" in request.GET, notes=notes),
        "curves": [continuity_curve(of_all), arrival_curve(of_all)],
    }
    return render(request, "engagement/quarters.html", context)


@require_safe
def compare_community(request: MemberRequest) -> HttpResponse:
    allow(request, "peergroups.keep_community")
    return render(request, "engagement/compare.html", {"comparison": comparison(request, _of_all(request))})


@require_safe
def community_network(request: MemberRequest) -> HttpResponse:
    """How the groups are tied. None is named, and no tie of few people is drawn."""
    allow(request, "peergroups.keep_community")
    return render(request, "engagement/network.html", {"network": network_of_groups(on=request.today)})


@require_safe
def download_figures(request: MemberRequest) -> HttpResponseBase:
    """The file of a frozen quarter: groups and the whole, never a person."""
    allow(request, "peergroups.keep_community")
    quarters, wanted = published_quarters(), quarter_in(request, "quarter")
    quarter = wanted or next(iter(quarters), None)
    if quarter is None or quarter not in quarters:
        raise Http404
    note_look(request.user, None, Seen.FILE, on=request.today)
    results = MetricResult.objects.visible_to(request.user, on=request.today)
    name = f'attachment; filename="community-health-{quarter}.csv"'
    return StreamingHttpResponse(
        published_lines(results, quarter),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": name},
    )


def _of_all(request: MemberRequest) -> MetricResultQuerySet:
    results = MetricResult.objects.visible_to(request.user, on=request.today)
    return results.filter(level=Level.COMMUNITY)
