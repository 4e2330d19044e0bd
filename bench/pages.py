"""What each page costs: wall time, CPU of the server, queries, bytes; and its ratio to the floor."""

import gzip
import io
import statistics
from collections.abc import Callable
from time import perf_counter, process_time
from typing import Any, NamedTuple

from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings

from bench import floor
from bench.demo import Page
from members.models import Member

WARM_UPS = 3


class Cost(NamedTuple):
    """What a page costs. Times in milliseconds, of which CPU is the server's own."""

    name: str
    path: str
    p50: float
    p95: float
    cpu: float
    queries: int
    bytes: int
    gzipped: int
    ratio: float


Ask = Callable[[], bytes]


def measure(pages: list[Page], *, rounds: int) -> list[Cost]:
    """Ask for the floor and for every page in turn, `rounds` times, so that noise falls on all alike."""
    asks: dict[str, Ask] = {"floor": _asking(_floor_handler(), "/floor/", pages[0].who)}
    site = WSGIHandler()
    asks |= {page.name: _asking(site, page.path, page.who) for page in pages}
    bodies = {name: _warm(ask) for name, ask in asks.items()}
    walls: dict[str, list[float]] = {name: [] for name in asks}
    cpus: dict[str, list[float]] = {name: [] for name in asks}
    for _ in range(rounds):
        for name, ask in asks.items():
            wall, cpu = perf_counter(), process_time()
            ask()
            cpus[name].append((process_time() - cpu) * 1000)
            walls[name].append((perf_counter() - wall) * 1000)
    paths = {"floor": "/floor/", **{page.name: page.path for page in pages}}
    lowest = statistics.median(cpus["floor"])
    return [
        Cost(
            name=name,
            path=paths[name],
            p50=statistics.median(walls[name]),
            p95=statistics.quantiles(walls[name], n=20)[-1],
            cpu=statistics.median(cpus[name]),
            queries=_count_queries(ask),
            bytes=len(bodies[name]),
            gzipped=len(gzip.compress(bodies[name])),
            ratio=statistics.median(cpus[name]) / lowest,
        )
        for name, ask in asks.items()
    ]


def _floor_handler() -> WSGIHandler:
    """A handler keeps the middleware that it found when it was made."""
    with override_settings(MIDDLEWARE=floor.MIDDLEWARE):
        return WSGIHandler()


def _asking(handler: WSGIHandler, path: str, who: Member) -> Ask:
    """Return a function that asks for a page as a web server does, and reads all of it."""
    client = Client()
    client.force_login(who)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path.partition("?")[0],
        "QUERY_STRING": path.partition("?")[2],
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "127.0.0.1",
        "HTTP_COOKIE": f"sessionid={client.cookies['sessionid'].value}",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
    }

    def ask() -> bytes:
        response = handler(dict(environ), _ignore_head)
        body = b"".join(response)
        response.close()  # ends the request, as a server does
        if response.status_code != 200:
            msg = f"{path} answered {response.status_code}"
            raise RuntimeError(msg)
        return body

    return ask


def _ignore_head(*_: object) -> Any:
    """Take status and headers, as a server does."""


def _warm(ask: Ask) -> bytes:
    for _ in range(WARM_UPS):
        body = ask()
    return body


def _count_queries(ask: Ask) -> int:
    with CaptureQueriesContext(connection) as captured:
        ask()
    return len(captured)
