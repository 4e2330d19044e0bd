"""The day: a phone runs the meeting, and the phones of the others follow."""

from django.utils import timezone
from playwright.sync_api import expect

from meetings.models import Meeting
from peergroups.clock import today
from room.codes import wall_code
from tests.journeys.quarter.stage import Stage, follow, headed, press

PROMISE = "Name a price for the second shop"
QUESTION = "Shall we begin with the shop?"
PROMPT = "What would you do with the shop?"


def come_in(stage: Stage, meeting: Meeting) -> None:
    """She scans the code on the wall; he waits on his phone."""
    stage.take_out_phones()
    member = stage.open("member", f"/meetings/{meeting.pk}/here/{wall_code(meeting.pk, at=timezone.now())}/")
    press(member, "I am here")
    headed(member, "Good to see you")
    follow(member, "Follow the meeting")
    stage.open("partner", f"/meetings/{meeting.pk}/room/")
    for who in ("member", "partner"):
        expect(stage.pages[who].locator("#now")).to_have_text("Not started yet")


def run_the_agenda(stage: Stage, meeting: Meeting) -> None:
    """Every move is on all phones within two seconds."""
    first, second = [item.title for item in meeting.days.all()[0].items.all()[:2]]
    leader = stage.open("facilitator", meeting.get_absolute_url())
    press(leader, "Run this meeting")
    expect(leader.locator("#now")).to_have_text(first)
    for who in ("member", "partner"):
        stage.see(who, first)
    press(leader, "5 min more")
    stage.see("member", "5 minutes more than planned")
    press(leader, f"Next: {second[:40]}" if len(second) <= 40 else f"Next: {second[:39]}…")
    for who in ("member", "partner"):
        stage.see(who, second)
        expect(stage.pages[who].locator("#now")).to_have_text(second)
    stage.picture("facilitator", "08-run-the-meeting")


def ask_the_room(stage: Stage) -> None:
    """A quick vote, then views that nobody reads before all are revealed."""
    leader = stage.pages["facilitator"]
    leader.get_by_text("A quick vote").click()
    leader.get_by_label("Question").fill(QUESTION)
    press(leader, "Ask the room")
    for who, word in (("member", "Yes"), ("partner", "No")):
        stage.see(who, QUESTION)
        press(stage.pages[who], word)
        stage.see(who, "Yours is in")
    stage.picture("member", "09-a-vote-on-a-phone", of=QUESTION)
    stage.see("facilitator", "2 answers")
    press(leader, "Close the vote and show all")
    for who in ("member", "partner"):
        stage.see(who, "Answers")

    leader.get_by_text("Write before seeing").click()
    leader.get_by_label("What to write about").fill(PROMPT)
    press(leader, "Let everybody write")
    for who, view in (("member", "I would keep it."), ("partner", "I would sell it.")):
        stage.see(who, PROMPT)
        stage.pages[who].get_by_label("Your view").fill(view)
        press(stage.pages[who], "Save my view")
        expect(stage.pages[who].get_by_text("Saved", exact=True)).to_be_visible()
    stage.see("facilitator", "2 views")
    expect(leader.get_by_text("I would sell it.")).to_have_count(0)
    press(leader, "Reveal all views")
    stage.see("member", "I would sell it.")
    stage.see("partner", "I would keep it.")


def take_attendance(stage: Stage, meeting: Meeting) -> None:
    """Whoever checked in stands there already; one of the others was missed."""
    page = stage.pages["facilitator"]
    follow(page, "Who is here?")
    headed(page, "Who came?")
    missed = page.get_by_role("radiogroup", name=stage.cast.newcomer.name)
    missed.get_by_role("radio", name="Absent").check(force=True)
    if not stage.script:
        press(page.locator(".without-script"), "Save")
    expect(page.locator("#counts")).to_contain_text("Absent 1")
    press(page, "Everybody else was there")
    expect(page.locator("#counts")).to_contain_text("Present 3")
    marks = dict(meeting.days.all()[0].attendance.values_list("member__key", "mark"))
    there = dict.fromkeys(["member", "partner", "facilitator"], "present")
    assert marks == there | {"newcomer": "absent"}


def promise(stage: Stage, meeting: Meeting) -> None:
    page = stage.open("member", meeting.get_absolute_url())
    follow(page, "Make a commitment")
    page.get_by_label("I will").fill(PROMISE)
    page.get_by_label("by", exact=True).fill(today().replace(year=today().year + 1).isoformat())
    page.get_by_label("Who will ask me").select_option(label=stage.cast.partner.name)
    press(page, "Promise it")
    expect(page.get_by_role("region", name="Promised at this meeting")).to_contain_text(PROMISE)


def end(stage: Stage, meeting: Meeting) -> None:
    page = stage.open("facilitator", f"/meetings/{meeting.pk}/room/")
    follow(page, "End the meeting")
    headed(page, "End the meeting?")
    press(page, "End the meeting")
    stage.see("partner", "The meeting is over")
