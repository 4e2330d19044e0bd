"""Doors: from a figure to what it rests on, for those who were there."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from engagement.evidence import of_group, of_member
from engagement.periods import Quarter
from engagement.views.asked import quarter_in
from peergroups.doors import seen_group
from peergroups.requests import MemberRequest

LOOK_BACK = 12


@require_safe
def group_evidence(request: MemberRequest, key: str) -> HttpResponse:
    """For those who sit in the group alone: admins see figures, not what was promised."""
    group, quarter = seen_group(request, key), _quarter(request)
    evidence = of_group(group, request.user, quarter, on=request.today)
    context = {"group": group, "own": False, "evidence": evidence, "quarters": _choice(request)}
    return render(request, "engagement/evidence.html", context)


@require_safe
def my_evidence(request: MemberRequest) -> HttpResponse:
    """What one's own figures rest on. Nobody else sees this page."""
    evidence = of_member(request.user, _quarter(request), on=request.today)
    context = {"group": None, "own": True, "evidence": evidence, "quarters": _choice(request)}
    return render(request, "engagement/evidence.html", context)


def _quarter(request: MemberRequest) -> Quarter:
    return quarter_in(request, "quarter") or Quarter.of(request.today)


def _choice(request: MemberRequest) -> list[Quarter]:
    now = Quarter.of(request.today)
    return [now.shifted(-ago) for ago in range(LOOK_BACK)]
