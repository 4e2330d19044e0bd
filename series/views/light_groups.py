"""Doors: starting a light group, asking people to it, and answering."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from peergroups.actions import NameTaken
from peergroups.doors import allow, seen_group
from peergroups.models import Group
from peergroups.requests import MemberRequest
from series import actions, panels
from series.forms import GuestsForm, LightGroupForm
from series.models import Invitation


@require_http_methods(["GET", "HEAD", "POST"])
def start_light_group(request: MemberRequest) -> HttpResponse:
    """For anybody in the community: a table, a time, the first guests."""
    zone = request.user.timezone or request.community.timezone
    form = LightGroupForm(
        request.POST or None, host=request.user, earliest=request.today, initial={"timezone": zone}
    )
    group = _start(request, form) if form.is_valid() else None
    if group is None:
        return render(request, "series/start_light_group.html", {"form": form})
    messages.success(request, f"Started: {group.name}. The next dates are in the calendar.")
    return redirect("series:list", group.key)


@require_http_methods(["GET", "HEAD", "POST"])
def invite_member(request: MemberRequest, key: str) -> HttpResponse:
    group, at = seen_group(request, key), timezone.now()
    allow(request, "series.invite_member", group)
    form = GuestsForm(request.POST or None, group=group, on=request.today)
    if not form.is_valid():
        asked = Invitation.objects.filter(group=group).standing(at).unanswered()
        context = {"group": group, "form": form, "asked": asked.select_related("member", "invited_by")}
        return render(request, "series/invite.html", context)
    guests = form.cleaned_data["guests"]
    with transaction.atomic():
        for guest in guests:
            actions.invite_member(group, guest, by=request.user, on=request.today, at=at)
    messages.success(request, f"Asked: {', '.join(guest.name for guest in guests)}.")
    return redirect("series:invite", group.key)


@require_safe
def list_invitations(request: MemberRequest) -> HttpResponse:
    invitations = panels.asked(request.user, at=timezone.now())
    return render(request, "series/invitations.html", {"invitations": invitations})


@require_POST
def accept_invitation(request: MemberRequest, pk: int) -> HttpResponse:
    invitation = _mine(request, pk)
    try:
        actions.accept_invitation(invitation, by=request.user, on=request.today, at=timezone.now())
    except actions.InvitationOver:
        messages.error(request, "This invitation is over. Ask whoever invited you for a new one.")
        return redirect("series:invitations")
    messages.success(request, f"Welcome to {invitation.group.name}.")
    return redirect(invitation.group)


@require_POST
def decline_invitation(request: MemberRequest, pk: int) -> HttpResponse:
    actions.decline_invitation(_mine(request, pk), by=request.user, at=timezone.now())
    messages.success(request, "Declined. You may think again for as long as it stands here.")
    return redirect("series:invitations")


@require_POST
def withdraw_invitation(request: MemberRequest, pk: int) -> HttpResponse:
    """For the sponsor, while they sit in the group, and for those who lead it."""
    groups = Group.objects.visible_to(request.user, on=request.today)
    listed = Invitation.objects.filter(group__in=groups).select_related("group", "member")
    invitation = get_object_or_404(listed, pk=pk)
    allow(request, "series.withdraw_invitation", invitation)
    actions.withdraw_invitation(invitation, by=request.user, at=timezone.now())
    messages.success(request, f"Taken back: {invitation.member.name} is not asked any more.")
    return redirect("series:invite", invitation.group.key)


def _start(request: MemberRequest, form: LightGroupForm) -> Group | None:
    """Start the group; a second click finds the first one's. Nothing where the name is taken."""
    data = form.cleaned_data
    told = {name: data[name] for name in ("name", "purpose", "guests")}
    try:
        return actions.start_light_group(
            **told, plan=form.plan(), by=request.user, on=request.today, at=timezone.now()
        )
    except actions.StartedAlready as mine:
        return mine.group
    except NameTaken:
        form.add_error("name", "There is a group of this name already. Give this one a name of its own.")
        return None


def _mine(request: MemberRequest, pk: int) -> Invitation:
    """Return the visitor's own invitation; those of others are none of their business (404)."""
    listed = Invitation.objects.to(request.user).select_related("group", "invited_by", "member")
    return get_object_or_404(listed, pk=pk)
