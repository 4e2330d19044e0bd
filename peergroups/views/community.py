"""Doors: the community as a whole, and who looks after it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from peergroups import actions
from peergroups.doors import allow
from peergroups.forms import AppointForm, CommunityForm, PlanAreaFormSet, PlanAreas
from peergroups.models import CommunityAdmin, PlanArea
from peergroups.requests import MemberRequest


@require_http_methods(["GET", "HEAD", "POST"])
def change_community(request: MemberRequest) -> HttpResponse:
    allow(request, "peergroups.keep_community")
    form = CommunityForm(request.POST or None, instance=request.community)
    if not form.is_valid():
        return _page(request, form=form)
    actions.change_community(request.community, by=request.user, at=timezone.now(), **form.cleaned_data)
    messages.success(request, "Saved.")
    return redirect("peergroups:community")


@require_POST
def name_plan_areas(request: MemberRequest) -> HttpResponse:
    allow(request, "peergroups.keep_community")
    areas = PlanAreaFormSet(request.POST, prefix="areas")
    if not areas.is_valid():
        return _page(request, areas=areas)
    actions.name_plan_areas(areas.in_order(), by=request.user, at=timezone.now())
    messages.success(request, "Saved.")
    return redirect("peergroups:community")


@require_POST
def appoint_admin(request: MemberRequest) -> HttpResponse:
    allow(request, "peergroups.keep_community")
    appointing = AppointForm(request.POST)
    if not appointing.is_valid():
        return _page(request, appointing=appointing)
    member = appointing.cleaned_data["member"]
    actions.appoint_admin(member, by=request.user, on=request.today, at=timezone.now())
    messages.success(request, f"{member.name} looks after the community too.")
    return redirect("peergroups:community")


@require_POST
def dismiss_admin(request: MemberRequest, pk: int) -> HttpResponse:
    allow(request, "peergroups.keep_community")
    term = get_object_or_404(CommunityAdmin.objects.current(request.today), pk=pk)
    try:
        actions.dismiss_admin(term, by=request.user, on=request.today, at=timezone.now())
    except actions.LastAdmin:
        messages.error(request, "Somebody has to look after the community. Appoint another admin first.")
    else:
        messages.success(request, f"{term.member.name} no longer looks after the community.")
    return redirect("peergroups:community" if term.member != request.user else "home:today")


def _page(
    request: MemberRequest,
    *,
    form: CommunityForm | None = None,
    areas: PlanAreas | None = None,
    appointing: AppointForm | None = None,
) -> HttpResponse:
    """Show the three forms of the page; one that is given is to be corrected."""
    admins = CommunityAdmin.objects.current(request.today).select_related("member").order_by("member__name")
    context = {
        "form": form or CommunityForm(instance=request.community),
        "areas": areas or _areas_formset(),
        "appointing": appointing or AppointForm(),
        "admins": admins,
    }
    return render(request, "peergroups/community.html", context)


def _areas_formset() -> PlanAreas:
    areas = PlanArea.objects.all()
    initial = [{"area": area, "name": area.name, "position": area.position} for area in areas]
    return PlanAreaFormSet(initial=initial, prefix="areas")
