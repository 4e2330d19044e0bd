"""Saying a promise better."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from commitments.models import Commitment
from ledger.models import Entry
from tests import factories
from tests.browsing import form_on, page
from tests.conftest import TODAY, Cast, Enter

DAY = timedelta(days=1)


@pytest.fixture
def promise(cast: Cast) -> Commitment:
    """A promise of the time before the newcomer."""
    made_on = TODAY - 60 * DAY
    return factories.commitment(
        cast.oak, cast.member, text="write a book", made_on=made_on, due_on=TODAY, partner=cast.partner
    )


@pytest.fixture
def member(enter: Enter) -> Client:
    return enter("member")


def url_of(promise: Commitment) -> str:
    return reverse("commitments:reword", args=[promise.pk])


def partners_offered(client: Client, promise: Commitment) -> str:
    return page(client.get(url_of(promise))).split('name="partner"')[1].split("</select>")[0]


def test_on_its_first_day_words_and_date_change_and_the_date_as_first_set_stays(
    cast: Cast, member: Client
) -> None:
    promise = factories.commitment(cast.oak, cast.member, due_on=TODAY + 9 * DAY)
    form = form_on(member.get(url_of(promise)))
    shown = page(
        member.post(url_of(promise), form | {"text": "write a page", "due_on": "2026-06-01"}, follow=True)
    )
    assert "I will write a page" in shown
    assert "(first set to 13 May 2026)" in shown
    promise.refresh_from_db()
    assert (promise.first_due_on, f"{promise.due_on}") == (TODAY + 9 * DAY, "2026-06-01")
    assert promise.rollovers.count() == 0
    assert Entry.objects.get(verb="commitment.reworded").thing_id == promise.pk


def test_from_the_next_day_on_only_rolling_over_moves_the_date(member: Client, promise: Commitment) -> None:
    form = form_on(member.get(url_of(promise)))
    assert "due_on" not in form
    member.post(url_of(promise), form | {"text": "write a page", "due_on": "2026-06-01"})
    promise.refresh_from_db()
    assert (promise.text, promise.due_on) == ("write a page", TODAY)


def test_what_came_without_a_date_may_get_one(member: Client, promise: Commitment) -> None:
    Commitment.objects.update(due_on=None, first_due_on=None)
    member.post(url_of(promise), form_on(member.get(url_of(promise))) | {"due_on": "2026-06-01"})
    promise.refresh_from_db()
    assert f"{promise.due_on}" == "2026-06-01"


def test_what_is_closed_keeps_its_words_until_it_is_reopened(member: Client, promise: Commitment) -> None:
    form = form_on(member.get(url_of(promise))) | {"text": "write a page"}
    Commitment.objects.update(outcome="missed", closed_on=TODAY)
    answer = member.post(url_of(promise), form)
    assert "It has an outcome already. Reopen it first, then save this." in page(answer)
    assert form_on(answer)["text"] == "write a page"
    promise.refresh_from_db()
    assert promise.text == "write a book"
    member.post(reverse("commitments:reopen", args=[promise.pk]))
    member.post(url_of(promise), form)
    promise.refresh_from_db()
    assert promise.text == "write a page"


def test_the_form_saved_as_it_stands_changes_nothing(member: Client, promise: Commitment) -> None:
    before = Commitment.objects.values().get()
    assert member.post(url_of(promise), form_on(member.get(url_of(promise)))).status_code == 302
    assert Commitment.objects.values().get() == before


def test_what_cannot_be_said_changes_nothing_and_comes_back(member: Client, promise: Commitment) -> None:
    form = form_on(member.get(url_of(promise))) | {"text": "x" * 501}
    answer = member.post(url_of(promise), form)
    assert "at most 500 characters (it has 501)" in page(answer)
    assert form_on(answer)["text"] == "x" * 501
    promise.refresh_from_db()
    assert promise.text == "write a book"


def test_who_asks_sits_in_the_group_and_has_heard_the_promise(
    member: Client, cast: Cast, promise: Commitment
) -> None:
    offered = partners_offered(member, promise)
    assert cast.partner.name in offered
    assert cast.facilitator.name in offered
    for left_out in (cast.member, cast.newcomer, cast.former):
        assert left_out.name not in offered


def test_a_partner_who_has_left_stays_until_somebody_else_is_named(
    member: Client, cast: Cast, promise: Commitment
) -> None:
    seat = cast.seat(cast.partner)
    seat.left_on = TODAY - DAY
    seat.save()
    form = form_on(member.get(url_of(promise)))
    member.post(url_of(promise), form | {"text": "write a page"})
    promise.refresh_from_db()
    assert (promise.text, promise.partner) == ("write a page", cast.partner)
    member.post(url_of(promise), form | {"partner": cast.facilitator.pk})
    assert cast.partner.name not in partners_offered(member, promise)


def test_who_leads_names_no_one_their_own_partner(enter: Enter, cast: Cast, promise: Commitment) -> None:
    leader = enter("facilitator")
    form = form_on(leader.get(url_of(promise))) | {"partner": cast.member.pk}
    assert "not one of the available choices" in page(leader.post(url_of(promise), form))


def test_who_has_left_closes_and_reopens_their_own_and_writes_nothing_new_into_the_group(
    enter: Enter, cast: Cast
) -> None:
    own, former = factories.commitment(cast.oak, cast.former, made_on=TODAY - 60 * DAY), enter("former")
    assert "Reword" not in page(former.get(own.get_absolute_url()))
    answers = [former.get(url_of(own)), former.post(url_of(own), {"text": "written after leaving"})]
    assert [answer.status_code for answer in answers] == [403, 403]
    for verb, closed in (("close", True), ("reopen", False)):
        former.post(reverse(f"commitments:{verb}", args=[own.pk]), {"outcome": "kept"})
        assert bool(Commitment.objects.get().outcome) == closed


def test_two_who_change_different_things_both_win(
    enter: Enter, cast: Cast, member: Client, promise: Commitment
) -> None:
    stale, leader = form_on(member.get(url_of(promise))), enter("facilitator")
    theirs = {"text": "write a page", "partner": f"{cast.facilitator.pk}"}
    leader.post(url_of(promise), form_on(leader.get(url_of(promise))) | theirs)
    assert member.post(url_of(promise), stale | {"signal": "it is read"}).status_code == 302
    promise.refresh_from_db()
    assert (promise.text, promise.partner) == ("write a page", cast.facilitator)
    assert promise.signal == "it is read"


def test_of_two_who_change_the_same_the_later_is_told_and_may_save_again(
    member: Client, promise: Commitment
) -> None:
    stale = form_on(member.get(url_of(promise))) | {"text": "write a letter", "signal": "it is read"}
    Commitment.objects.update(text="write a page")
    answer = member.post(url_of(promise), stale)
    assert "Somebody changed this meanwhile: it says “write a page” now." in page(answer)
    promise.refresh_from_db()
    assert (promise.text, promise.signal) == ("write a page", "")
    member.post(url_of(promise), form_on(answer))
    promise.refresh_from_db()
    assert (promise.text, promise.signal) == ("write a letter", "it is read")


def test_neither_a_second_click_nor_a_browsers_line_ends_are_somebody_elses_change(
    member: Client, promise: Commitment
) -> None:
    Commitment.objects.update(text="write\na book")
    form = {name: value.replace("\n", "\r\n") for name, value in form_on(member.get(url_of(promise))).items()}
    form["text"] = "write\r\na page"
    assert [member.post(url_of(promise), form).status_code for _ in range(2)] == [302, 302]
