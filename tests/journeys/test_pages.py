"""Every page as people see it: on a phone and a desk, light and dark, for those who see, hear or type it."""

import gzip
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Page, Response

from engagement.actions import compute_engagement
from peergroups.clock import today
from tests.conftest import Cast
from tests.door import ROLES, Door
from tests.doors import DOORS, things_for
from tests.journeys.conftest import DESK, PHONE, Visit

PAGES = [door for door in DOORS if door.is_page]
CRITERIA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
MOST_BYTES = 100_000
LOADED_FIRST = [
    "home:today",
    "home:group",
    "home:meeting",
    "engagement:community",
    "account_request_login_code",
]


@pytest.fixture
def things(cast: Cast) -> dict[str, str]:
    made = things_for(cast)
    compute_engagement(as_of=today(), by=None, at=timezone.now())
    return made


def visitor(door: Door) -> str:
    """Who sees the most on a page: the last in the table who may."""
    return next(who for who in reversed(ROLES) if door.answer_to(who) == 200)


def faults(page: Page, *, within: str | None = None, **options: Any) -> Iterator[str]:
    axe = Axe("") if page.evaluate("'axe' in window") else Axe()  # a page takes the script in only once
    found = axe.run(page, context=within, options={"resultTypes": ["violations"], **options})
    for fault in found.response["violations"]:
        for node in fault["nodes"]:
            yield f"{fault['id']}: {node['html'][:200]} ({node['failureSummary'][:300]})"


@pytest.mark.parametrize("who", sorted({visitor(door) for door in PAGES}))
def test_every_page_can_be_used_by_everybody(who: str, things: dict[str, str], visit: Visit) -> None:
    page = visit(who, **DESK)
    found = {str(door): _faults_of(page, door.url(things)) for door in PAGES if visitor(door) == who}
    assert {door: faults for door, faults in found.items() if faults} == {}


def _faults_of(page: Page, url: str) -> list[str]:
    """Look at a page in the light, in the dark, and as wide as a phone."""
    page.set_viewport_size(DESK["viewport"])
    page.emulate_media(color_scheme="light", reduced_motion="reduce")  # no colour on its way to another
    page.goto(url)
    found = list(faults(page, runOnly={"type": "tag", "values": CRITERIA}))
    page.emulate_media(color_scheme="dark")
    found += faults(page, runOnly={"type": "rule", "values": ["color-contrast", "link-in-text-block"]})
    page.set_viewport_size(PHONE["viewport"])
    if page.evaluate("document.documentElement.scrollWidth") > PHONE["viewport"]["width"]:
        found.append("the page is wider than a phone")
    on_a_phone = {"type": "rule", "values": ["target-size", "scrollable-region-focusable"]}
    return found + list(faults(page, runOnly=on_a_phone))


@pytest.mark.parametrize("name", LOADED_FIRST)
def test_the_first_load_is_light(name: str, things: dict[str, str], visit: Visit) -> None:
    door = next(door for door in PAGES if door.name == name)
    answers: list[Response] = []
    page = visit(visitor(door), "about:blank")
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - Playwright marks what it is given
    page.goto(door.url(things), wait_until="networkidle")
    weights = {answer.url: len(gzip.compress(answer.body())) for answer in answers}
    assert any("woff2" in url for url in weights)
    assert sum(weights.values()) <= MOST_BYTES, weights
