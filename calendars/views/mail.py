"""The door for a mail server elsewhere: it posts a mail, and says a secret."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from calendars import actions


@login_not_required
@csrf_exempt  # no browser comes here; the secret says who does
@require_POST
def receive_mail(request: HttpRequest) -> HttpResponse:
    """Take a raw mail. Whatever became of it the answer is the same: nobody learns which address is right."""
    if not (settings.CALENDAR_MAIL_SECRET and settings.CALENDAR_REPLY_ADDRESS):
        raise Http404
    if not constant_time_compare(request.headers.get("X-Mail-Secret", ""), settings.CALENDAR_MAIL_SECRET):
        raise PermissionDenied
    try:
        raw = request.body
    except RequestDataTooBig:
        return HttpResponse("A mail may have 1 MB.\n", status=413, content_type="text/plain")
    actions.receive_mail(raw, to=request.headers.get("X-Mail-To", ""), at=timezone.now())
    return HttpResponse(status=204)
