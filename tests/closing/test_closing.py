"""Closing a meeting: what was said aloud, what is written down, and reopening."""

from datetime import timedelta
from functools import partial

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from closing import actions
from closing.models import Closing, Confirmation, Minute
from ledger.models import Entry
from meetings.actions import add_item, cancel_meeting
from meetings.models import AgendaItem, Format, Meeting
from peergroups.models import Keeps
from tests import factories
from tests.browsing import form_on, page
from tests.conftest import TODAY, Cast, Enter
from tests.racing import at_once, before_the_first_commits


@pytest.fixture
def farah(enter: Enter) -> Client:
    return enter("facilitator")


@pytest.fixture
def close(meeting: Meeting) -> str:
    return reverse("closing:close", args=[meeting.pk])


@pytest.fixture
def minutes(meeting: Meeting) -> str:
    return reverse("closing:minutes", args=[meeting.pk])


def item(meeting: Meeting, cast: Cast, title: str, kind: Format = Format.TALK) -> AgendaItem:
    return add_item(
        meeting.days.get(), title=title, minutes=30, format=kind, by=cast.facilitator, at=timezone.now()
    )


def test_a_meeting_is_closed_once_and_can_be_opened_again(
    farah: Client, meeting: Meeting, close: str
) -> None:
    for _ in range(2):
        farah.post(close, {"close": "yes"})
    assert Entry.objects.filter(verb="meeting.closed").count() == 1
    assert "Closed by Farah Haddad" in page(farah.get(close))
    farah.post(reverse("closing:reopen", args=[meeting.pk]))
    assert not Closing.objects.exists()


@pytest.mark.parametrize("why", ["early", "cancelled"])
def test_what_did_not_take_place_is_not_closed(farah: Client, cast: Cast, why: str) -> None:
    on = TODAY + timedelta(days=3) if why == "early" else TODAY - timedelta(days=3)
    meeting = factories.meeting(cast.oak, on=on)
    if why == "cancelled":
        cancel_meeting(meeting, because="", by=cast.facilitator, at=timezone.now())
    close = reverse("closing:close", args=[meeting.pk])
    told = farah.post(close, {"close": "yes"}, follow=True)
    assert "there is nothing to close" in page(told)
    assert not Closing.objects.exists()


def test_what_was_said_aloud_is_ticked_and_can_be_unticked(
    farah: Client, meeting: Meeting, close: str, cast: Cast
) -> None:
    said, unsaid = (factories.commitment(cast.oak, cast.member, meeting=meeting) for _ in range(2))
    shown = {"shown": [said.pk, unsaid.pk]}
    farah.post(close, shown | {"confirmed": [said.pk]})
    assert Confirmation.objects.get().commitment == said
    assert "Said aloud" in page(farah.get(reverse("closing:after", args=[meeting.pk])))
    farah.post(close, shown | {"confirmed-stood": [said.pk]})
    assert not Confirmation.objects.exists()
    farah.post(close, shown | {"confirmed": [said.pk]})
    lines = Entry.objects.filter(thing_id=said.pk, kind="commitments.commitment").order_by("pk")
    assert [line.verb for line in lines] == [
        "commitment.made",
        "commitment.confirmed",
        "commitment.confirmation_taken_back",
        "commitment.confirmed",
    ]


@pytest.mark.django_db(transaction=True)
def test_two_who_confirm_a_commitment_at_once_confirm_it_once(meeting: Meeting, cast: Cast) -> None:
    said = factories.commitment(cast.oak, cast.member, meeting=meeting)
    confirm = partial(
        actions.confirm_commitments,
        meeting,
        [said.pk],
        shown=[said.pk],
        by=cast.facilitator,
        at=timezone.now(),
    )
    assert before_the_first_commits(confirm, confirm) is None
    assert Confirmation.objects.count() == 1
    assert Entry.objects.filter(verb="commitment.confirmed").count() == 1


def test_a_form_that_did_not_show_a_commitment_says_nothing_of_it(
    farah: Client, meeting: Meeting, close: str, cast: Cast
) -> None:
    promise = factories.commitment(cast.oak, cast.member, meeting=meeting)
    farah.post(close, {"shown": [promise.pk], "confirmed": [promise.pk]})
    farah.post(close, {"close": "yes"})  # opened before the promise was made
    assert Confirmation.objects.count() == 1


def test_commitments_of_other_meetings_are_not_confirmed_here(farah: Client, close: str, cast: Cast) -> None:
    elsewhere = factories.commitment(cast.elm, cast.neighbour)
    farah.post(close, {"shown": [elsewhere.pk, "x"], "confirmed": [elsewhere.pk, "x"]})
    assert not Confirmation.objects.exists()


def test_minutes_are_written_and_read_by_who_was_there(
    enter: Enter, farah: Client, meeting: Meeting, minutes: str, cast: Cast
) -> None:
    numbers = item(meeting, cast, "Numbers")
    form = form_on(farah.get(minutes))
    farah.post(minutes, form | {str(numbers.pk): "Margin <u>up</u>", "whole": "A good day"})
    after = reverse("closing:after", args=[meeting.pk])
    shown = page(enter("member").get(after))
    assert "Margin &lt;u&gt;up&lt;/u&gt;" in shown
    assert "A good day" in shown
    assert "Margin" not in page(enter("partner").get(after))  # was missed


def test_what_belongs_to_a_presenter_has_no_place_in_the_minutes(
    farah: Client, meeting: Meeting, minutes: str, cast: Cast
) -> None:
    hot_seat = item(meeting, cast, "Hot seat 1", Format.HOT_SEAT)
    assert str(hot_seat.pk) not in form_on(farah.get(minutes))


def test_a_group_that_keeps_nothing_has_no_minutes(farah: Client, minutes: str, cast: Cast) -> None:
    cast.oak.keeps = Keeps.NOTHING
    cast.oak.save()
    assert "No minutes are kept" in page(farah.get(minutes))
    assert "No minutes are kept" in page(farah.post(minutes, {"whole": "Psst"}))
    assert not Minute.objects.exists()


def test_of_two_who_write_about_one_item_the_later_is_told(farah: Client, minutes: str) -> None:
    stale = form_on(farah.get(minutes))
    farah.post(minutes, stale | {"whole": "First"})
    told = farah.post(minutes, stale | {"whole": "Second"})
    assert "Somebody wrote here meanwhile: it says “First” now." in page(told)
    assert Minute.objects.get().text == "First"
    farah.post(minutes, form_on(told))
    assert Minute.objects.get().text == "Second"


def test_a_note_outlives_its_item_and_an_emptied_note_goes(
    farah: Client, meeting: Meeting, minutes: str, cast: Cast
) -> None:
    numbers = item(meeting, cast, "Numbers")
    farah.post(minutes, form_on(farah.get(minutes)) | {str(numbers.pk): "Margin up", "whole": "Good"})
    numbers.delete()
    farah.post(minutes, form_on(farah.get(minutes)) | {"whole": ""})
    assert [(minute.about, minute.text) for minute in Minute.objects.all()] == [("Numbers", "Margin up")]


@pytest.mark.django_db(transaction=True)
def test_two_who_close_at_once_close_once(meeting: Meeting, cast: Cast) -> None:
    at_once(*[partial(actions.close_meeting, meeting, by=cast.facilitator, at=timezone.now())] * 2)
    assert Entry.objects.filter(verb="meeting.closed").count() == 1
