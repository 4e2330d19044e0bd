"""Offering something to work on, and what becomes of it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from issues import actions
from issues.models import Issue
from ledger.models import Entry
from tests import factories
from tests.browsing import assert_costs_the_same, form_on, page
from tests.conftest import NOW, TODAY, Cast, Enter
from tests.issues import making

DAY = timedelta(days=1)
OFFER = {
    "title": "Sell the shop?",
    "question": "What did you wish you had asked?",
    "priority": "A",
    "minutes": "30",
    "stays_in_the_room": "on",
}


@pytest.fixture
def mara(enter: Enter) -> Client:
    return enter("member")


def url(name: str, *args: object) -> str:
    return reverse(f"issues:{name}", args=args)


def lot(browser: Client) -> str:
    return page(browser.get(url("list", "oak")))


def test_an_issue_is_offered_and_waits_in_the_parking_lot(cast: Cast, mara: Client, enter: Enter) -> None:
    assert "Nothing waits." in lot(mara)
    door = url("offer", "oak")
    answer = mara.post(door, form_on(mara.get(door), "") | OFFER)
    issue = Issue.objects.get()
    assert answer["Location"] == issue.get_absolute_url()
    assert (issue.member, issue.minutes, issue.stays_in_the_room) == (cast.member, 30, True)
    assert 'Sell the shop?</a><br><span class="soft">Mara Lind, 30 min' in lot(enter("partner"))
    assert "What did you wish you had asked?" in page(enter("partner").get(issue.get_absolute_url()))


def test_a_double_click_offers_once(mara: Client) -> None:
    places = {mara.post(url("offer", "oak"), OFFER)["Location"] for _ in range(2)}
    assert len(places) == Issue.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"title": ""}, "This field is required."),
        ({"title": "x" * 201}, "at most 200 characters (it has 201)"),
        ({"question": "x" * 4001}, "at most 4000 characters (it has 4001)"),
        ({"minutes": "4"}, "greater than or equal to 5"),
        ({"minutes": "241"}, "less than or equal to 240"),
        ({"minutes": "half an hour"}, "Enter a whole number."),
        ({"priority": "Z"}, "Select a valid choice."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    mara: Client, wrong: dict[str, str], sentence: str
) -> None:
    said = OFFER | wrong
    answer = mara.post(url("offer", "oak"), said)
    assert sentence in page(answer)
    shown = form_on(answer, "")
    assert {name: shown[name] for name in ("title", "question", "minutes")} == {
        name: said[name] for name in ("title", "question", "minutes")
    }
    assert not Issue.objects.exists()


def test_who_leads_may_write_for_others_and_nobody_else(cast: Cast, mara: Client, enter: Enter) -> None:
    enter("facilitator").post(url("offer", "oak"), OFFER | {"member": cast.partner.pk})
    assert Issue.objects.get().member == cast.partner
    mara.post(url("offer", "oak"), OFFER | {"member": cast.partner.pk, "title": "Mine"})
    assert Issue.objects.get(title="Mine").member == cast.member
    answer = enter("facilitator").post(url("offer", "oak"), OFFER | {"member": cast.outsider.pk})
    assert "Select a valid choice." in page(answer)


def test_a_group_without_agenda_has_no_parking_lot(cast: Cast, mara: Client) -> None:
    assert "meets without an agenda" in page(mara.get(url("list", cast.grove.key)))
    assert mara.get(url("offer", cast.grove.key)).status_code == 403
    meeting = factories.meeting(cast.grove)
    assert mara.get(url("hot_seats", meeting.pk)).status_code == 404


def test_a_withdrawn_issue_is_gone_for_the_others_and_one_tap_puts_it_back(
    cast: Cast, mara: Client, enter: Enter
) -> None:
    issue = making.issue(cast.oak, cast.member)
    html = page(mara.post(url("withdraw", issue.pk), follow=True))
    assert "does not see it in the parking lot any more" in html
    assert "Sell the shop?" not in lot(enter("partner"))
    assert "What you withdrew" in lot(mara)
    mara.post(
        url("put_back", issue.pk), form_on(mara.get(issue.get_absolute_url()), url("put_back", issue.pk))
    )
    assert "Sell the shop?" in lot(enter("partner"))


def test_an_issue_on_a_hot_seat_is_not_withdrawn_behind_the_back_of_the_meeting(
    cast: Cast, mara: Client
) -> None:
    issue = making.issue(cast.oak, cast.member)
    hot_seat = making.hot_seat(factories.meeting(cast.oak), issue, by=cast.facilitator)
    answer = mara.post(url("withdraw", issue.pk), follow=True)
    assert answer.redirect_chain[-1][0] == hot_seat.get_absolute_url()
    assert "It has a hot seat. Give that up here first" in page(answer)
    issue.refresh_from_db()
    assert issue.is_open


def test_it_waits_until_it_is_worked_and_may_wait_again(cast: Cast, mara: Client) -> None:
    issue = making.issue(cast.oak, cast.member, on=TODAY - 20 * DAY)
    assert "Worked at" not in page(mara.get(issue.get_absolute_url()))
    held = factories.meeting(cast.oak, on=TODAY - 10 * DAY, title="Spring meeting")
    assert "Worked at Spring meeting" in page(mara.get(issue.get_absolute_url()))
    mara.post(url("worked", issue.pk))
    issue.refresh_from_db()
    assert (issue.worked_at_meeting, issue.is_open) == (held, False)
    assert "Sell the shop?" not in lot(mara)
    assert "at Spring meeting" in page(mara.get(url("list", "oak") + "?show=worked"))
    mara.post(url("carry_over", issue.pk))
    assert "Sell the shop?" in lot(mara)


def test_before_any_meeting_nothing_is_worked(cast: Cast, mara: Client) -> None:
    issue = making.issue(cast.oak, cast.member)
    html = page(mara.post(url("worked", issue.pk), follow=True))
    assert "The group has not met since, so it has not been worked yet." in html


def test_a_stale_form_changes_only_what_its_sender_changed(cast: Cast, mara: Client) -> None:
    issue = making.issue(cast.oak, cast.member)
    door = url("change", issue.pk)
    stale = form_on(mara.get(door), "")
    mara.post(door, stale | {"minutes": "20"})
    mara.post(door, stale | {"question": "Or keep it?"})
    issue.refresh_from_db()
    assert (issue.minutes, issue.question) == (20, "Or keep it?")
    answer = mara.post(door, stale | {"minutes": "60"})
    assert "Somebody changed this meanwhile: it says “20” now." in page(answer)


def test_what_was_worked_meanwhile_is_not_changed_and_what_was_typed_stays(cast: Cast, mara: Client) -> None:
    issue = making.issue(cast.oak, cast.member)
    door = url("change", issue.pk)
    form = form_on(mara.get(door), "")
    actions.work_issue(issue, meeting=factories.meeting(cast.oak), by=cast.member, at=NOW)
    answer = mara.post(door, form | {"question": "my new words"})
    assert "there is nothing to prepare any more" in page(answer)
    assert form_on(answer, "")["question"] == "my new words"


def test_the_coach_says_the_question_better_and_other_peers_do_not(cast: Cast, enter: Enter) -> None:
    issue = making.issue(cast.oak, cast.member)
    hot_seat = making.hot_seat(factories.meeting(cast.oak), issue, by=cast.facilitator)
    door, paul = url("change", issue.pk), enter("partner")
    assert paul.get(door).status_code == 403
    actions.prepare_hot_seat(hot_seat, coach=cast.partner, substitute=None, by=cast.facilitator, at=NOW)
    paul.post(door, form_on(paul.get(door), "") | {"question": "What are you afraid of?"})
    issue.refresh_from_db()
    assert issue.question == "What are you afraid of?"


def test_markup_in_an_issue_is_text(cast: Cast, mara: Client) -> None:
    script = "<script>alert(1)</script>"
    issue = making.issue(cast.oak, cast.member, script, question=script)
    meeting = factories.meeting(cast.oak)
    hot_seat = making.hot_seat(
        meeting, making.issue(cast.oak, cast.partner, script, question=script), by=cast.partner
    )
    actions.add_note(hot_seat, script, by=cast.partner, at=timezone.now())
    addresses = [
        url("list", "oak"),
        issue.get_absolute_url(),
        url("change", issue.pk),
        url("hot_seats", meeting.pk),
        hot_seat.get_absolute_url(),
    ]
    assert all("<script>alert" not in page(mara.get(address)) for address in addresses)
    assert all("&lt;script&gt;alert" in page(mara.get(address)) for address in addresses)


@pytest.mark.parametrize("shown", ["", "?show=worked"])
def test_the_list_costs_the_same_however_long(cast: Cast, mara: Client, shown: str) -> None:
    meeting = factories.meeting(cast.oak, on=TODAY - DAY)

    def add() -> None:
        issue = making.issue(cast.oak, factories.seat(cast.oak, factories.member()).member)
        if shown:
            actions.work_issue(issue, meeting=meeting, by=cast.facilitator, at=NOW)

    assert_costs_the_same(mara, url("list", "oak") + shown, add)


def test_the_ledger_says_who_and_not_what(cast: Cast, mara: Client) -> None:
    issue = making.issue(cast.oak, cast.member)
    mara.post(url("withdraw", issue.pk))
    latest = Entry.objects.latest("pk")
    assert (latest.verb, latest.by, latest.thing_id, latest.group_id) == (
        "issue.withdrawn",
        cast.member,
        issue.pk,
        cast.oak.pk,
    )
