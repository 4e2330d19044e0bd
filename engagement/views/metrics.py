"""Doors: how each figure is counted, and what it says of those about whom one may know it."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from engagement.catalogue import METRICS
from engagement.goalposts import goalposts
from engagement.models import Level
from engagement.remedies import REMEDIES
from engagement.telling import told_to
from engagement.waiting import BY_NAME, WAITING
from peergroups.requests import MemberRequest


@require_safe
def explain_metrics(request: MemberRequest) -> HttpResponse:
    return render(request, "engagement/metrics.html", {"metrics": METRICS.values(), "waiting": WAITING})


@require_safe
def explain_metric(request: MemberRequest, name: str) -> HttpResponse:
    if name in BY_NAME:
        return render(request, "engagement/waiting.html", {"question": BY_NAME[name]})
    if name not in METRICS:
        raise Http404
    metric = METRICS[name]
    context = {
        "metric": metric,
        "remedy": REMEDIES.get(name, ""),
        "example": metric.base.format(31, 36, 36 - 31),
        "least": [(Level(level), least) for level, least in metric.minimum.items()],
        "goalposts": goalposts(metric),
        "parts": told_to(request.user, metric, on=request.today),
    }
    return render(request, "engagement/metric.html", context)
