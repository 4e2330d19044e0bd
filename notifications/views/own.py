"""Doors: what I get, and what I want to get."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from notifications import actions
from notifications.forms import KindsForm
from notifications.kinds import KINDS
from notifications.models import Notice, State
from peergroups.requests import MemberRequest

LATEST = 20


@require_http_methods(["GET", "HEAD", "POST"])
def choose_kinds(request: MemberRequest) -> HttpResponse:
    """Each kind of notice with a box to tick, and below what was sent to me of late."""
    sent_form = request.POST if request.method == "POST" else None  # no box ticked is an answer, too
    form = KindsForm(sent_form, initial=_wanted(request))
    if form.is_valid():
        actions.choose_kinds(request.user, form.wanted(), by=request.user, at=timezone.now())
        messages.success(request, "Saved. You get what is ticked.")
        return redirect("notifications:preferences")
    sent = Notice.objects.visible_to(request.user, on=request.today).filter(state=State.SENT)
    context = {"form": form, "sent": sent.select_related("group").order_by("-settled_at")[:LATEST]}
    return render(request, "notifications/preferences.html", context)


def _wanted(request: MemberRequest) -> dict[str, bool]:
    unwanted = set(request.user.notice_preferences.values_list("kind", flat=True))
    return {kind: kind not in unwanted for kind in KINDS}
