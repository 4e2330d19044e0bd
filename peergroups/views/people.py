"""Doors: the people of the community; and one person, as their groups know them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from members.accounts import tell_of_new_address
from members.actions import edit_profile, organisation_called
from members.models import Member
from peergroups import actions
from peergroups.doors import allow
from peergroups.forms import ADDRESS_TAKEN, PersonForm
from peergroups.models import Membership
from peergroups.requests import MemberRequest

PER_PAGE = 50


@require_safe
def show_person(request: MemberRequest, key: str) -> HttpResponse:
    """A person's card, for those who sit in a group with them."""
    shared = Membership.objects.visible_to(request.user, on=request.today).current(request.today)
    people = Member.objects.filter(Q(pk__in=shared.values("member")) | Q(pk=request.user.pk))
    person = get_object_or_404(people.select_related("organisation"), key=key)
    seats = shared.filter(member=person).select_related("group")
    return render(request, "peergroups/person.html", {"person": person, "seats": seats})


@require_safe
def list_people(request: MemberRequest) -> HttpResponse:
    allow(request, "peergroups.keep_community")
    wanted = request.GET.get("q", "").strip()
    people = Member.objects.select_related("organisation").order_by("name", "pk")
    if wanted:
        people = people.filter(
            Q(name__icontains=wanted) | Q(email__icontains=wanted) | Q(organisation__name__icontains=wanted)
        )
    page = Paginator(people, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "peergroups/people.html", {"page": page, "wanted": wanted})


@require_http_methods(["GET", "HEAD", "POST"])
def add_person(request: MemberRequest) -> HttpResponse:
    allow(request, "peergroups.keep_community")
    form = PersonForm(request.POST or None)
    if not form.is_valid():
        return render(request, "peergroups/add_person.html", {"form": form})
    said = form.cleaned_data
    said["organisation"] = organisation_called(said["organisation"])
    try:
        member = actions.add_member(by=request.user, on=request.today, at=timezone.now(), **said)
    except actions.AddressTaken:
        form.add_error("email", ADDRESS_TAKEN)
        return render(request, "peergroups/add_person.html", {"form": form})
    messages.success(request, f"{member.name} is in the community and can log in as {member.email}.")
    return redirect("peergroups:keep_person", member.key)


@require_http_methods(["GET", "HEAD", "POST"])
def keep_person(request: MemberRequest, key: str) -> HttpResponse:
    """An admin's view of a person: their card, their seats, their account; never what they said."""
    allow(request, "peergroups.keep_community")
    person = get_object_or_404(Member.objects.select_related("organisation"), key=key)
    old_address = person.email
    form = PersonForm(request.POST or None, instance=person)
    if not form.is_valid():
        seats = person.memberships.select_related("group").order_by("-joined_on")
        context = {"person": Member.objects.get(pk=person.pk), "form": form, "seats": seats}
        return render(request, "peergroups/keep_person.html", context)
    said, at = form.cleaned_data, timezone.now()
    email, organisation = said.pop("email"), organisation_called(said.pop("organisation"))
    edit_profile(person, organisation=organisation, **said)
    if email != old_address:
        actions.change_address(person, email, by=request.user, at=at)
        tell_of_new_address(person, old_address)
    messages.success(request, "Saved.")
    return redirect("peergroups:keep_person", key)


@require_POST
def close_account(request: MemberRequest, key: str) -> HttpResponse:
    allow(request, "peergroups.keep_community")
    person = get_object_or_404(Member, key=key)
    if person == request.user:
        messages.error(request, "You cannot close your own account here; ask another admin.")
        return redirect("peergroups:keep_person", key)
    try:
        actions.close_account(person, by=request.user, on=request.today, at=timezone.now())
    except actions.LastAdmin:
        messages.error(request, "Somebody has to look after the community. Appoint another admin first.")
    return redirect("peergroups:keep_person", key)


@require_POST
def reopen_account(request: MemberRequest, key: str) -> HttpResponse:
    allow(request, "peergroups.keep_community")
    actions.reopen_account(get_object_or_404(Member, key=key), by=request.user, at=timezone.now())
    return redirect("peergroups:keep_person", key)
