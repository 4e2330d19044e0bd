"""The evening and the morning after: closed, felt, remembered, and told to the one who was missed."""

from icalendar import Calendar
from playwright.sync_api import expect

from meetings.models import Meeting
from tests.journeys.quarter.preparing import CALL
from tests.journeys.quarter.room import PROMISE
from tests.journeys.quarter.stage import Stage, follow, headed, press
from tests.journeys.quarter.week import PRICING, TITLE

IDEA = "Ask three customers what they would pay"


def close(stage: Stage, meeting: Meeting) -> None:
    """The promise was said aloud; what was not come to is carried over."""
    page = stage.open("facilitator", f"/meetings/{meeting.pk}/close/")
    page.get_by_role("checkbox", name=PROMISE).check()
    stage.picture("facilitator", "10-close-the-meeting")
    press(page, "Close the meeting")
    headed(page, "After the meeting")
    expect(page.get_by_text("Said aloud")).to_be_visible()


def say_how_it_was(stage: Stage, who: str, *, worth: int, line: str = "") -> None:
    """Two taps from Today, and a line for those who lead."""
    page = stage.open(who, "/")
    follow(page, f"Say how {TITLE} was")
    for question, tap in (("Was it worth your time?", worth), ("Could you say what mattered to you?", 4)):
        page.get_by_role("group", name=question).get_by_role("radio", name=str(tap)).check(force=True)
    if stage.script:
        expect(page.get_by_text("Saved. Thank you.")).to_be_visible()
    if line:
        page.get_by_label("One line more").fill(line)
    press(page.locator("#pulse-form"), "Save")
    expect(page.get_by_text("Thank you.", exact=False).first).to_be_visible()


def choose_the_best_idea(stage: Stage, meeting: Meeting) -> None:
    member = stage.open("member", f"/meetings/{meeting.pk}/after/")
    member.get_by_label("An idea worth keeping").fill(IDEA)
    press(member, "Name it")
    expect(member.get_by_role("region", name="Best idea")).to_contain_text(IDEA)
    partner = stage.open("partner", f"/meetings/{meeting.pk}/after/")
    press(partner, f"My vote for “{IDEA}”")
    expect(partner.get_by_role("region", name="Best idea")).to_contain_text("1 vote")
    expect(partner.get_by_role("region", name="Who was there")).to_contain_text("Missed: Nina Costa")
    stage.picture("partner", "11-after-the-meeting", of="Best idea")


def miss_it(stage: Stage, meeting: Meeting) -> None:
    """The one who was missed reads that she was, and nothing of what was said."""
    page = stage.open("newcomer", f"/meetings/{meeting.pk}/after/")
    expect(page.get_by_role("heading", name="You were missed")).to_be_visible()
    expect(page.get_by_text(IDEA)).to_have_count(0)
    expect(page.get_by_role("heading", name="How was it?")).to_have_count(0)


def call(stage: Stage) -> None:
    page = stage.open("facilitator", "/desk/")
    stage.picture("facilitator", "12-somebody-to-call")
    press(page, f"I have been in touch with {stage.cast.newcomer.name}")
    expect(page.get_by_role("heading", name="Somebody to call")).to_have_count(0)


def read_the_calendar(stage: Stage) -> None:
    """The feed of him who got the seat: the quarter's meeting, the call, and the session of Content Day."""
    page = stage.open("partner", "/account/calendars/")
    page.get_by_role("button", name="Make an address", exact=True).first.click()
    address = page.get_by_label("Address").input_value()
    answer = page.request.get(address[address.index("/calendar/") :])
    assert answer.ok
    events = {str(event["SUMMARY"]): event for event in Calendar.from_ical(answer.body()).walk("VEVENT")}
    assert any(TITLE in title for title in events)
    assert any(CALL in title for title in events)
    assert any(PRICING in title for title in events)
