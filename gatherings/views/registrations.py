"""Doors: who comes to the week, when they are in town, and what the organisers have to know."""

import csv
from collections import Counter
from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gatherings import actions
from gatherings.forms import RegistrationForm
from gatherings.models import Gathering, Registration
from gatherings.views import kept_gathering, seen_gathering
from peergroups.doors import allow
from peergroups.requests import MemberRequest

LOOKS_LIKE_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
COLUMNS = ("Name", "E-mail", "From afar", "Arrives", "Leaves", "Does not eat", "Remark", "Registered")


@require_http_methods(["GET", "HEAD", "POST"])
def register(request: MemberRequest, key: str) -> HttpResponse:
    gathering = seen_gathering(request, key)
    allow(request, "gatherings.take_part")
    own = Registration.objects.filter(gathering=gathering, member=request.user).first()
    registration = own or Registration(
        gathering=gathering, arrives_on=gathering.starts_on, leaves_on=gathering.ends_on
    )
    form = RegistrationForm(request.POST or None, instance=registration)
    context = {
        "gathering": gathering,
        "form": form,
        "takes_registrations": gathering.takes_registrations(request.today),
    }
    if not form.is_valid():
        return render(request, "gatherings/register.html", context)
    at, answers = timezone.now(), form.cleaned_data
    try:
        actions.register(gathering, request.user, by=request.user, on=request.today, at=at, **answers)
    except actions.RegistrationClosed:
        form.add_error(None, "Nobody can register now. Write to those who look after the community.")
        return render(request, "gatherings/register.html", context)
    messages.success(request, "Saved." if gathering.registered_at else "You are registered.")
    return redirect(gathering)


@require_POST
def withdraw_registration(request: MemberRequest, key: str) -> HttpResponse:
    gathering = seen_gathering(request, key)
    allow(request, "gatherings.take_part")
    actions.withdraw_registration(gathering, request.user, by=request.user, at=timezone.now())
    messages.success(request, "Withdrawn. Your seats on Content Day are free for others.")
    return redirect(gathering)


@require_safe
def list_in_town(request: MemberRequest, key: str) -> HttpResponse:
    """Who chose to show when they are there, by day."""
    gathering = seen_gathering(request, key)
    people = list(gathering.registrations.in_town().select_related("member__organisation"))
    first = min([gathering.starts_on, *(each.arrives_on for each in people if each.arrives_on)])
    last = max([gathering.ends_on, *(each.leaves_on for each in people if each.leaves_on)])
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    context = {
        "gathering": gathering,
        "days": [(day, [each.member for each in people if each.is_there(day)]) for day in days],
        "anybody": bool(people),
    }
    return render(request, "gatherings/in_town.html", context)


@require_safe
def list_registrations(request: MemberRequest, key: str) -> HttpResponse:
    gathering = kept_gathering(request, key)
    registrations = list(_registrations(gathering))
    diets = Counter(each.diet.strip().casefold() for each in registrations if not each.joins_from_afar)
    eating_all = diets.pop("", 0)
    context = {
        "gathering": gathering,
        "registrations": registrations,
        "from_afar": sum(each.joins_from_afar for each in registrations),
        "eating_all": eating_all,
        "diets": sorted(diets.items(), key=lambda pair: (-pair[1], pair[0])),
    }
    return render(request, "gatherings/registrations.html", context)


@require_safe
def download_registrations(request: MemberRequest, key: str) -> HttpResponse:
    """The list for caterer and hotel, as a file that a spreadsheet opens without running anything in it."""
    gathering = kept_gathering(request, key)
    response = HttpResponse(
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="registrations-{gathering.pk}.csv"'},
    )
    response.write("\N{ZERO WIDTH NO-BREAK SPACE}")  # by this mark spreadsheets know the encoding
    writer = csv.writer(response)
    writer.writerow(COLUMNS)
    for each in _registrations(gathering):
        afar = "yes" if each.joins_from_afar else ""
        days = (each.arrives_on or "", each.leaves_on or "")
        words = map(_as_text, (each.diet, each.remark))
        who = map(_as_text, (each.member.name, each.member.email))
        writer.writerow([*who, afar, *days, *words, f"{each.registered_at:%Y-%m-%d}"])
    return response


def _registrations(gathering: Gathering) -> "list[Registration]":
    return list(gathering.registrations.standing().select_related("member"))


def _as_text(cell: str) -> str:
    """Put an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{cell}" if cell.startswith(LOOKS_LIKE_A_FORMULA) else cell
