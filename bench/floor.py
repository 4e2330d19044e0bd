"""The floor: what Django itself costs. A list of people as in anybody's first project: the middleware of a
new project, a session user, one query, a plain template of 20 KB."""

from collections.abc import Callable
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.template import Engine, RequestContext
from django.urls import path

from members.models import Member

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "bench.floor.own_addresses",
]
"""Those of a new project, and our own."""

ROWS = 110  # 20 KB

_engine = Engine(
    dirs=[str(Path(__file__).parent / "templates")],
    context_processors=["django.contrib.auth.context_processors.auth"],
)
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
    return HttpResponse(_page.render(RequestContext(request, {"people": Member.objects.all()[:ROWS]})))


urlpatterns = [path("floor/", floor)]
