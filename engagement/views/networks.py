"""Doors: being left out of network analysis, and coming back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from engagement.ties.actions import count_again, leave_out
from peergroups.requests import MemberRequest


@require_POST
def leave_network(request: MemberRequest) -> HttpResponse:
    leave_out(request.user, by=request.user, at=timezone.now())
    messages.success(request, "You are left out of network analysis, and your ties are deleted.")
    return redirect("engagement:mine")


@require_POST
def return_to_network(request: MemberRequest) -> HttpResponse:
    count_again(request.user, by=request.user, at=timezone.now())
    messages.success(request, "From now on what you do with others makes ties again.")
    return redirect("engagement:mine")
