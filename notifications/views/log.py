"""Doors: what was sent, skipped and failed, for those who look after the community."""

from collections import Counter
from datetime import datetime, timedelta
from typing import NamedTuple

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from notifications import actions
from notifications.forms import LogForm
from notifications.kinds import KINDS
from notifications.models import Notice, Reason, State
from peergroups.doors import allow, way_back
from peergroups.requests import MemberRequest

PER_PAGE = 50
DAYS = 30


class CountRow(NamedTuple):
    """How many notices of a kind came to which end, and for which reasons."""

    heading: str
    counts: list[int]
    reasons: list[tuple[str, int]]


@require_safe
def show_log(request: MemberRequest) -> HttpResponse:
    """Counts of the last weeks, then one by one what tells nothing of a person, the latest first."""
    allow(request, "peergroups.keep_community")
    form = LogForm(request.GET)
    wanted, now = form.wanted(), timezone.now()
    notices = Notice.objects.fit_to_list().filter(**wanted).select_related("recipient", "group")
    if wanted.get("state") != State.OWED:  # only who asks for what is owed sees what is yet to come
        notices = notices.filter(due_at__lte=now)
    context = {
        "form": form,
        "page": Paginator(notices, PER_PAGE).get_page(request.GET.get("page")),
        "states": State.labels,
        "rows": _counts(now),
        "days": DAYS,
    }
    return render(request, "notifications/log.html", context)


@require_POST
def send_again(request: MemberRequest, pk: int) -> HttpResponse:
    """Owe a failed notice once more."""
    allow(request, "peergroups.keep_community")
    notice = get_object_or_404(Notice.objects.filter(state=State.FAILED), pk=pk)
    actions.send_again(notice, by=request.user, at=timezone.now())
    messages.success(request, "It is owed again, and goes out within a minute if it still stands.")
    return redirect(way_back(request) or "notifications:log")


def _counts(now: datetime) -> list[CountRow]:
    """Count each kind of which something was due."""
    lately = Notice.objects.filter(due_at__gt=now - timedelta(days=DAYS), due_at__lte=now)
    groups = lately.order_by().values_list("kind", "state", "reason").annotate(count=Count("pk"))
    ends: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
    reasons: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
    for kind, state, reason, count in groups:
        ends[kind][state] += count
        if reason:
            reasons[kind][Reason(reason).label] += count
    return [
        CountRow(kind.heading, [ends[name][state] for state in State.values], reasons[name].most_common())
        for name, kind in KINDS.items()
        if ends[name]
    ]
