"""The floor: bare Django with a session user, one query and a template of 20 KB."""

from collections.abc import Callable
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.urls import path

from members.models import Member

MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "bench.floor.own_addresses",
]
ROWS = 150

_engine = Engine(dirs=[str(Path(__file__).parent / "templates")], loaders=None)
_page = _engine.get_template("floor.html")


def own_addresses(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: the floor has addresses of its own, beside those of the site."""

    def answer(request: HttpRequest) -> HttpResponse:
        request.urlconf = __name__
        return get_response(request)

    return answer


def floor(request: HttpRequest) -> HttpResponse:
    people = Member.objects.values_list("key", "name", "email")[:ROWS]
    return HttpResponse(_page.render(Context({"user": request.user, "people": people})))


urlpatterns = [path("floor/", floor)]
