"""A real Chromium against a real server, today."""

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from embedded.browser import executable
from members.models import Member
from tests.conftest import Cast

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's loop runs beside the ORM
expect.set_options(timeout=10_000)

Visit = Callable[..., Page]
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/journeys/" in str(item.path):
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture(autouse=True)
def the_day() -> Iterator[None]:
    """It is today, ten o'clock UTC: near the browser's clock, by which it keeps what the site gave."""
    with time_machine.travel(datetime.now(UTC).replace(hour=10, minute=0), tick=True):
        yield


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
    return {"executable_path": executable(), "args": ["--no-sandbox", *quiet]}


@pytest.fixture
def open_page(browser: Browser, live_server: LiveServer) -> Iterator[Visit]:
    """`open_page(member, "/commitments/")` opens a page in the browser of somebody who has logged in.

    Every page that is opened reports what the content security policy refused and what came from elsewhere;
    both fail the test at its end.
    """
    contexts: list[BrowserContext] = []
    trouble: list[str] = []

    def open_page(who: Member | None, path: str = "/", **how: Any) -> Page:
        context = browser.new_context(base_url=live_server.url, **how)
        context.set_default_timeout(10_000)
        contexts.append(context)
        if who:
            client = Client()
            client.force_login(who)
            session = client.cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        page = context.new_page()
        page.on("console", lambda m: trouble.append(m.text) if "Content Security Policy" in m.text else None)
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on("request", lambda r: _note_foreign(r.url, live_server.url, trouble))
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert trouble == []


@pytest.fixture
def visit(open_page: Visit, cast: Cast) -> Visit:
    """`visit("member", "/commitments/")` does the same for somebody of the cast, or for "nobody"."""
    return lambda who, path="/", **how: open_page(None if who == "nobody" else cast[who], path, **how)


def _note_foreign(url: str, own: str, trouble: list[str]) -> None:
    if not url.startswith((own, "data:")):
        trouble.append(f"asked another host: {url}")
