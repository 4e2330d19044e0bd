"""The pages of the mailbox. Log-in codes can be read here, so nobody is let in from outside."""

from collections.abc import Callable
from functools import wraps
from ipaddress import ip_address
from itertools import islice
from urllib.parse import urlsplit

from csp.constants import NONE, UNSAFE_INLINE
from csp.decorators import csp
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from embedded import mailbox

SHOWN = 100
FORWARDED = ("Forwarded", "Via", "X-Forwarded-For", "X-Real-IP")
Page = Callable[..., HttpResponse]


def on_this_machine_only(page: Page) -> Page:
    """Answer 404 unless a browser on this machine asks for this machine by a name that only it has.

    The address alone would not do: a proxy on this machine, or a foreign site whose name points here, comes
    from it too.
    """

    @wraps(page)
    def guarded(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponse:
        near = _is_loopback(request.META["REMOTE_ADDR"]) and _is_loopback(
            urlsplit(f"//{request.get_host()}").hostname
        )
        if not near or any(name in request.headers for name in FORWARDED):
            raise Http404
        return page(request, *args, **kwargs)

    return login_not_required(never_cache(require_safe(guarded)))


@on_this_machine_only
def mails(request: HttpRequest) -> HttpResponse:
    to = request.GET.get("to", "").strip()
    context = {"letters": list(islice(mailbox.letters(to), SHOWN)), "to": to, "shown": SHOWN}
    return render(request, "embedded/mails.html", context)


@on_this_machine_only
def mail(request: HttpRequest, key: str) -> HttpResponse:
    return render(request, "embedded/mail.html", {"letter": _letter(key)})


@on_this_machine_only
@csp({"default-src": [NONE], "img-src": ["data:"], "style-src": [UNSAFE_INLINE], "sandbox": [True]})
def mail_as_html(request: HttpRequest, key: str) -> HttpResponse:
    """Show the HTML part by itself. Its styles count, as in a mail program; nothing runs or loads."""
    return HttpResponse(_letter(key).html)


def _letter(key: str) -> mailbox.Letter:
    found = mailbox.letter(key)
    if found is None:
        raise Http404
    return found


def _is_loopback(name: str | None) -> bool:
    if name == "localhost":
        return True
    try:
        return ip_address(name or "").is_loopback
    except ValueError:
        return False
