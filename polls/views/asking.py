"""Doors: asking for a date, and changing what is asked."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from peergroups.doors import allow, seen_group
from peergroups.models import Group
from peergroups.requests import MemberRequest
from polls import actions, panels
from polls.forms import ChangePollForm, NewPollForm, Offers, OffersFormSet
from polls.models import Poll
from polls.views import CLOSED, kept_option, kept_poll
from ui.rows import given, rows_given

PER_PAGE = 25
ROWS = 4
"""Empty rows on a new poll: as many dates as most people have in mind."""


@require_safe
def list_polls(request: MemberRequest, key: str) -> HttpResponse:
    group = seen_group(request, key)
    seen = Poll.objects.visible_to(request.user, on=request.today).filter(group=group)
    closed = seen.exclude(closed_at=None).select_related("meeting")
    context = {
        "group": group,
        "asking": panels.of_group(group, request.user, on=request.today),
        "closed": Paginator(closed, PER_PAGE).get_page(request.GET.get("page")),
        "may_make": request.user.has_perm("polls.make_poll", group),
    }
    return render(request, "polls/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def make_poll(request: MemberRequest, key: str) -> HttpResponse:
    group = seen_group(request, key)
    allow(request, "polls.make_poll", group)
    zone = group.timezone or request.community.timezone
    form = NewPollForm(**given(request, {"timezone": zone}), on=request.today)
    offers = rows_given(request, OffersFormSet, [{}] * ROWS, prefix="offers")
    at = timezone.now()
    if not all([form.is_valid(), offers.is_valid()]) or not offers.check_offers(
        form.cleaned_data["timezone"], at
    ):
        return render(request, "polls/make.html", {"group": group, "form": form, "offers": offers})
    return _made(request, group, form, offers)


@require_http_methods(["GET", "HEAD", "POST"])
def change_poll(request: MemberRequest, pk: int) -> HttpResponse:
    poll = kept_poll(request, pk)
    form = ChangePollForm(request.POST or None, instance=poll, on=request.today)
    if not form.is_valid():
        return _change_page(request, poll, form=form)
    try:
        actions.change_poll(poll, by=request.user, at=timezone.now(), **form.changes())
    except actions.PollClosed:
        messages.error(request, CLOSED)
    else:
        messages.success(request, "Changed. All votes stay.")
    return redirect(poll)


@require_POST
def add_options(request: MemberRequest, pk: int) -> HttpResponse:
    poll, at = kept_poll(request, pk), timezone.now()
    offers = rows_given(request, OffersFormSet, [{}], prefix="offers")
    if not offers.is_valid() or not offers.check_offers(poll.timezone, at):
        return _change_page(request, poll, offers=offers)
    try:
        actions.add_options(poll, offers.hours(), by=request.user, at=at)
    except actions.PollClosed:
        messages.error(request, CLOSED)
    else:
        messages.success(request, "Added. All votes stay; who has voted is asked about the new dates only.")
    return redirect(poll)


@require_http_methods(["GET", "HEAD", "POST"])
def remove_option(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask first if somebody has voted for the date; it can be put back afterwards."""
    option = kept_option(request, pk)
    voters = option.votes.count()
    if request.method != "POST" or (voters and "confirmed" not in request.POST):
        return render(
            request, "polls/remove.html", _about(option.poll) | {"option": option, "voters": voters}
        )
    try:
        actions.remove_option(option, by=request.user, at=timezone.now())
    except actions.PollClosed:
        messages.error(request, CLOSED)
    else:
        messages.success(request, "Removed. You can put it back below.")
    return redirect("polls:change", option.poll_id)


@require_POST
def put_back_option(request: MemberRequest, pk: int) -> HttpResponse:
    option = kept_option(request, pk)
    try:
        actions.put_back_option(option, by=request.user, at=timezone.now())
    except actions.PollClosed:
        messages.error(request, CLOSED)
    else:
        messages.success(request, "Put back, with the votes that it had.")
    return redirect("polls:change", option.poll_id)


def _made(request: MemberRequest, group: Group, form: NewPollForm, offers: Offers) -> HttpResponse:
    data = form.cleaned_data
    try:
        poll = actions.make_poll(
            group,
            title=data["title"],
            where=form.where(),
            options=offers.hours(),
            closes_on=data["closes_on"],
            by=request.user,
            at=timezone.now(),
        )
    except actions.AlreadyAsked as same:
        messages.info(request, "This poll stands already. Add your dates to it, or choose another title.")
        return redirect(same.poll)
    messages.success(request, "Asked. Say below what suits you.")
    return redirect(poll)


def _change_page(
    request: MemberRequest,
    poll: Poll,
    *,
    form: ChangePollForm | None = None,
    offers: Offers | None = None,
) -> HttpResponse:
    """Show what is asked, with the form that is to be corrected, if one is."""
    now = panels.grid(poll, request.user, on=request.today, at=timezone.now())
    context = _about(poll) | {
        "form": form or ChangePollForm(instance=poll, on=request.today),
        "offers": offers or OffersFormSet(initial=[{}], prefix="offers"),
        "rows": now.rows,
        "removed": now.removed,
    }
    return render(request, "polls/change.html", context)


def _about(poll: Poll) -> dict[str, Any]:
    return {"poll": poll, "group": poll.group}
