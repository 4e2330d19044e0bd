"""The door behind “stop this kind of mail”. It opens without a log-in, by a signed token."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from members.models import Member
from notifications import actions
from notifications.kinds import KINDS
from notifications.tokens import BrokenLink, read_refusal_token


@login_not_required
@csrf_exempt  # one click in a mail program is a POST from elsewhere (RFC 8058); the token says whose it is
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Ask on GET; on POST turn the kind of notice off, or with `undo` on again."""
    try:
        member_id, name = read_refusal_token(token)
        member, kind = Member.objects.get(pk=member_id), KINDS[name]
    except (BrokenLink, Member.DoesNotExist, KeyError):
        return render(request, "notifications/broken_link.html", status=404)
    if request.method == "POST":
        turn = actions.turn_on_kind if "undo" in request.POST else actions.turn_off_kind
        turn(member, kind.name, by=member, at=timezone.now())
    is_off = member.notice_preferences.filter(kind=kind.name).exists()
    context = {"kind": kind, "is_off": is_off}
    return render(request, "notifications/unsubscribe.html", context)
