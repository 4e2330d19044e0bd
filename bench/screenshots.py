"""`make screenshots`: the main pages of a demo community, light and dark, on a desk and on a phone."""

import argparse
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from playwright.sync_api import Browser, sync_playwright
from playwright.sync_api import Page as Tab

from bench.demo import Page, demo_community, pages, run_the_call
from embedded.address import HOST
from embedded.browser import executable

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "screenshots"
TAKEN = [
    "Today",
    "Year",
    "Content Day",
    "Group",
    "Meeting",
    "My review",
    "Pack",
    "Room",
    "After",
    "Attendance",
    "Review",
    "Poll",
    "Table",
    "Desk",
    "Group health",
    "Evidence",
    "My figures",
    "Metric",
    "Community health",
    "Quarter by quarter",
    "Network of groups",
    "Worth a look",
    "Worth a look in the community",
    "Survey",
    "Findings of a group",
]
SIZES = {390: 844, 1280: 900}
ON_PAPER = ["Meeting", "Pack", "Group health"]
PARTS = {
    "Community health": ["sides", "groups", "mixture"],
    "Quarter by quarter": ["arriving"],
    "My figures": ["own-network"],
}
"""Cards further down, by what they are labelled by; taken on a desk."""


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - named by the library
        pass


def main() -> None:
    parser = argparse.ArgumentParser(prog="make screenshots", description=__doc__)
    parser.add_argument("--to", type=Path, default=FOLDER, metavar="DIR")
    target = parser.parse_args().to
    target.mkdir(parents=True, exist_ok=True)
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's loop runs beside the ORM
    arguments = ["--no-sandbox", "--disable-background-networking"]
    with demo_community(), _served() as url, sync_playwright() as playwright:
        run_the_call()
        browser = playwright.chromium.launch(executable_path=executable(), args=arguments)
        for page in pages():
            if page.name in TAKEN:
                _take(browser, url, page, target)
        browser.close()
    print(f"{len(list(target.glob('*.png')))} pictures in {target}")


@contextmanager
def _served() -> Iterator[str]:
    """Serve the site for as long as the block runs; yield its address."""
    from peergroups.config.wsgi import application  # noqa: PLC0415 - Django is set up only now

    server = make_server(HOST, 0, application, server_class=_Server, handler_class=_Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://{HOST}:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def _take(browser: Browser, url: str, page: Page, target: Path) -> None:
    """Take a page in every size and scheme, and on paper if it is printed."""
    from django.test import Client  # noqa: PLC0415 - Django is set up only now

    client, name = Client(), page.name.lower().replace(" ", "-")
    client.force_login(page.who)
    session = client.cookies["sessionid"].value
    for width, height in SIZES.items():
        context = browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce")
        context.add_cookies([{"name": "sessionid", "value": session, "url": url}])
        tab = context.new_page()
        tab.goto(url + page.path, wait_until="networkidle")
        for scheme in ("light", "dark"):
            tab.emulate_media(color_scheme=scheme)
            tab.screenshot(path=target / f"{name}-{scheme}-{width}.png")
        for part in PARTS.get(page.name, []) if width == max(SIZES) else []:
            _take_part(tab, part, target / f"{name}-{part}")
        if page.name in ON_PAPER and width == max(SIZES):
            tab.emulate_media(media="print", color_scheme="light")
            tab.set_viewport_size({"width": 794, "height": 1123})  # A4 at 96 dots an inch
            tab.screenshot(path=target / f"{name}-print-794.png")
        context.close()


def _take_part(tab: Tab, part: str, target: Path) -> None:
    """Take one card of a page, without the bar that stays above it."""
    for scheme in ("light", "dark"):
        tab.emulate_media(color_scheme=scheme)
        tab.evaluate("document.querySelector('.bar').hidden = true")
        tab.locator(f'[aria-labelledby="{part}"]').screenshot(path=f"{target}-{scheme}-{max(SIZES)}.png")
        tab.evaluate("document.querySelector('.bar').hidden = false")


if __name__ == "__main__":
    main()
