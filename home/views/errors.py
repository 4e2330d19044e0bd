"""What somebody sees when something is in the way. Each says what to do next."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


@login_not_required
def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was opened before a log-in or log-out in another tab."""
    return render(request, "errors/stale_form.html", status=403)
