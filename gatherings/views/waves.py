"""Doors: the waves of a week, the groups in them, and the meetings of all groups in one act."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from gatherings import actions
from gatherings.forms import ContentDayForm, MakeMeetingsForm, PlacesForm, WaveForm
from gatherings.models import Gathering
from gatherings.planning import clashes, plan_of
from gatherings.views import kept_gathering, while_it_stands
from peergroups.models import Group, Kind
from peergroups.requests import MemberRequest

ANSWERS_BEFORE = timedelta(days=21)


@require_safe
def arrange_waves(request: MemberRequest, key: str) -> HttpResponse:
    return _page(request, kept_gathering(request, key))


@require_POST
def change_wave(request: MemberRequest, key: str, pk: int) -> HttpResponse:
    gathering = kept_gathering(request, key)
    wave = get_object_or_404(gathering.waves.select_related("gathering"), pk=pk)
    form = WaveForm(request.POST, instance=wave, prefix=f"wave-{pk}")
    if not form.is_valid():
        return _page(request, gathering, wave_form=form)
    actions.change_wave(wave, by=request.user, at=timezone.now(), **form.changes())
    messages.success(request, f"{wave} is saved. Meetings made for it stay until you move them.")
    return redirect("gatherings:waves", key)


@require_POST
def move_content_day(request: MemberRequest, key: str) -> HttpResponse:
    gathering = kept_gathering(request, key)
    form = ContentDayForm(request.POST, gathering=gathering)
    if not form.is_valid():
        return _page(request, gathering, day_form=form)
    actions.move_content_day(gathering, on=form.cleaned_data["on"], by=request.user, at=timezone.now())
    messages.success(request, f"Content Day is on {form.cleaned_data['on']:%A, %-d %B}.")
    return redirect("gatherings:waves", key)


@require_POST
@while_it_stands
def place_groups(request: MemberRequest, key: str) -> HttpResponse:
    """Save the wave of each group; with `rest` the peer groups without one go into that wave."""
    gathering = kept_gathering(request, key)
    form = PlacesForm(request.POST, gathering=gathering, groups=_groups())
    if not form.is_valid():
        return _page(request, gathering, places_form=form)
    waves, rest = form.changes(), form.waves.get(request.POST.get("rest", ""))
    if rest:
        waves |= {group: rest for group in form.unplaced() if group.kind == Kind.PEER_GROUP}
    actions.place_groups(gathering, waves, by=request.user, at=timezone.now())
    messages.success(request, "Saved. Next, make the meetings of all groups.")
    return redirect("gatherings:waves", key)


@require_safe
def preview_meetings(request: MemberRequest, key: str) -> HttpResponse:
    return _preview(request, kept_gathering(request, key))


@require_POST
@while_it_stands
def make_meetings(request: MemberRequest, key: str) -> HttpResponse:
    gathering = kept_gathering(request, key)
    form = MakeMeetingsForm(request.POST, gathering=gathering)
    if not form.is_valid():
        return _preview(request, gathering, form)
    said = form.cleaned_data
    try:
        made = actions.make_meetings(
            gathering,
            title=said["title"],
            template=form.chosen_template(),
            reply_by_on=said["reply_by_on"],
            by=request.user,
            at=timezone.now(),
        )
    except ValidationError as error:
        form.add_error(None, error)
        return _preview(request, gathering, form)
    if made:
        messages.success(
            request, f"Made {len(made)} {_meetings(len(made))}. Everybody with a seat is invited."
        )
    else:
        messages.info(request, "Every group has its meeting already, so nothing was made.")
    return redirect("gatherings:meetings", key)


@require_POST
@while_it_stands
def move_meetings(request: MemberRequest, key: str) -> HttpResponse:
    gathering = kept_gathering(request, key)
    try:
        moved = actions.move_meetings(gathering, by=request.user, at=timezone.now())
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, f"Moved {len(moved)} {_meetings(len(moved))}. Everybody is asked again.")
    return redirect("gatherings:meetings", key)


def _page(request: MemberRequest, gathering: Gathering, **refused: Any) -> HttpResponse:
    """Show the waves, Content Day and the groups; a form that is given is to be corrected."""
    waves = list(gathering.waves.select_related("gathering"))
    refused_wave = refused.get("wave_form")
    wave_forms = [
        refused_wave
        if refused_wave and refused_wave.instance.pk == wave.pk
        else WaveForm(instance=wave, prefix=f"wave-{wave.pk}")
        for wave in waves
    ]
    day = getattr(gathering, "content_day", None)
    initial = {"on": day.on if day else gathering.starts_on + timedelta(days=3)}
    places_form = refused.get("places_form") or PlacesForm(gathering=gathering, groups=_groups())
    context = {
        "gathering": gathering,
        "waves": waves,
        "wave_forms": wave_forms,
        "day_form": refused.get("day_form") or ContentDayForm(gathering=gathering, initial=initial),
        "places_form": places_form,
        "rows": [(group, places_form[f"group-{group.pk}"]) for group in places_form.groups],
        "clashes": [(wave, clashes(wave)) for wave in waves],
    }
    return render(request, "gatherings/waves.html", context)


def _preview(
    request: MemberRequest, gathering: Gathering, form: MakeMeetingsForm | None = None
) -> HttpResponse:
    initial = {
        "title": f"Quarterly meeting, {gathering.name}"[:200],
        "template": "two-days",
        "reply_by_on": max(gathering.starts_on - ANSWERS_BEFORE, request.today),
    }
    context = {
        "gathering": gathering,
        "plan": plan_of(gathering, at=timezone.now()),
        "form": form or MakeMeetingsForm(gathering=gathering, initial=initial),
        "clashes": [(wave, clashes(wave)) for wave in gathering.waves.all()],
    }
    return render(request, "gatherings/meetings.html", context)


def _groups() -> list[Group]:
    """Peer groups first, for the week is theirs; the others may be put into it too."""
    return sorted(Group.objects.all(), key=lambda group: (group.kind != Kind.PEER_GROUP, group.in_order))


def _meetings(count: int) -> str:
    return "meeting" if count == 1 else "meetings"
