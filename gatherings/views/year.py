"""Doors: the year, and each of its weeks."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gatherings import actions, panels
from gatherings.forms import GatheringForm, NewGatheringForm
from gatherings.models import Gathering
from gatherings.views import kept_gathering, seen_gathering, while_it_stands
from gatherings.year import year_of
from peergroups.doors import allow
from peergroups.models import PlanArea
from peergroups.requests import MemberRequest

A_QUARTER = timedelta(weeks=13)


@require_safe
def show_year(request: MemberRequest) -> HttpResponse:
    year = _year(request.GET.get("year"), request.today)
    may_keep = request.user.has_perm("gatherings.keep_gathering")
    quarters = year_of(request.user, year, on=request.today)
    context = {
        "year": year,
        "quarters": quarters,
        "is_empty": not any(quarter.entries for quarter in quarters),
        "may_look": request.user.has_perm("gatherings.take_part"),
        "may_keep": may_keep,
        "to_copy": Gathering.objects.standing().of_year(year - 1) if may_keep else [],
    }
    return render(request, "gatherings/year.html", context)


@require_POST
def copy_year(request: MemberRequest) -> HttpResponse:
    allow(request, "gatherings.keep_gathering")
    year = _year(request.POST.get("year"), request.today)
    copies = actions.copy_year(year, by=request.user, at=timezone.now())
    if copies:
        messages.success(request, f"Copied {len(copies)} into {year}. Open each to change what is different.")
    else:
        messages.info(request, f"Every week of {year - 1} stands in {year} already.")
    return redirect(_address_of(year))


@require_http_methods(["GET", "HEAD", "POST"])
def start_gathering(request: MemberRequest) -> HttpResponse:
    allow(request, "gatherings.keep_gathering")
    form = NewGatheringForm(request.POST or None, initial=_suggestion(request))
    if not form.is_valid():
        return render(request, "gatherings/start.html", {"form": form})
    try:
        gathering = actions.start_gathering(by=request.user, at=timezone.now(), **form.cleaned_data)
    except actions.AlreadyStarted as same:
        gathering = same.gathering
    messages.success(request, f"“{gathering.name}” stands in the year. Put the groups into their waves next.")
    return redirect("gatherings:waves", gathering.key)


@require_safe
def show_gathering(request: MemberRequest, key: str) -> HttpResponse:
    gathering = seen_gathering(request, key)
    places = gathering.places.select_related("group", "wave", "meeting")
    in_order = sorted(places, key=lambda place: place.group.in_order)
    waves = [
        (wave, [place for place in in_order if place.wave_id == wave.pk]) for wave in gathering.waves.all()
    ]
    context = {
        "gathering": gathering,
        "content_day": getattr(gathering, "content_day", None),
        "waves": waves,
        "signups": panels.own_signups(gathering, request.user),
        "speaking": panels.speaking(request.user, gathering),
        "takes_registrations": gathering.takes_registrations(request.today),
        "may_keep": request.user.has_perm("gatherings.keep_gathering"),
    }
    return render(request, "gatherings/gathering.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def change_gathering(request: MemberRequest, key: str) -> HttpResponse:
    gathering = kept_gathering(request, key)
    name = gathering.name
    form = GatheringForm(request.POST or None, instance=gathering)
    if not form.is_valid():
        return render(request, "gatherings/change.html", {"gathering": gathering, "name": name, "form": form})
    actions.change_gathering(gathering, by=request.user, at=timezone.now(), **form.changes())
    messages.success(request, "Saved.")
    if {"starts_on", "ends_on", "timezone", "venue", "address"} & set(form.changed_data):
        messages.info(
            request, "Look at the waves and the groups' meetings too: they stay until you move them."
        )
    return redirect(gathering)


@require_POST
@while_it_stands
def open_registration(request: MemberRequest, key: str) -> HttpResponse:
    """Let members register, or with `undo` take that back."""
    gathering = kept_gathering(request, key)
    verb = actions.close_registration if "undo" in request.POST else actions.open_registration
    verb(gathering, by=request.user, at=timezone.now())
    messages.success(request, "Members can register." if gathering.opened_at else "Nobody can register now.")
    return redirect(gathering)


@require_http_methods(["GET", "HEAD", "POST"])
def cancel_gathering(request: MemberRequest, key: str) -> HttpResponse:
    gathering = kept_gathering(request, key)
    context = {"gathering": gathering, "is_over": gathering.is_over(timezone.now())}
    if request.method != "POST":
        return render(request, "gatherings/cancel.html", context)
    try:
        actions.cancel_gathering(gathering, by=request.user, at=timezone.now())
    except actions.WeekOver:
        return render(request, "gatherings/cancel.html", context | {"is_over": True}, status=409)
    messages.success(request, "Cancelled. You can restore the week from this page.")
    return redirect(gathering)


@require_POST
def restore_gathering(request: MemberRequest, key: str) -> HttpResponse:
    gathering = kept_gathering(request, key)
    actions.restore_gathering(gathering, by=request.user, at=timezone.now())
    messages.success(request, "Restored, with registrations and programme as they were.")
    return redirect(gathering)


def _year(asked: str | None, today: date) -> int:
    """Return the year asked for, as far as there is a calendar for it; otherwise this one."""
    if asked and asked.isascii() and asked.isdecimal() and 1900 <= int(asked[:5]) < 2199:
        return int(asked)
    return today.year


def _address_of(year: int) -> str:
    return f"{reverse('gatherings:year')}?year={year}"


def _suggestion(request: MemberRequest) -> dict[str, Any]:
    """Suggest a Sunday a quarter after the last week, its time zone, and the plan area that comes next."""
    latest = Gathering.objects.standing().select_related("area").last()
    day = latest.starts_on if latest else request.today
    starts_on = max(day, request.today) + A_QUARTER
    sunday = starts_on + timedelta(days=6 - starts_on.weekday())
    areas = list(PlanArea.objects.all())
    turn = areas.index(latest.area) + 1 if latest and latest.area in areas else 0
    return {
        "starts_on": sunday,
        "timezone": latest.timezone if latest else request.community.timezone,
        "area": areas[turn % len(areas)] if areas else None,
    }
