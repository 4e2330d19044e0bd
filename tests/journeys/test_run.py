"""A meeting as it runs: the facilitator's phone leads, two others and the wall follow."""

from datetime import time

import pytest
from playwright.sync_api import Page, expect

from meetings.actions import add_item
from meetings.models import Meeting
from peergroups.clock import today
from room import actions
from room.models import Run, VoteKind
from tests import factories
from tests.conftest import Cast
from tests.journeys.conftest import DESK, PHONE, Visit

FOLLOWS = 6_000  # milliseconds: two seconds, and patience with a slow machine
with_and_without_script = pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """All day today, with three items."""
    made = factories.meeting(
        cast.oak, on=today(), starts=time(0, 0), ends=time(23, 59), title="Spring meeting"
    )
    for title in ("Check-in", "Hot seat", "Close"):
        add_item(made.days.get(), title=title, minutes=30, by=cast.facilitator, at=made.starts_at)
    return made


def heading(page: Page, title: str) -> None:
    expect(page.get_by_role("heading", level=2, name=title)).to_be_visible(timeout=FOLLOWS)


def test_the_facilitator_leads_and_phones_and_the_wall_follow(
    visit: Visit, cast: Cast, meeting: Meeting
) -> None:
    room = f"/meetings/{meeting.pk}/room/"
    led, followed = visit("facilitator", room, **PHONE), visit("member", room, **PHONE)
    wall = visit("member", f"/meetings/{meeting.pk}/wall/", **DESK)
    expect(followed.get_by_text("What is said here stays here")).to_be_visible()
    heading(followed, "Not started yet")
    led.get_by_role("button", name="Start the meeting").click()
    heading(followed, "Check-in")
    expect(wall.get_by_text("Check-in")).to_be_visible(timeout=FOLLOWS)

    led.get_by_role("button", name="Next: Hot seat").click()
    heading(led, "Hot seat")
    heading(followed, "Hot seat")
    expect(wall.get_by_text("Hot seat")).to_be_visible(timeout=FOLLOWS)
    expect(followed.locator("[data-live-say]")).to_have_text("Now: Hot seat.")
    led.get_by_role("button", name="Back").click()
    heading(followed, "Check-in")


def test_everybody_writes_before_anybody_sees(visit: Visit, cast: Cast, meeting: Meeting) -> None:
    run = actions.start_run(meeting, by=cast.facilitator, at=meeting.starts_at)
    room = f"/meetings/{meeting.pk}/room/"
    led, one, other = (visit(who, room, **PHONE) for who in ("facilitator", "member", "partner"))
    led.get_by_text("Write before seeing").click()
    led.get_by_label("What to write about").fill("What are we not saying?")
    led.get_by_role("button", name="Let everybody write").click()

    one.get_by_label("Your view").fill("Who follows the founder", timeout=FOLLOWS)
    actions.put_in(run, "Parked", minutes=5, parked=True, by=cast.facilitator, at=meeting.starts_at)
    expect(one.locator('[data-part="plan"]')).to_contain_text("Parked", timeout=FOLLOWS)
    expect(one.get_by_label("Your view")).to_have_value("Who follows the founder")
    expect(one.get_by_label("Your view")).to_be_focused()
    one.get_by_role("button", name="Save my view").click()
    expect(one.get_by_text("Saved", exact=True)).to_be_visible(timeout=FOLLOWS)
    other.get_by_label("Your view").fill("Half a thought", timeout=FOLLOWS)
    expect(other.get_by_text("Who follows the founder")).to_have_count(0)

    led.get_by_role("button", name="Reveal all views").click()
    expect(other.get_by_text("Who follows the founder")).to_be_visible(timeout=FOLLOWS)
    expect(other.get_by_text("Your words stay here")).to_be_visible()
    expect(other.get_by_label("Your view")).to_have_value("Half a thought")


def test_a_lost_connection_is_said_and_caught_up(visit: Visit, cast: Cast, meeting: Meeting) -> None:
    run = actions.start_run(meeting, by=cast.facilitator, at=meeting.starts_at)
    page = visit("member", f"/meetings/{meeting.pk}/room/", **PHONE)
    lost = page.get_by_text("The connection is lost.")
    expect(lost).to_be_hidden()
    page.context.set_offline(True)
    expect(lost).to_be_visible(timeout=FOLLOWS)
    actions.move_on(run, step=run.step, by=cast.facilitator, at=meeting.starts_at)
    page.context.set_offline(False)
    heading(page, "Hot seat")
    expect(lost).to_be_hidden()


def test_a_vote_is_cast_in_one_tap(visit: Visit, cast: Cast, meeting: Meeting) -> None:
    run = actions.start_run(meeting, by=cast.facilitator, at=meeting.starts_at)
    page = visit("member", f"/meetings/{meeting.pk}/room/", **PHONE)
    vote = actions.open_vote(
        run, "How sure are we?", VoteKind.SCALE, by=cast.facilitator, at=meeting.starts_at
    )
    tap = page.get_by_role("button", name="4", exact=True)
    tap.click(timeout=FOLLOWS)
    expect(tap).to_have_attribute("aria-pressed", "true", timeout=FOLLOWS)
    actions.close_vote(vote, by=cast.facilitator, at=meeting.starts_at)
    expect(page.get_by_text("In the middle")).to_be_visible(timeout=FOLLOWS)


def test_without_script_all_is_done_by_forms_and_links(visit: Visit, cast: Cast, meeting: Meeting) -> None:
    room = f"/meetings/{meeting.pk}/room/"
    led = visit("facilitator", room, java_script_enabled=False, **PHONE)
    led.get_by_role("button", name="Start the meeting").click()
    led.get_by_role("button", name="Next: Hot seat").click()
    heading(led, "Hot seat")
    followed = visit("member", room, java_script_enabled=False, **PHONE)
    heading(followed, "Hot seat")
    led.get_by_role("link", name="End the meeting").click()
    led.get_by_role("button", name="End the meeting").click()
    heading(led, "The meeting is over")
    followed.get_by_role("link", name="Look again").click()
    heading(followed, "The meeting is over")
    assert Run.objects.get().is_over
