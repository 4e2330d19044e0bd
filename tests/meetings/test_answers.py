"""Saying whether one comes, in one tap."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ledger.models import Entry
from meetings import actions
from meetings.models import Answer, Meeting, Reply
from meetings.panels import replies
from tests import factories
from tests.browsing import form_on, page
from tests.conftest import NOW, TODAY, Cast, Enter

HTMX = {"HX-Request": "true"}
BEGUN = "This meeting has begun or was cancelled; answers are closed."
NOT_EXPECTED = "You are not expected at this meeting, so there is nothing to answer."


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    return factories.meeting(cast.oak)


@pytest.fixture
def mara(enter: Enter) -> Client:
    return enter("member")


def door(meeting: Meeting) -> str:
    return reverse("meetings:answer", args=[meeting.pk])


def test_without_script_the_page_comes_again(cast: Cast, meeting: Meeting, mara: Client) -> None:
    form = form_on(mara.get("/"), door(meeting))
    answer = mara.post(door(meeting), form | {"reply": "yes"})
    assert answer["Location"] == "/"
    assert 'value="yes" aria-pressed="true"' in page(mara.get(meeting.get_absolute_url()))
    assert Answer.objects.get().reply == "yes"


def test_with_htmx_the_buttons_answer_in_place(meeting: Meeting, mara: Client) -> None:
    html = page(mara.post(door(meeting), {"reply": "maybe"}, headers=HTMX))
    assert html.startswith(f'<form class="cluster" id="answer-{meeting.pk}"')
    assert 'value="maybe" aria-pressed="true"' in html
    assert "Saved. You can change it until the meeting begins." in html


def test_the_latest_answer_counts_and_the_ledger_keeps_each(
    cast: Cast, meeting: Meeting, mara: Client
) -> None:
    for reply in ("yes", "no", "no", "maybe"):
        mara.post(door(meeting), {"reply": reply})
    assert Answer.objects.get().reply == "maybe"
    written = Entry.objects.filter(by=cast.member, toward=None, thing_id=meeting.pk).order_by("pk")
    assert list(written.values_list("verb", flat=True)) == ["rsvp.yes", "rsvp.no", "rsvp.no", "rsvp.maybe"]


def test_an_answer_given_for_somebody_says_for_whom(cast: Cast, meeting: Meeting) -> None:
    actions.answer_invitation(meeting, cast.member, Reply.NO, by=cast.facilitator, at=timezone.now())
    written = Entry.objects.get(verb="rsvp.no")
    assert (written.by, written.toward) == (cast.facilitator, cast.member)


@pytest.mark.parametrize("headers", [HTMX, {}])
def test_an_answer_that_is_none_is_refused(meeting: Meeting, mara: Client, headers: dict[str, str]) -> None:
    for reply in ("", "perhaps", "YES", "\x00"):
        html = page(mara.post(door(meeting), {"reply": reply}, headers=headers, follow=True))
        assert "Choose yes, maybe or no." in html
    assert not Answer.objects.exists()


@pytest.mark.parametrize("headers", [HTMX, {}])
@pytest.mark.parametrize("why", ["begun", "over", "cancelled"])
def test_answers_close_when_the_meeting_begins_or_is_cancelled(
    cast: Cast, mara: Client, why: str, headers: dict[str, str]
) -> None:
    days_ago = {"begun": 0, "over": 7, "cancelled": -7}[why]
    meeting = factories.meeting(cast.oak, on=TODAY - timedelta(days=days_ago))
    if why == "cancelled":
        actions.cancel_meeting(meeting, because="", by=cast.facilitator, at=timezone.now())
    html = page(mara.post(door(meeting), {"reply": "yes"}, headers=headers, follow=True))
    assert BEGUN in html
    assert not Answer.objects.exists()


def test_answers_close_in_the_instant_of_beginning(cast: Cast, meeting: Meeting) -> None:
    def answer(at: timedelta) -> None:
        moment = meeting.starts_at + at
        actions.answer_invitation(meeting, cast.member, Reply.YES, by=cast.member, at=moment)

    answer(-timedelta(microseconds=1))
    with pytest.raises(actions.AnswersClosed):
        answer(timedelta(0))


@pytest.mark.parametrize("headers", [HTMX, {}])
def test_who_is_on_leave_has_nothing_to_answer(
    cast: Cast, meeting: Meeting, mara: Client, headers: dict[str, str]
) -> None:
    factories.leave(cast.seat(cast.member), starts_on=TODAY)
    html = page(mara.post(door(meeting), {"reply": "yes"}, headers=headers, follow=True))
    assert NOT_EXPECTED in html
    assert door(meeting) not in page(mara.get(meeting.get_absolute_url()))
    assert not Answer.objects.exists()


def test_a_form_leads_back_within_this_site_only(meeting: Meeting, mara: Client) -> None:
    def leads_to(wanted: str) -> str:
        return mara.post(door(meeting), {"reply": "yes", "next": wanted})["Location"]

    assert leads_to("/groups/oak/?a=b") == "/groups/oak/?a=b"
    elsewhere = ("", "https://evil.example/", "//evil.example/", "/\\evil.example/", "javascript:alert(1)")
    assert {leads_to(wanted) for wanted in elsewhere} == {meeting.get_absolute_url()}


def test_people_are_sorted_by_what_they_answered(cast: Cast, meeting: Meeting) -> None:
    for who, reply in ((cast.member, Reply.YES), (cast.newcomer, Reply.NO), (cast.partner, Reply.MAYBE)):
        actions.answer_invitation(meeting, who, reply, by=who, at=timezone.now())
    assert replies(meeting) == ([cast.member], [cast.partner], [cast.newcomer], [cast.facilitator])
    assert replies(meeting).invited == 4


def test_who_left_or_went_on_leave_after_answering_is_counted_no_more(cast: Cast, meeting: Meeting) -> None:
    for who in (cast.member, cast.partner):
        actions.answer_invitation(meeting, who, Reply.YES, by=who, at=timezone.now())
    factories.leave(cast.seat(cast.partner), starts_on=TODAY)
    assert replies(meeting).yes == [cast.member]
    assert replies(meeting).invited == 3
    assert vars(Meeting.objects.with_reply_counts().get())["yes"] == 1


def test_an_answer_from_before_the_move_is_none(cast: Cast, meeting: Meeting) -> None:
    actions.answer_invitation(meeting, cast.member, Reply.YES, by=cast.member, at=NOW)
    Meeting.objects.update(moved_at=NOW + timedelta(seconds=1))
    meeting.refresh_from_db()
    counted = vars(Meeting.objects.with_reply_counts().get())
    assert cast.member in replies(meeting).silent
    assert (counted["yes"], counted["no"]) == (0, 0)
