"""Every page with a chart, on a desk and a phone, light and dark; a name and a table for who sees none."""

from collections.abc import Iterable

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page

from closing.events import Happened
from engagement.actions import compute_engagement
from engagement.periods import Quarter
from exchange.demo.logins import doors
from ledger.actions import record
from members.models import Member
from peergroups.clock import today
from peergroups.models import Group
from peergroups.seating import seating
from signals.actions import annotate_quarter, raise_signals
from signals.models import Signal
from surveys.models import Finding, Status
from tests.journeys.conftest import DESK, PHONE, Visit
from tests.journeys.test_pages import CRITERIA, faults

SEEN = ["color-contrast", "link-in-text-block"]
TOUCHED = ["target-size", "scrollable-region-focusable"]

UNNAMED = """() => [...document.querySelectorAll('main svg:not([aria-hidden=true])')].filter(svg => {
    const table = svg.closest('section')?.querySelector('table');
    const stands_below = table && svg.compareDocumentPosition(table) & Node.DOCUMENT_POSITION_FOLLOWING;
    return svg.getAttribute('role') != 'img' || !svg.getAttribute('aria-label')?.trim() || !stands_below;
}).map(svg => svg.outerHTML.slice(0, 200))"""
CHARTS = "document.querySelectorAll('main svg:not([aria-hidden=true])').length"


@pytest.fixture
def people(transactional_db: None) -> dict[str, Member]:
    """A demo community with its figures, in which people of two groups have called each other."""
    call_command("seed_demo", verbosity=0)
    at, on = timezone.now(), today()
    by = {role: Member.objects.get(email=email) for role, email in doors().items()}
    own = seating(by["facilitator"]).led_groups[0]
    other = Group.objects.filter(takes_attendance=True).exclude(pk=own.pk).earliest("pk")
    for one, another in zip(_seated(own), _seated(other), strict=False):
        record(Happened.ABSENT_CALLED, by=one, toward=another, at=at)
    compute_engagement(as_of=on, by=None, at=at)
    raise_signals(as_of=on, at=at)
    annotate_quarter(own, Quarter.of(on).previous, text="the venue burnt down", by=by["facilitator"], at=at)
    return by


def _seated(group: Group) -> Iterable[Member]:
    return Member.objects.filter(memberships__in=group.memberships.current(today())).order_by("pk")[:6]


def test_every_chart_is_for_everybody(people: dict[str, Member], open_page: Visit) -> None:
    found: dict[str, list[str]] = {}
    charts: dict[str, int] = {}
    for role, paths in pages(people).items():
        page = open_page(people[role], "about:blank", reduced_motion="reduce", **DESK)
        for path in paths:
            page.goto(path)
            charts[path] = page.evaluate(CHARTS)
            found[path] = [*page.evaluate(UNNAMED), *_faults_of(page)]
    assert {path: faults for path, faults in found.items() if faults} == {}
    assert {path for path, number in charts.items() if not number} == set(), "these were to have a chart"


def pages(people: dict[str, Member]) -> dict[str, list[str]]:
    """Return by the role of who opens them the pages with charts of each kind."""
    own = seating(people["facilitator"]).led_groups[0].key
    told = Finding.objects.filter(status=Status.SHOWN, group__key=own).latest("survey__published_at")
    signal = Signal.objects.filter(group=None).earliest("pk")
    return {
        "admin": [
            reverse("engagement:community"),
            reverse("engagement:community_quarters"),
            reverse("engagement:community_network"),
            reverse("signals:community"),
            reverse("signals:signal", args=[signal.pk]),
            reverse("engagement:metric", args=["ei_index"]),
        ],
        "facilitator": [
            reverse("engagement:group", args=[own]),
            reverse("surveys:group", args=[told.survey_id, own]),
            reverse("signals:group", args=[own]),
        ],
        "member": [reverse("engagement:mine")],
    }


def _faults_of(page: Page) -> list[str]:
    """Look at the page that is open, in the light and in the dark, on a desk and on a phone."""
    page.set_viewport_size(DESK["viewport"])
    page.emulate_media(color_scheme="light")
    found = list(faults(page, runOnly={"type": "tag", "values": CRITERIA}))
    page.emulate_media(color_scheme="dark")
    found += faults(page, within=".plot", runOnly={"type": "rule", "values": SEEN})
    page.set_viewport_size(PHONE["viewport"])
    found += faults(page, within=".plot", runOnly={"type": "rule", "values": SEEN})
    page.emulate_media(color_scheme="light")
    found += faults(page, within=".plot", runOnly={"type": "rule", "values": SEEN})
    found += faults(page, runOnly={"type": "rule", "values": TOUCHED})
    if page.evaluate("document.documentElement.scrollWidth") > PHONE["viewport"]["width"]:
        found.append("the page is wider than a phone")
    return found
