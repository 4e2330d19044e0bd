"""The week in which everybody meets: made by an admin, entered by members."""

from datetime import timedelta

from playwright.sync_api import Locator, Page, expect

from gatherings.models import Gathering
from meetings.models import Meeting
from peergroups.clock import today
from tests.journeys.quarter.stage import Stage, follow, headed, press

WEEK = "Denver, the first quarter"
TITLE = "Quarterly meeting"
PRICING = "Prices that stick"


def put_into_the_year(stage: Stage) -> Gathering:
    """Six weeks ahead, from a Sunday on."""
    page = stage.open("admin", "/year/")
    follow(page, "Put a week into the year")
    page.get_by_label("Name").fill(WEEK)
    ahead = today() + timedelta(weeks=6)
    page.get_by_label("Day of arrival").fill((ahead + timedelta(days=6 - ahead.weekday())).isoformat())
    page.get_by_label("Time zone of the venue").select_option("America/Denver")
    page.get_by_role("textbox", name="Venue").fill("The Oxford Hotel")
    page.get_by_label("Plan area in focus").select_option(label="Business")
    press(page, "Put it into the year")
    headed(page, "Waves and the groups in them")
    return Gathering.objects.get()


def make_all_meetings(stage: Stage, week: Gathering) -> Meeting:
    """Oak meets in one wave, Elm in the other; nothing is written before the preview was seen."""
    page = stage.pages["admin"]
    page.get_by_label("Oak").select_option(label="Wave A")
    page.get_by_label("Elm").select_option(label="Wave B")
    press(page, "Save the groups")
    expect(page.get_by_label("Elm")).to_have_value(str(week.waves.get(name="B").pk))
    follow(page, "On to their meetings")
    expect(page.get_by_role("heading", name="2 meetings will be made")).to_be_visible()
    assert not Meeting.objects.exists()
    page.get_by_label("Title").fill(TITLE)
    stage.picture("admin", "01-meetings-of-all-groups")
    press(page, "Make 2 meetings")
    expect(page.get_by_role("heading", name="2 meetings will be made")).to_have_count(0)
    assert set(Meeting.objects.values_list("group__name", "title")) == {("Oak", TITLE), ("Elm", TITLE)}
    return Meeting.objects.get(group=stage.cast.oak)


def fill_content_day(stage: Stage, week: Gathering) -> None:
    """A member proposes, another would come, and the admin gives it a place with one seat."""
    proposals = f"{week.get_absolute_url()}proposals/"
    partner = stage.open("partner", proposals)
    follow(partner, "Propose a session")
    partner.get_by_label("Title").fill(PRICING)
    partner.get_by_label("What one takes home").fill("A price list, and the nerve to send it.")
    press(partner, "Propose it")
    expect(partner.get_by_text(PRICING)).to_be_visible()
    member = stage.open("member", proposals)
    press(member, f"I would come to “{PRICING}”")
    expect(member.get_by_text("1 vote", exact=True)).to_be_visible()

    page = stage.open("admin", f"{week.get_absolute_url()}content-day/arrange/")
    follow(page, f"Plan “{PRICING}”")
    page.get_by_label("Round").select_option(index=1)
    page.get_by_label("Seats").fill("1")
    press(page, "Save the place")
    page.goto(f"{week.get_absolute_url()}content-day/arrange/")
    press(page, "Let it stand, and open the sign-up")
    expect(page.get_by_text("The programme stands.")).to_be_visible()
    page.goto(week.get_absolute_url())
    press(page, "Open registration")
    expect(page.get_by_role("button", name="Close registration")).to_be_visible()


def register(stage: Stage, who: str, week: Gathering, *, diet: str) -> None:
    page = stage.open(who, week.get_absolute_url())
    follow(page, "Register")
    page.get_by_label("What I do not eat").fill(diet)
    press(page, "Register")
    expect(page.get_by_text("You are registered", exact=True)).to_be_visible()


def wait_for_a_seat(stage: Stage, week: Gathering) -> None:
    """The only seat goes to the first; when she leaves, it is his who waited."""
    programme = f"{week.get_absolute_url()}content-day/"
    member, partner = stage.open("member", programme), stage.open("partner", programme)
    press(member, f"Sign up for “{PRICING}”")
    expect(member.get_by_text("You go here")).to_be_visible()
    partner.reload()
    press(partner, f"Wait for a seat in “{PRICING}”")
    expect(partner.get_by_text("You wait for a seat")).to_be_visible()
    stage.picture("partner", "02-content-day")
    press(member, f"Leave “{PRICING}”")
    expect(_offer(member)).not_to_contain_text("You go here")
    partner.reload()
    expect(_offer(partner)).to_contain_text("You go here")


def _offer(page: Page) -> Locator:
    return page.get_by_role("listitem").filter(has=page.get_by_role("heading", name=PRICING))
