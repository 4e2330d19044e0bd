"""Doors: the groups of the community, from outside: who, when, how many."""

from operator import attrgetter

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from peergroups import actions
from peergroups.doors import allow
from peergroups.forms import GroupForm, NewGroupForm, RoleForm, SeatForm
from peergroups.models import Group
from peergroups.models.seats import running
from peergroups.panels import roster
from peergroups.requests import MemberRequest


@require_safe
def list_groups(request: MemberRequest) -> HttpResponse:
    allow(request, "peergroups.keep_community")
    seated = running(request.today, start="memberships__joined_on", end="memberships__left_on")
    groups = sorted(
        Group.objects.annotate(held=Count("memberships", filter=seated)), key=attrgetter("in_order")
    )
    return render(request, "peergroups/groups.html", {"groups": groups})


@require_http_methods(["GET", "HEAD", "POST"])
def start_group(request: MemberRequest) -> HttpResponse:
    allow(request, "peergroups.keep_community")
    form = NewGroupForm(request.POST or None)
    if not form.is_valid():
        return render(request, "peergroups/start_group.html", {"form": form})
    try:
        group = actions.start_group(by=request.user, at=timezone.now(), **form.cleaned_data)
    except actions.NameTaken:
        form.add_error("name", "There is a group of this name already. Give this one a name of its own.")
        return render(request, "peergroups/start_group.html", {"form": form})
    messages.success(request, f"Started: {group.name}. Now give its first seats.")
    return redirect("peergroups:seats", group.key)


@require_http_methods(["GET", "HEAD", "POST"])
def change_group(request: MemberRequest, key: str) -> HttpResponse:
    """For those who lead the group, and for admins. Others do not even learn that it exists."""
    group = kept_group(request, key)
    form = GroupForm(request.POST or None, instance=group)
    if not form.is_valid():
        return render(request, "peergroups/change_group.html", {"group": group, "form": form})
    actions.change_group(group, by=request.user, at=timezone.now(), **form.changes())
    messages.success(request, "Saved.")
    return redirect("peergroups:change_group", group.key)


@require_safe
def list_seats(request: MemberRequest, key: str) -> HttpResponse:
    """Who sits in the group, for those who may change that."""
    group, on = kept_group(request, key), request.today
    past = group.memberships.filter(left_on__lt=on).select_related("member").order_by("-left_on")
    context = {
        "group": group,
        "roster": roster(group, on=on),
        "coming": group.memberships.filter(joined_on__gt=on).select_related("member"),
        "past": past[:50],
        "seat_form": SeatForm(group=group, on=on, initial={"joined_on": on}),
        "role_form": RoleForm(),
        "may_keep_seats": request.user.has_perm("peergroups.keep_seats"),
    }
    return render(request, "peergroups/seats.html", context)


def kept_group(request: MemberRequest, key: str) -> Group:
    """Return a group to somebody who may keep it; to a member who may not, 403, to others, 404."""
    group = get_object_or_404(Group, key=key)
    if request.user.has_perm("peergroups.keep_group", group):
        return group
    if not Group.objects.visible_to(request.user, on=request.today).filter(pk=group.pk).exists():
        raise Http404
    allow(request, "peergroups.keep_group", group)
    return group
