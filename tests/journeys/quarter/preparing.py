"""The weeks before: a date is found, reviews are written and read, and an agenda comes of what is open."""

import re
from datetime import timedelta

from playwright.sync_api import Page, expect

from meetings.models import AgendaItem, Meeting
from peergroups.clock import today
from polls.models import Poll
from tests.journeys.quarter.stage import Stage, follow, headed, press

CALL = "A call in between"
SHOP = "Sell the second shop, or keep it?"
HEIR = "Who takes over when I stop?"
PRICE = "Challenge my price."
BUYER = "I know a buyer."


def find_a_date(stage: Stage) -> Meeting:
    """Two evenings in Kathmandu are offered; the one that suits both becomes a meeting there."""
    page = stage.open("facilitator", "/groups/oak/")
    follow(page, "Find a date")
    page.get_by_label("What the meeting is called").fill(CALL)
    for number in (1, 2):
        row = page.get_by_role("group", name=f"Date {number}")
        row.get_by_label("Date").fill((today() + timedelta(days=10 + number)).isoformat())
        row.get_by_label("From").fill("18:15")
        row.get_by_label("To").fill("19:15")
    page.get_by_label("Time zone").select_option("Asia/Kathmandu")
    press(page, "Ask the group")
    headed(page, CALL)
    poll = Poll.objects.get()
    vote(stage, "member", poll, "No", "Yes")
    vote(stage, "partner", poll, "If need be", "Yes")
    expect(stage.pages["partner"].get_by_text("2 people voted")).to_be_visible()
    stage.picture("partner", "03-which-date")
    page.reload()
    page.get_by_role("row").nth(2).get_by_role("link", name=re.compile("^Pick ")).click()
    press(page, "Pick this date")
    headed(page, CALL)
    expect(page.get_by_role("region", name="When and where")).to_contain_text("18:15")
    call = Meeting.objects.get(title=CALL)
    assert call.timezone == "Asia/Kathmandu"
    assert dict(call.answers.values_list("member__key", "reply")) == {"member": "yes", "partner": "yes"}
    return call


def vote(stage: Stage, who: str, poll: Poll, *words: str) -> None:
    page = stage.open(who, poll.get_absolute_url())
    for row, word in zip(page.get_by_role("radiogroup").all(), words, strict=True):
        row.get_by_role("radio", name=word, exact=True).check(force=True)
        if stage.script:
            expect(page.locator("#saved")).to_contain_text("Saved.")
    if not stage.script:
        press(page, "Save my votes")
    expect(page.locator("#silent")).not_to_contain_text(stage.cast[who].name)


def write_reviews(stage: Stage, meeting: Meeting) -> None:
    """Each hands in a page; he reads hers, and what he leaves is for her alone."""
    hand_in(stage, "member", meeting, "Two shops, one of them tired")
    hand_in(stage, "partner", meeting, "A quarter of waiting")
    page = stage.open("partner", f"/meetings/{meeting.pk}/reviews/")
    follow(page, f"Read {stage.cast.member.name}")
    page.get_by_label("In a sentence or two").fill(BUYER)
    press(page, "Leave it")
    headed(page, "Quarterly reviews")
    expect(page.get_by_text("You have read them all.")).to_be_visible()
    mine = stage.open("member", f"/meetings/{meeting.pk}/reviews/")
    follow(mine, "Look at mine")
    expect(mine.get_by_role("region", name="Left for you")).to_contain_text(BUYER)
    expect(mine.get_by_role("region", name="Who has read it")).to_contain_text(stage.cast.partner.name)
    stage.picture("member", "04-my-review")


def hand_in(stage: Stage, who: str, meeting: Meeting, headline: str) -> None:
    page = stage.open(who, meeting.get_absolute_url())
    follow(page, "Write my review")
    page.get_by_label("My quarter in one line").fill(headline)
    page.get_by_label("How it went").first.fill("Better than I feared.")
    page.get_by_label("What I want from you").fill(PRICE)
    press(page, "Hand it in")
    headed(page, "Quarterly reviews")


def choose_hot_seats(stage: Stage, meeting: Meeting) -> None:
    """Both offer something; all his dots lie on hers; the facilitator gives a hot seat to each."""
    offer(stage, "member", SHOP)
    offer(stage, "partner", HEIR)
    page = stage.open("partner", f"/meetings/{meeting.pk}/hot-seats/")
    press(page.get_by_role("group", name=f"Your dots on “{SHOP}”"), "3 dots")
    expect(page.get_by_text("All your dots are placed.")).to_be_visible()
    leader = stage.open("facilitator", f"/meetings/{meeting.pk}/hot-seats/")
    for title in (SHOP, HEIR):
        leader.get_by_role("checkbox", name=f"Choose “{title}”").check()
    stage.picture("facilitator", "05-what-shall-we-work-on")
    press(leader, "Give those ticked a hot seat")
    chosen = leader.get_by_role("region", name="On the hot seat")
    expect(chosen.get_by_role("listitem")).to_have_count(2)


def offer(stage: Stage, who: str, title: str) -> None:
    page = stage.open(who, "/groups/oak/issues/new/")
    page.get_by_label("In one line").fill(title)
    page.get_by_role("button", name="Offer it").click()
    expect(page.get_by_text(title).first).to_be_visible()


def make_the_agenda(stage: Stage, meeting: Meeting) -> None:
    """From who comes and what is open; then one hand moves an item, without a mouse."""
    page = stage.open("facilitator", meeting.get_absolute_url())
    follow(page, "Make it from who comes")
    headed(page, "Make the agenda")
    stage.picture("facilitator", "06-make-the-agenda")
    page.get_by_role("checkbox", name=re.compile("items there now may go")).check()
    press(page, "Put this agenda in place")
    headed(page, "Arrange the agenda")
    first, second = (item.title for item in _first_day(meeting)[:2])
    if stage.script:
        page.locator(f"[data-title='{first}'] .handle").focus()
        page.keyboard.press("ArrowDown")
    else:
        press(page, f"Move “{first}” down")
    expect(page.get_by_text(f"You moved “{first}”.")).to_be_visible()
    assert [item.title for item in _first_day(meeting)[:2]] == [second, first]
    press(page, "Undo")
    expect(page.get_by_text(f"Taken back: moved “{first}”.").first).to_be_attached()


def _first_day(meeting: Meeting) -> list[AgendaItem]:
    return list(meeting.days.all()[0].items.all())


def open_the_pack(stage: Stage, meeting: Meeting) -> None:
    page = stage.open("member", meeting.get_absolute_url())
    follow(page, "The pack")
    headed(page, meeting.title)
    expect(page.get_by_role("region", name="Hot seats")).to_contain_text(SHOP)
    expect(page.get_by_role("region", name=stage.cast.partner.name)).to_contain_text("A quarter of waiting")
    stage.picture("member", "07-the-pack")
    assert _downloaded(page, f"/meetings/{meeting.pk}/pack.pdf").startswith(b"%PDF-")


def _downloaded(page: Page, path: str) -> bytes:
    answer = page.request.get(path)
    assert answer.ok
    return answer.body()
