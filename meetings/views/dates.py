"""Doors: when groups met and meet, for those who look after the community. Nothing of what is said there."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from meetings import panels
from peergroups.doors import allow
from peergroups.models import Group
from peergroups.requests import MemberRequest

PER_PAGE = 50


@require_safe
def list_dates(request: MemberRequest, key: str) -> HttpResponse:
    allow(request, "peergroups.keep_community")
    group = get_object_or_404(Group, key=key)
    dates = Paginator(panels.dates(group), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "meetings/dates.html", {"group": group, "dates": dates, "now": timezone.now()})
