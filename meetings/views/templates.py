"""Doors: agendas put by to begin from again, a group's and the community's."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from meetings import actions
from meetings.forms import SaveTemplateForm, TemplateNameForm
from meetings.models import AgendaTemplate
from meetings.views.agenda import kept_meeting
from peergroups.doors import allow, seen_group
from peergroups.requests import MemberRequest

NAME_TAKEN = "There is a template of this name already. Choose another name."


@require_safe
def list_templates(request: MemberRequest, key: str) -> HttpResponse:
    """What the agendas of a group can begin from, for everybody who sits there."""
    group = seen_group(request, key)
    templates = AgendaTemplate.objects.offered_in(group).select_related("made_by").prefetch_related("items")
    context = {
        "group": group,
        "templates": templates,
        "may_keep": request.user.has_perm("meetings.schedule_meeting", group),
        "may_keep_all": request.user.has_perm("peergroups.keep_community"),
    }
    return render(request, "meetings/templates.html", context)


@require_safe
def list_community_templates(request: MemberRequest) -> HttpResponse:
    allow(request, "peergroups.keep_community")
    templates = AgendaTemplate.objects.filter(group=None).select_related("made_by").prefetch_related("items")
    context = {"group": None, "templates": templates, "may_keep": False, "may_keep_all": True}
    return render(request, "meetings/templates.html", context)


@require_POST
def save_template(request: MemberRequest, pk: int) -> HttpResponse:
    meeting = kept_meeting(request, pk)
    may_be_for_all = request.user.has_perm("peergroups.keep_community")
    form = SaveTemplateForm(request.POST, may_be_for_all=may_be_for_all)
    if not form.is_valid():
        messages.error(request, "Give the template a name of at most 80 characters.")
        return redirect("meetings:agenda", pk)
    group = None if form.cleaned_data.get("is_for_all") else meeting.group
    name = form.cleaned_data["name"]
    try:
        actions.save_template(meeting, name=name, group=group, by=request.user, at=timezone.now())
    except actions.TemplateNameTaken:
        messages.error(request, NAME_TAKEN)
    except actions.NothingToSave:
        messages.error(request, "The agenda is empty, so there is nothing to put by.")
    else:
        messages.success(request, f"Put by as “{name}”. New agendas can begin from it.")
    return redirect("meetings:agenda", pk)


@require_POST
def rename_template(request: MemberRequest, pk: int) -> HttpResponse:
    template, form = _kept_template(request, pk), TemplateNameForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Give the template a name of at most 80 characters.")
        return _back(template)
    name = form.cleaned_data["name"]
    try:
        actions.rename_template(template, name=name, by=request.user, at=timezone.now())
    except actions.TemplateNameTaken:
        messages.error(request, NAME_TAKEN)
    else:
        messages.success(request, f"It is called “{name}” now.")
    return _back(template)


@require_POST
def remove_template(request: MemberRequest, pk: int) -> HttpResponse:
    template = _kept_template(request, pk)
    actions.remove_template(template, by=request.user, at=timezone.now())
    messages.success(request, f"Removed “{template.name}”. Agendas that began from it stay as they are.")
    return _back(template)


def _kept_template(request: MemberRequest, pk: int) -> AgendaTemplate:
    seen = AgendaTemplate.objects.visible_to(request.user, on=request.today).select_related("group")
    template = get_object_or_404(seen, pk=pk)
    allow(request, "meetings.keep_template", template)
    return template


def _back(template: AgendaTemplate) -> HttpResponse:
    if template.group:
        return redirect("meetings:templates", template.group.key)
    return redirect("meetings:community_templates")
