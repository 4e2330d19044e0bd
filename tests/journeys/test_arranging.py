"""An agenda is arranged by hand: with the mouse, with the keyboard, by two at once, and without a script."""

from datetime import time

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from meetings.actions import add_item, remove_item
from meetings.models import AgendaItem, Meeting
from tests import factories
from tests.conftest import Cast
from tests.journeys.conftest import DESK, PHONE, Visit


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """Two days from nine to twelve: a, b and c of half an hour on the first, nothing on the second."""
    meeting = factories.meeting(cast.oak, days=2, starts=time(9), ends=time(12))
    for title in "abc":
        add_item(meeting.days.all()[0], title=title, minutes=30, by=cast.facilitator, at=timezone.now())
    return meeting


def rows(page: Page, day: int) -> str:
    """Return what a day shows: each start and title."""
    shown = page.locator(f"ol[data-day='{day}'] > li")
    return ", ".join(
        f"{row.locator('.clock').inner_text()} {row.locator('.what a').inner_text()}" for row in shown.all()
    )


def stored(meeting: Meeting) -> str:
    return "|".join("".join(item.title for item in day.items.all()) for day in meeting.days.all())


def drag(page: Page, title: str, onto: str) -> None:
    start, end = (page.locator(place).bounding_box() for place in (handle(title), onto))
    assert start
    assert end
    page.mouse.move(start["x"] + 9, start["y"] + 9)
    page.mouse.down()
    page.mouse.move(end["x"] + 9, end["y"] + end["height"] - 2, steps=8)
    page.mouse.up()


def handle(title: str) -> str:
    return f"[data-title='{title}'] .handle"


def test_an_agenda_is_arranged_with_the_mouse_and_the_keyboard(visit: Visit, meeting: Meeting) -> None:
    page = visit("facilitator", reverse("meetings:agenda", args=[meeting.pk]), **DESK)
    said, undo = page.locator("#agenda-said"), page.get_by_role("button", name="Undo")

    drag(page, "a", "[data-title='c']")
    assert rows(page, 1) == "09:00 b, 09:30 c, 10:00 a"  # at once, before the server has answered
    expect(page.get_by_text("You moved “a”.")).to_be_visible()
    assert stored(meeting) == "bca|"

    page.locator(handle("a")).focus()
    page.keyboard.press("ArrowDown")
    expect(said).to_have_text(f"a: {meeting.ends_on:%A}, place 1 of 1, 09:00")
    expect(page.locator("ol[data-day='2'] > li[data-title='a']")).to_be_visible()
    expect(page.locator("#agenda-editor[data-sequence='5']")).to_be_visible()
    assert stored(meeting) == "bc|a"
    expect(page.locator(handle("a"))).to_be_focused()

    page.get_by_label("Minutes for “b”").fill("45")
    assert rows(page, 1) == "09:00 b, 09:45 c"
    page.keyboard.press("Tab")
    expect(page.get_by_text("105 min free")).to_be_visible()

    page.get_by_role("button", name="Remove “c”").click()
    expect(page.locator("[data-title='c']")).to_have_count(0)
    undo.click()
    expect(page.locator("[data-title='c']")).to_be_visible()
    expect(said).to_contain_text("Taken back: removed “c”.")
    assert stored(meeting) == "bc|a"


def test_the_second_of_two_hands_is_told_on_the_page(visit: Visit, cast: Cast, meeting: Meeting) -> None:
    page = visit("facilitator", reverse("meetings:agenda", args=[meeting.pk]), **DESK)
    remove_item(AgendaItem.objects.get(title="b"), by=cast.partner, at=timezone.now())
    drag(page, "a", "[data-title='c']")
    expect(page.get_by_role("listitem").filter(has_text="Meanwhile Paul Okoye removed “b”.")).to_be_visible()
    assert stored(meeting) == "ca|"


def test_without_a_script_buttons_move_an_item(visit: Visit, meeting: Meeting) -> None:
    where = reverse("meetings:agenda", args=[meeting.pk])
    page = visit("facilitator", where, java_script_enabled=False, **PHONE)
    expect(page.locator(handle("a"))).to_be_hidden()
    page.get_by_role("button", name="Move “a” down").click()
    assert rows(page, 1) == "09:00 b, 09:30 a, 10:00 c"
    page.get_by_label("Minutes for “b”").fill("15")
    page.get_by_label("Minutes for “b”").press("Enter")
    assert rows(page, 1) == "09:00 b, 09:15 a, 09:45 c"
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Taken back: changed “b”.")).to_be_visible()
