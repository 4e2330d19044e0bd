"""Doors: the community as a whole, and who looks after it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from members.models import Member
from peergroups import actions
from peergroups.doors import allow
from peergroups.forms import CommunityForm, PlanAreaFormSet, PlanAreas
from peergroups.models import CommunityAdmin, PlanArea
from peergroups.requests import MemberRequest


@require_http_methods(["GET", "HEAD", "POST"])
def change_community(request: MemberRequest) -> HttpResponse:
    allow(request, "peergroups.keep_community")
    form = CommunityForm(request.POST or None, instance=request.community)
    if not form.is_valid():
        return _page(request, form, _areas_formset())
    actions.change_community(request.community, by=request.user, at=timezone.now(), **form.cleaned_data)
    messages.success(request, "Saved.")
    return redirect("peergroups:community")


@require_POST
def name_plan_areas(request: MemberRequest) -> HttpResponse:
    allow(request, "peergroups.keep_community")
    areas, rows = list(PlanArea.objects.all()), PlanAreaFormSet(request.POST, prefix="areas")
    if not rows.is_valid() or len(rows.forms) != len(areas):
        return _page(request, CommunityForm(instance=request.community), rows)
    said = [form.cleaned_data for form in rows.forms]
    for area, row in zip(areas, said, strict=True):
        area.name, area.position = row["name"], row["position"]
    in_order = sorted(areas, key=lambda area: area.position)
    actions.name_plan_areas(in_order, by=request.user, at=timezone.now())
    messages.success(request, "Saved.")
    return redirect("peergroups:community")


@require_POST
def appoint_admin(request: MemberRequest) -> HttpResponse:
    allow(request, "peergroups.keep_community")
    email = request.POST.get("email", "").strip()
    member = Member.objects.active().filter(email__iexact=email).first()
    if member is None:
        messages.error(request, "Nobody in the community has this address. Add the person first.")
        return redirect("peergroups:community")
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


def _areas_formset() -> PlanAreas:
    initial = list(PlanArea.objects.values("name", "position"))
    return PlanAreaFormSet(initial=initial, prefix="areas")


def _page(request: MemberRequest, form: CommunityForm, areas: PlanAreas) -> HttpResponse:
    admins = CommunityAdmin.objects.current(request.today).select_related("member").order_by("member__name")
    context = {"form": form, "areas": areas, "admins": admins}
    return render(request, "peergroups/community.html", context)
