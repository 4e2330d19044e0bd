"""Doors: giving seats, ending them, leave and roles."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from members.models import Member
from peergroups import actions
from peergroups.doors import allow
from peergroups.forms import EndSeatForm, LeaveForm, RoleForm, SeatForm
from peergroups.models import Leave, Membership, RoleTerm
from peergroups.requests import MemberRequest
from peergroups.views.groups import kept_group


@require_POST
def give_seat(request: MemberRequest, key: str) -> HttpResponse:
    allow(request, "peergroups.keep_seats")
    group, at = kept_group(request, key), timezone.now()
    form = SeatForm(request.POST, group=group, on=request.today)
    if not form.is_valid():
        return render(request, "peergroups/give_seat.html", {"group": group, "form": form})
    said = form.cleaned_data
    role = said.pop("role")
    try:
        seat = actions.give_seat(group, by=request.user, at=at, **said)
    except actions.AlreadySeated:
        form.add_error("joined_on", "They hold a seat here in that time already. Choose a later day.")
        return render(request, "peergroups/give_seat.html", {"group": group, "form": form})
    if role:
        actions.give_role(seat, role, on=seat.joined_on, by=request.user, at=at)
    messages.success(request, f"{seat.member.name} has a seat from {seat.joined_on:%-d %B %Y}.")
    return redirect("peergroups:seats", key)


@require_http_methods(["GET", "HEAD", "POST"])
def end_seat(request: MemberRequest, pk: int) -> HttpResponse:
    seat = _seat(request, pk)
    form = EndSeatForm(request.POST or None, seat=seat, initial={"left_on": request.today})
    context = {"seat": seat, "group": seat.group, "form": form}
    if not form.is_valid():
        return render(request, "peergroups/end_seat.html", context)
    left_on = form.cleaned_data["left_on"]
    try:
        actions.end_seat(seat, left_on=left_on, by=request.user, at=timezone.now())
    except actions.EndsEarlier:
        form.add_error("left_on", f"It ends on {seat.left_on:%-d %B %Y} already. To put that off, reopen it.")
        return render(request, "peergroups/end_seat.html", context)
    messages.success(request, f"The last day of {seat.member.name} is {left_on:%-d %B %Y}.")
    return redirect("peergroups:seats", seat.group.key)


@require_POST
def reopen_seat(request: MemberRequest, pk: int) -> HttpResponse:
    seat = _seat(request, pk)
    try:
        actions.reopen_seat(seat, by=request.user, on=request.today, at=timezone.now())
    except actions.GoneTooLong:
        messages.error(request, f"{seat.member.name} left more than a month ago. Give a new seat instead.")
    except actions.AlreadySeated:
        messages.error(request, f"{seat.member.name} has come back on another seat already.")
    return redirect("peergroups:seats", seat.group.key)


@require_POST
def confirm_seat(request: MemberRequest, pk: int) -> HttpResponse:
    seat = _seat(request, pk)
    actions.confirm_seat(seat, on=request.today, by=request.user, at=timezone.now())
    return redirect("peergroups:seats", seat.group.key)


@require_http_methods(["GET", "HEAD", "POST"])
def grant_leave(request: MemberRequest, pk: int) -> HttpResponse:
    seat = _seat(request, pk)
    form = LeaveForm(request.POST or None, initial={"starts_on": request.today})
    if not form.is_valid():
        context = {"seat": seat, "group": seat.group, "form": form, "leaves": seat.leaves.all()}
        return render(request, "peergroups/leave.html", context)
    actions.grant_leave(seat, by=request.user, at=timezone.now(), **form.cleaned_data)
    messages.success(request, f"Leave noted for {seat.member.name}.")
    return redirect("peergroups:leave", pk)


@require_POST
def withdraw_leave(request: MemberRequest, pk: int) -> HttpResponse:
    allow(request, "peergroups.keep_seats")
    leave = get_object_or_404(Leave.objects.select_related("membership__member"), pk=pk)
    actions.withdraw_leave(leave, by=request.user, at=timezone.now())
    return redirect("peergroups:leave", leave.membership_id)


@require_POST
def give_role(request: MemberRequest, pk: int) -> HttpResponse:
    """Roles are the group's own matter: those who lead it give them, too."""
    held = Membership.objects.current(request.today).select_related("group", "member")
    seat = get_object_or_404(held, pk=pk)
    kept_group(request, seat.group.key)
    form = RoleForm(request.POST)
    if form.is_valid():
        try:
            actions.give_role(
                seat, form.cleaned_data["role"], on=request.today, by=request.user, at=timezone.now()
            )
        except actions.RoleTaken:
            messages.info(request, f"{seat.member.name} has that role already.")
    return redirect("peergroups:seats", seat.group.key)


@require_POST
def lay_down_role(request: MemberRequest, pk: int) -> HttpResponse:
    term = get_object_or_404(RoleTerm.objects.select_related("membership__group"), pk=pk)
    group = kept_group(request, term.membership.group.key)
    actions.lay_down_role(term, on=request.today, by=request.user, at=timezone.now())
    me = Member.objects.get(pk=request.user.pk)  # where one sits is read once a request, and that was before
    still_keeps = me.has_perm("peergroups.keep_group", group)
    return redirect("peergroups:seats", group.key) if still_keeps else redirect(group)


def _seat(request: MemberRequest, pk: int) -> Membership:
    allow(request, "peergroups.keep_seats")
    return get_object_or_404(Membership.objects.select_related("group", "member"), pk=pk)
