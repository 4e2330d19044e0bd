"""One quarter lived: what the README promises, in a browser, with JavaScript and without."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from engagement.actions import compute_engagement
from meetings.actions import record_attendance
from meetings.models import Mark, Meeting
from peergroups.clock import today
from tests import factories
from tests.conftest import Cast
from tests.journeys.conftest import DESK, PHONE, Visit

with_and_without_script = pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])


@with_and_without_script
def test_a_facilitator_schedules_two_days_with_an_agenda(script: bool, visit: Visit, cast: Cast) -> None:
    page = visit("facilitator", "/groups/oak/", java_script_enabled=script, **DESK)
    page.get_by_role("link", name="Schedule a meeting").click()
    page.get_by_label("Title").fill("Quarterly meeting, Denver")
    first = today() + timedelta(days=30)
    fill_day(page, 1, first, "08:00", "17:30")
    fill_day(page, 2, first + timedelta(days=1), "08:00", "15:30")
    page.get_by_label("Time zone of the venue").select_option("America/Denver")
    page.get_by_label("Place").fill("The Oxford Hotel")
    page.get_by_label("Agenda to begin with").select_option("two-days")
    page.get_by_role("button", name="Schedule the meeting").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Quarterly meeting, Denver")
    agenda = page.get_by_role("region", name="Agenda")
    expect(agenda.get_by_role("listitem")).to_have_count(27)
    expect(agenda.get_by_role("listitem").filter(has_text="Parking lot")).to_contain_text("17:05")


def fill_day(page: Page, number: int, on: date, starts: str, ends: str) -> None:
    row = page.get_by_role("group", name=f"Day {number}")
    row.get_by_label("Date").fill(on.isoformat())
    row.get_by_label("From").fill(starts)
    row.get_by_label("To").fill(ends)


@with_and_without_script
def test_a_member_answers_in_one_tap_and_changes_their_mind(script: bool, visit: Visit, cast: Cast) -> None:
    meeting = factories.meeting(cast.oak, title="Quarterly meeting")
    page = visit("member", "/", java_script_enabled=script, **PHONE)
    yes = page.get_by_role("button", name="Yes")
    yes.click()
    if script:
        expect(yes).to_have_attribute("aria-pressed", "true")
        expect(page.get_by_text("Saved.")).to_be_visible()
    page.goto(meeting.get_absolute_url())
    page.get_by_role("button", name="No", exact=True).click()
    expect(page.get_by_role("button", name="No", exact=True)).to_have_attribute("aria-pressed", "true")
    assert meeting.answers.get(member=cast.member).reply == "no"


@with_and_without_script
def test_attendance_is_taken_on_one_screen_of_a_phone(script: bool, visit: Visit, cast: Cast) -> None:
    meeting = factories.meeting(cast.oak, on=today() - timedelta(days=1))
    page = visit("facilitator", "/", java_script_enabled=script, **PHONE)
    page.get_by_role("link", name="Take attendance").first.click()
    page.get_by_role("button", name="Everybody was there").click()
    expect(page.locator("#counts")).to_contain_text("Present 4")
    row = page.get_by_role("radiogroup", name=cast.member.name)
    row.get_by_role("radio", name="Late").check(force=True)
    if not script:
        page.get_by_role("button", name="Save").click()
    expect(page.locator("#counts")).to_contain_text("Late 1")
    page.reload()
    expect(page.locator("#counts")).to_contain_text("Late 1")
    marks = dict(meeting.days.get().attendance.values_list("member__key", "mark"))
    assert marks == dict.fromkeys(["partner", "newcomer", "facilitator"], "present") | {"member": "late"}


@with_and_without_script
def test_a_promise_is_made_rolled_and_kept(script: bool, visit: Visit, cast: Cast) -> None:
    held = factories.meeting(cast.oak, on=today() - timedelta(days=1), title="The first")
    page = visit("member", held.get_absolute_url(), java_script_enabled=script, **DESK)
    page.get_by_role("link", name="Make a commitment").click()
    page.get_by_label("I will").fill("hire a second bookkeeper")
    page.get_by_label("by", exact=True).fill((today() + timedelta(days=60)).isoformat())
    page.get_by_label("I'll know it worked when").fill("I have a free Friday")
    page.get_by_label("First step").fill("write the advertisement")
    page.get_by_label("Who will ask me").select_option(label=cast.partner.name)
    page.get_by_role("button", name="Promise it", exact=True).click()
    expect(page.get_by_role("region", name="Promised at this meeting")).to_contain_text("bookkeeper")

    later = factories.meeting(cast.oak, on=today() + timedelta(days=90), title="The second")
    review = visit("facilitator", f"/meetings/{later.pk}/review/", java_script_enabled=script, **DESK)
    promise = review.get_by_role("region", name=cast.member.name)
    promise.get_by_role("button", name=re.compile("Roll over")).click()
    review.get_by_role("region", name=cast.member.name).get_by_label("learned").fill("Ask sooner")
    review.get_by_role("button", name="Kept", exact=True).click()
    expect(review.get_by_role("region", name=cast.member.name)).to_contain_text("Ask sooner")
    expect(review.get_by_role("region", name=cast.member.name)).to_contain_text("Kept")


@with_and_without_script
def test_health_is_seen_by_those_whom_it_concerns(script: bool, visit: Visit, cast: Cast) -> None:
    live_a_quarter(cast)
    compute_engagement(as_of=today(), by=None, at=Meeting.objects.earliest("changed_at").changed_at)
    how: dict[str, Any] = {"java_script_enabled": script, **DESK}

    own = visit("member", "/groups/oak/health/", **how)
    expect(own.get_by_role("region", name="Attendance", exact=True)).to_contain_text("6 of 8")
    desk = visit("facilitator", "/desk/", **how)
    expect(desk.get_by_role("row", name="Oak")).to_contain_text("75 %")
    whole = visit("admin", "/community/health/", **how)
    groups = whole.get_by_role("region", name="Groups side by side")
    groups.get_by_role("link", name="Attendance", exact=True).click()
    expect(whole.get_by_role("columnheader", name="Attendance", exact=True)).to_have_attribute(
        "aria-sort", "ascending"
    )


def live_a_quarter(cast: Cast) -> None:
    """Two meetings of four people; one came to one of them, another to neither."""
    people = [cast.member, cast.partner, cast.newcomer, cast.facilitator]
    came = ([Mark.PRESENT] * 4, [Mark.PRESENT, Mark.PRESENT, Mark.ABSENT, Mark.ABSENT])
    for days_ago, marks in enumerate(came, 1):
        meeting = factories.meeting(cast.oak, on=today() - timedelta(days=days_ago))
        record_attendance(
            meeting.days.get(), dict(zip(people, marks, strict=True)), by=cast.facilitator, at=meeting.ends_at
        )
