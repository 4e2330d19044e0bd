"""Doors: the series of a group, starting one, changing, skipping, ending."""

from contextlib import suppress
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from peergroups.doors import allow, seen_group, way_back
from peergroups.models import Group
from peergroups.requests import MemberRequest
from series import actions, panels
from series.forms import ChangeSeriesForm, EndForm, NewSeriesForm, SkipForm
from series.models import Series
from series.rules import is_light
from series.views import seen_series
from series.wording import hours, how_often


@require_safe
def list_series(request: MemberRequest, key: str) -> HttpResponse:
    group, member, on, at = seen_group(request, key), request.user, request.today, timezone.now()
    context = {
        "group": group,
        "outlooks": panels.of_group(group, member, on=on, at=at),
        "ended": panels.ended(group, member, on=on, at=at),
        "too_many": panels.is_too_big(group, at=at) if is_light(member, group) else 0,
        "may_keep": member.has_perm("series.start_series", group),
        "may_invite": member.has_perm("series.invite_member", group),
    }
    return render(request, "series/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def start_series(request: MemberRequest, key: str) -> HttpResponse:
    group = seen_group(request, key)
    allow(request, "series.start_series", group)
    begun = {
        "timezone": group.timezone or request.community.timezone,
        "rotates_host": is_light(request.user, group),
    }
    form = NewSeriesForm(request.POST or None, initial=begun, earliest=request.today)
    if not form.is_valid():
        return render(request, "series/start.html", {"group": group, "form": form})
    _start(request, group, form)
    return redirect("series:list", group.key)


@require_http_methods(["GET", "HEAD", "POST"])
def change_series(request: MemberRequest, pk: int) -> HttpResponse:
    """From a date of the series on (`from` in the address), or all that is to come."""
    series = _running(request, pk)
    first = next(actions.coming_dates(series, timezone.now()), request.today)
    since = _since(request, series)
    form = ChangeSeriesForm(request.POST or None, series=series, since=since, first=first)
    context = {
        "series": series,
        "group": series.group,
        "form": form,
        "since": since,
        "this_one": since and series.occurrences.get(on=since),
    }
    if not form.is_valid():
        return render(request, "series/change.html", context)
    if not _change(request, series, form):
        now = Series.objects.get(pk=series.pk)
        form.data = request.POST.dict() | {"sequence": now.sequence}  # who has read the notice may save
        context |= {"meanwhile": now, "now_often": how_often(now), "now_hours": hours(now)}
        return render(request, "series/change.html", context, status=409)
    messages.success(request, "Changed. Everybody in the group is told of the next date.")
    return redirect("series:list", series.group.key)


@require_http_methods(["GET", "HEAD", "POST"])
def end_series(request: MemberRequest, pk: int) -> HttpResponse:
    series = seen_series(request, pk)
    allow(request, "series.keep_series", series)
    form = EndForm(request.POST or None, initial={"last_on": request.today})
    if not form.is_valid():
        return render(request, "series/end.html", {"series": series, "group": series.group, "form": form})
    actions.end_series(series, last_on=form.cleaned_data["last_on"], by=request.user, at=timezone.now())
    messages.success(request, "Ended. You can take that back on this page.")
    return redirect("series:list", series.group.key)


@require_POST
def resume_series(request: MemberRequest, pk: int) -> HttpResponse:
    series = seen_series(request, pk)
    allow(request, "series.keep_series", series)
    try:
        actions.resume_series(series, by=request.user, at=timezone.now())
    except actions.GoesOn:
        messages.error(request, "It goes on already, under another rule. Change that one instead.")
    else:
        messages.success(request, "It goes on, with the answers as they were.")
    return redirect("series:list", series.group.key)


@require_POST
def skip_date(request: MemberRequest, pk: int) -> HttpResponse:
    """“Not this week”; or with `undo` the date is kept after all."""
    series, form = _running(request, pk), SkipForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Choose a date of this series.")
        return redirect("series:list", series.group.key)
    on, at = form.cleaned_data["on"], timezone.now()
    try:
        if "undo" in request.POST:
            actions.keep_date(series, on, by=request.user, at=at)
            messages.success(request, f"You meet on {on:%A, %-d %B} after all.")
        else:
            because = form.cleaned_data["because"]
            actions.skip_date(series, on, because=because, by=request.user, at=at)
            messages.success(request, f"Skipped {on:%A, %-d %B}. The other dates stay.")
    except actions.NoSuchDate:
        messages.error(request, f"{on:%A, %-d %B %Y} is no date of this series.")
    except actions.TooLate:
        messages.error(request, "That meeting has begun already.")
    return redirect(way_back(request) or series)


def _start(request: MemberRequest, group: Group, form: NewSeriesForm) -> None:
    """Start the series; a second click asks for what is already so."""
    rotates_host = form.cleaned_data["rotates_host"]
    with suppress(actions.AlreadyStarted):
        actions.start_series(
            group, form.plan(), rotates_host=rotates_host, by=request.user, at=timezone.now()
        )
    messages.success(request, "Started. The next dates are in the calendar.")


def _running(request: MemberRequest, pk: int) -> Series:
    """Return a series that the visitor may keep and that has not ended (404)."""
    series = seen_series(request, pk)
    allow(request, "series.keep_series", series)
    if series.ended_on is not None:
        raise Http404
    return series


def _since(request: MemberRequest, series: Series) -> date | None:
    """Return the date that was asked for, if it is one of the series and people have not begun to meet."""
    coming = series.occurrences.unbegun(timezone.now()).values_list("on", flat=True)
    asked = request.GET.get("from", "")
    return next((on for on in coming if f"{on}" == asked), None)


def _change(request: MemberRequest, series: Series, form: ChangeSeriesForm) -> bool:
    """Change it; return whether that was possible, or somebody else was faster."""
    only_from = form.since if form.cleaned_data["scope"] == "following" else None
    try:
        actions.change_series(
            series,
            form.plan(),
            since=only_from,
            rotates_host=form.cleaned_data["rotates_host"],
            sequence=form.cleaned_data["sequence"],
            by=request.user,
            at=timezone.now(),
        )
    except actions.ChangedMeanwhile:
        return False
    return True
