"""Offering dates to a group, and changing what is offered."""

from datetime import time, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from ledger.models import Entry
from meetings.actions import Hours
from polls.models import Poll, Vote
from tests.browsing import assert_costs_the_same, form_on, page
from tests.conftest import TODAY, Cast, Enter
from tests.polls.asking import FIRST, ask, option, says

NEW = "/groups/oak/polls/new/"


@pytest.fixture
def farah(enter: Enter) -> Client:
    return enter("facilitator")


@pytest.fixture
def poll(cast: Cast) -> Poll:
    return ask(cast.oak, by=cast.facilitator, closes_on=TODAY + timedelta(days=5))


def rows(*days: tuple[str, str, str]) -> dict[str, str]:
    cells = {
        f"offers-{number}-{name}": cell
        for number, day in enumerate(days)
        for name, cell in zip(("on", "starts", "ends"), day, strict=True)
    }
    return cells | {"offers-TOTAL_FORMS": str(len(days)), "offers-INITIAL_FORMS": "0"}


def offered(poll: Poll) -> list[str]:
    return [str(each) for each in poll.options.offered()]


def test_a_poll_offers_dates_with_hours_and_whole_days_in_the_order_of_time(farah: Client) -> None:
    form = form_on(farah.get(NEW), "") | {"title": "Breakfast", "timezone": "America/Chicago"}
    days = rows(("2026-06-02", "18:00", "19:00"), ("2026-06-02", "09:00", "10:00"), ("2026-06-01", "", ""))
    shown = page(farah.post(NEW, form | days, follow=True))
    poll = Poll.objects.get()
    assert offered(poll) == ["2026-06-01", "2026-06-02 09:00", "2026-06-02 18:00"]
    assert (poll.title, poll.timezone) == ("Breakfast", "America/Chicago")
    assert "All dates are in Chicago time." in shown
    assert Entry.objects.get(verb="poll.made").thing_id == poll.pk


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (("2027-03-14", "02:30", "03:30"), "There is no 02:30 on 14 March 2027 in America/Chicago"),
        (("2026-05-03", "09:00", "10:00"), "That day is over."),
        (("", "09:00", "10:00"), "Add the date of this day"),
        (("2026-06-01", "10:00", "09:00"), "A day ends after it begins."),
        (("2026-06-01", "09:00", ""), "Give both hours, or neither."),
        (("", "", ""), "Offer at least one date."),
    ],
)
def test_what_cannot_be_offered_is_said_at_its_row_and_nothing_typed_is_lost(
    farah: Client, day: tuple[str, str, str], sentence: str
) -> None:
    typed = {"title": "Breakfast", "timezone": "America/Chicago", "place": "The Grind"}
    shown = page(farah.post(NEW, typed | rows(day)))
    assert sentence in shown
    assert 'value="The Grind"' in shown
    assert all(f'value="{cell}"' in shown for cell in day if cell)
    assert not Poll.objects.exists()


def test_one_date_stands_once(farah: Client) -> None:
    day = ("2026-06-01", "09:00", "10:00")
    shown = page(farah.post(NEW, {"title": "Breakfast", "timezone": "UTC"} | rows(day, day)))
    assert "Two rows are the same; each date and hour stands once." in shown


def test_another_date_adds_a_row_and_keeps_what_is_typed(farah: Client) -> None:
    typed = {"title": "", "timezone": "UTC", "another_row": "1"} | rows(("2026-06-01", "", "10:00"))
    shown = page(farah.post(NEW, typed))
    assert 'name="offers-1-on"' in shown
    assert 'value="2026-06-01"' in shown
    assert 'class="errors"' not in shown


def test_a_last_day_to_vote_is_still_to_come(farah: Client) -> None:
    typed = {"title": "Breakfast", "timezone": "UTC", "closes_on": "2026-05-03"}
    shown = page(farah.post(NEW, typed | rows(("2026-06-01", "", ""))))
    assert "That day is over. Choose today or a later day." in shown


def test_a_double_click_asks_once(farah: Client) -> None:
    typed = {"title": "Breakfast", "timezone": "UTC"} | rows(("2026-06-01", "", ""))
    farah.post(NEW, typed)
    assert "This poll stands already." in page(farah.post(NEW, typed, follow=True))
    assert Poll.objects.count() == 1


def test_more_dates_leave_zone_and_votes_as_they_are(farah: Client, cast: Cast) -> None:
    poll = ask(cast.oak, by=cast.facilitator, zone="Asia/Kathmandu")
    says(cast.member, poll, "yes", "no", "yes")
    url = reverse("polls:add_options", args=[poll.pk])
    farah.post(url, rows(("2026-05-12", "07:00", "08:00"), ("2026-05-12", "09:00", "10:00")))
    poll.refresh_from_db()
    assert poll.timezone == "Asia/Kathmandu"
    assert offered(poll)[0] == "2026-05-12 07:00"
    assert len(offered(poll)) == 4
    assert list(Vote.objects.order_by("option__on").values_list("suits", flat=True)) == ["yes", "no", "yes"]


def test_all_dates_may_be_replaced_without_moving_the_zone(farah: Client, cast: Cast) -> None:
    poll = ask(cast.oak, FIRST, by=cast.facilitator, zone="Asia/Kathmandu")
    farah.post(reverse("polls:remove_option", args=[option(poll).pk]))
    farah.post(reverse("polls:add_options", args=[poll.pk]), rows(("2026-06-01", "09:00", "10:00")))
    poll.refresh_from_db()
    assert (poll.timezone, offered(poll)) == ("Asia/Kathmandu", ["2026-06-01 09:00"])


def test_a_wrong_row_is_corrected_on_the_page_of_the_poll(farah: Client, poll: Poll) -> None:
    url = reverse("polls:add_options", args=[poll.pk])
    shown = page(farah.post(url, rows(("2026-06-01", "10:00", "09:00"))))
    assert "A day ends after it begins." in shown
    assert 'value="2026-06-01"' in shown


def test_votes_for_a_removed_date_go_only_after_a_confirmation(farah: Client, cast: Cast, poll: Poll) -> None:
    says(cast.member, poll, "yes")
    url = reverse("polls:remove_option", args=[option(poll).pk])
    assert "1 person has voted for or against it." in page(farah.post(url))
    assert len(offered(poll)) == 3
    farah.post(url, form_on(farah.get(url), ""))
    assert len(offered(poll)) == 2
    assert "Mara Lind" in page(farah.get(poll.get_absolute_url()))  # who has yet to vote for the others


def test_a_removed_date_is_put_back_with_its_votes(farah: Client, cast: Cast, poll: Poll) -> None:
    says(cast.member, poll, "if need be")
    first = option(poll)
    farah.post(reverse("polls:remove_option", args=[first.pk]), {"confirmed": "1"})
    assert "Put back" in page(farah.get(reverse("polls:change", args=[poll.pk])))
    farah.post(reverse("polls:put_back_option", args=[first.pk]))
    assert "1 if need be" in page(farah.get(poll.get_absolute_url()))


def test_a_date_without_votes_goes_at_once(farah: Client, poll: Poll) -> None:
    farah.post(reverse("polls:remove_option", args=[option(poll).pk]))
    assert len(offered(poll)) == 2


def test_a_stale_form_changes_only_what_its_sender_changed(farah: Client, poll: Poll) -> None:
    url = reverse("polls:change", args=[poll.pk])
    mine, theirs = (form_on(farah.get(url), url) for _ in range(2))
    farah.post(url, theirs | {"place": "The Grind"})
    farah.post(url, mine | {"title": "Breakfast in June"})
    poll.refresh_from_db()
    assert (poll.title, poll.place) == ("Breakfast in June", "The Grind")
    shown = page(farah.post(url, mine | {"title": "Supper"}))
    assert "it says “Breakfast in June” now" in shown


@pytest.mark.parametrize("door", ["change", "add_options", "remove_option", "put_back_option"])
def test_nothing_changes_in_a_closed_poll(farah: Client, cast: Cast, poll: Poll, door: str) -> None:
    url, first = reverse("polls:change", args=[poll.pk]), option(poll)
    form = form_on(farah.get(url), url) | rows(("2026-06-01", "", ""))
    if door == "put_back_option":
        farah.post(reverse("polls:remove_option", args=[first.pk]))
    before = offered(poll)
    farah.post(reverse("polls:close", args=[poll.pk]))
    thing = first.pk if "option" in door and door != "add_options" else poll.pk
    sent = farah.post(reverse(f"polls:{door}", args=[thing]), form | {"title": "Supper"}, follow=True)
    assert "This poll is closed, so nothing changes in it any more." in page(sent)
    assert (offered(poll), Poll.objects.get().title) == (before, "Breakfast")


def test_names_with_markup_are_shown_as_they_were_typed(cast: Cast, farah: Client) -> None:
    script = "<script>alert(1)</script>"
    poll = ask(cast.oak, by=cast.facilitator, title=script, place=script)
    for url in (poll.get_absolute_url(), "/groups/oak/polls/", reverse("polls:change", args=[poll.pk])):
        shown = page(farah.get(url))
        assert script not in shown
        assert "&lt;script&gt;alert(1)" in shown


def test_the_list_costs_the_same_however_many_polls(cast: Cast, farah: Client) -> None:
    def add() -> None:
        title = f"Poll {Poll.objects.count()}"
        poll = ask(cast.oak, by=cast.facilitator, title=title)
        says(cast.member, poll, "yes")
        closed = ask(cast.oak, by=cast.facilitator, title=f"{title}, closed")
        farah.post(reverse("polls:close", args=[closed.pk]))

    assert_costs_the_same(farah, "/groups/oak/polls/", add)


def test_the_page_of_a_poll_costs_the_same_however_many_dates(cast: Cast, farah: Client) -> None:
    poll = ask(cast.oak, by=cast.facilitator)
    days = iter(range(60))

    def add() -> None:
        cells = rows((str(TODAY + timedelta(days=20 + next(days))), "09:00", "10:00"))
        farah.post(reverse("polls:add_options", args=[poll.pk]), cells)
        says(cast.partner, poll, *["yes"] * poll.options.count())

    assert_costs_the_same(farah, poll.get_absolute_url(), add)


def test_a_day_may_be_offered_with_several_hours(cast: Cast) -> None:
    evening = Hours(FIRST.on, time(18), time(19))
    assert len(offered(ask(cast.oak, FIRST, evening, by=cast.facilitator))) == 2
