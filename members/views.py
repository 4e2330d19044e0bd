"""Doors: one's own profile."""

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from members import actions
from members.forms import ProfileForm
from members.models import Member


@require_http_methods(["GET", "HEAD", "POST"])
def edit_profile(request: HttpRequest) -> HttpResponse:
    me = get_object_or_404(Member.objects.select_related("organisation"), pk=request.user.pk or 0)
    form = ProfileForm(request.POST or None, instance=me)
    if not form.is_valid():
        return render(request, "members/profile.html", {"form": form})
    said = form.cleaned_data
    organisation = actions.organisation_called(said.pop("organisation"))
    actions.edit_profile(me, organisation=organisation, **said)
    messages.success(request, "Saved.")
    return redirect("members:profile")


@require_POST
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Log out one other browser of one's own."""
    get_object_or_404(UserSession, pk=pk, user=request.user).end()
    messages.success(request, "That session is over.")
    return redirect("usersessions_list")
