"""Browsers side by side: everybody keeps theirs for a whole quarter."""

import os
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import time_machine
from playwright.sync_api import Locator, Page, expect

from tests.conftest import Cast
from tests.journeys.conftest import DESK, PHONE, Visit

FOLLOWS_WITHIN = 4_000  # milliseconds: a phone asks every two seconds, and this machine may be busy
PICTURES = os.environ.get("JOURNEY_PICTURES")  # a folder, to look at what the journey saw


@dataclass
class Stage:
    """Who takes part in a journey, each at their page, with JavaScript or without."""

    visit: Visit
    cast: Cast
    script: bool
    pages: dict[str, Page] = field(default_factory=dict)

    def open(self, who: str, path: str) -> Page:
        """Let somebody go to an address in the browser that is theirs."""
        if who not in self.pages:
            self.pages[who] = self.visit(who, path, java_script_enabled=self.script, **DESK)
            return self.pages[who]
        self.pages[who].goto(path)
        return self.pages[who]

    def take_out_phones(self) -> None:
        for page in self.pages.values():
            page.set_viewport_size(PHONE["viewport"])

    def see(self, who: str, words: str) -> None:
        """Wait until the room tells somebody these words: by itself, or when they look again."""
        page = self.pages[who]
        if not self.script:
            page.get_by_role("link", name="Look again").click()
        expect(page.locator("[data-live]")).to_contain_text(words, timeout=FOLLOWS_WITHIN)

    def picture(self, who: str, name: str, *, of: str = "") -> None:
        """Keep what somebody sees, if pictures are wanted: the head of the page, or where a heading is."""
        if not (PICTURES and self.script):
            return
        page, folder = self.pages[who], Path(PICTURES)
        folder.mkdir(parents=True, exist_ok=True)
        page.emulate_media(reduced_motion="reduce")
        page.evaluate("scrollTo({top: 0, behavior: 'instant'})")
        if of:
            page.get_by_role("heading", name=of).evaluate("it => it.scrollIntoView({block: 'center'})")
        page.screenshot(path=folder / f"quarter-{name}.png", animations="disabled")


def it_is(at: datetime) -> AbstractContextManager[object]:
    """Let that moment have come, for the site; browsers go by their own clock, and by what it tells them."""
    return time_machine.travel(at, tick=True)


def press(within: Page | Locator, name: str) -> None:
    within.get_by_role("button", name=name, exact=True).click()


def follow(within: Page | Locator, name: str) -> None:
    """Go where a link leads, and wait until the scripts there have run: a tap before that is not heard."""
    page = within if isinstance(within, Page) else within.page
    with page.expect_navigation():
        within.get_by_role("link", name=name, exact=True).click()


def headed(page: Page, words: str) -> None:
    """Wait until the page has come, with its scripts."""
    expect(page.get_by_role("heading", level=1)).to_have_text(words)
    page.wait_for_load_state()
