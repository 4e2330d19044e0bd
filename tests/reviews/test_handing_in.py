"""Handing a review in, taking it back; and what PostgreSQL refuses."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from ledger.models import Entry
from meetings.models import Meeting
from reviews import actions
from reviews.models import Reading, Remark, RemarkKind, Review, ReviewArea
from tests import factories
from tests.browsing import form_on, page
from tests.conftest import TODAY, Cast, Enter
from tests.racing import before_the_first_commits
from tests.refusing import refuses
from tests.reviews import making
from tests.reviews.making import about

DAY = timedelta(days=1)


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    return factories.meeting(cast.oak, on=TODAY + 30 * DAY)


def verb(action: Any, *args: Any, **told: Any) -> Any:
    return partial(action, *args, at=timezone.now(), **told)


def verbs() -> list[str]:
    return list(
        Entry.objects.filter(verb__startswith="review.").order_by("pk").values_list("verb", flat=True)
    )


def test_what_is_handed_in_is_for_the_others_until_it_is_taken_back(
    enter: Enter, cast: Cast, meeting: Meeting
) -> None:
    client, others = enter("member"), enter("partner")
    url = reverse("reviews:write", args=[meeting.pk])
    typed = {"headline": "A good quarter", "ask": "Who knows a buyer?", "do": "hand in"}
    answer = client.post(url, form_on(client.get(url), url) | typed)
    assert answer["Location"] == reverse("reviews:list", args=[meeting.pk])
    review = Review.objects.get()
    assert "Who knows a buyer?" in page(others.get(review.get_absolute_url()))
    assert client.get(url)["Location"] == review.get_absolute_url()  # nothing to write while they read
    client.post(reverse("reviews:take_back", args=[review.pk]))
    assert others.get(review.get_absolute_url()).status_code == 404
    assert form_on(client.get(url), url)["headline"] == "A good quarter"
    assert verbs() == ["review.begun", "review.handed_in", "review.taken_back"]


@pytest.mark.parametrize("missing", ["headline", "ask"])
def test_what_the_others_answer_to_is_asked_for(
    enter: Enter, cast: Cast, meeting: Meeting, missing: str
) -> None:
    client, url = enter("member"), reverse("reviews:write", args=[meeting.pk])
    typed = {"headline": "Good", "ask": "Help", "numbers": "3 shops", missing: "", "do": "hand in"}
    answer = client.post(url, form_on(client.get(url), url) | typed)
    assert page(answer).count("Write this before you hand it in. Everything you typed is saved.") == 2
    review = Review.objects.get()
    assert (review.is_handed_in, review.numbers) == (False, "3 shops")


@pytest.mark.parametrize("state", ["begun", "cancelled"])
def test_once_the_meeting_has_begun_a_review_stays_as_it_is(
    enter: Enter, cast: Cast, meeting: Meeting, state: str
) -> None:
    client = enter("member")
    review, unfinished = making.review(meeting, cast.member), making.draft(meeting, cast.partner)
    change = {"starts_at": timezone.now() - DAY} if state == "begun" else {"cancelled_at": timezone.now()}
    Meeting.objects.update(**change)
    client.post(reverse("reviews:take_back", args=[review.pk]))
    shown = page(client.get(review.get_absolute_url()))
    assert "Take it back" not in shown
    assert "so its reviews stay as they are." in shown
    write = reverse("reviews:write", args=[meeting.pk])
    assert enter("partner").get(write)["Location"] == unfinished.get_absolute_url()
    assert enter("newcomer").get(write)["Location"] == meeting.get_absolute_url()
    unfinished.meeting.refresh_from_db()
    with pytest.raises(actions.ReviewsClosed):
        actions.hand_in_review(unfinished, by=cast.partner, at=timezone.now())
    assert [found.is_handed_in for found in Review.objects.order_by("pk")] == [True, False]


@pytest.mark.django_db(transaction=True)
def test_two_tabs_begin_one_review_and_lose_nothing(cast: Cast, meeting: Meeting) -> None:
    one, two = (
        verb(actions.write_review, meeting, words, shown={}, by=cast.member)
        for words in ({"headline": "One", "ask": "Of one"}, {"ask": "Of two", about("next"): "Two"})
    )
    assert before_the_first_commits(one, two) == {"ask": "Of one"}
    kept = making.texts_of(meeting, cast.member)
    assert kept == {"headline": "One", "ask": "Of one", about("next"): "Two"}
    assert verbs() == ["review.begun"]


@pytest.mark.django_db(transaction=True)
def test_two_presses_hand_in_once_and_nothing_is_written_into_it_meanwhile(
    cast: Cast, meeting: Meeting
) -> None:
    making.draft(meeting, cast.member)
    press = [verb(actions.hand_in_review, Review.objects.get(), by=cast.member) for _ in range(2)]
    before_the_first_commits(*press)
    assert verbs() == ["review.begun", "review.handed_in"]
    Review.objects.update(handed_in_at=None)
    late = verb(
        actions.write_review, meeting, {"ask": ""}, shown={"ask": "Challenge my price."}, by=cast.member
    )
    assert isinstance(before_the_first_commits(press[0], late), actions.HandedInAlready)
    take = [verb(actions.take_back_review, Review.objects.get(), by=cast.member) for _ in range(2)]
    before_the_first_commits(*take)
    assert verbs()[3:] == ["review.taken_back"]


@pytest.mark.django_db(transaction=True)
def test_two_taps_read_once_and_two_tabs_leave_one_remark(cast: Cast, meeting: Meeting) -> None:
    review = making.review(meeting, cast.member)
    tap = verb(actions.mark_read, review, by=cast.partner)
    before_the_first_commits(tap, tap)
    one, same, two = (
        verb(actions.leave_remark, review, RemarkKind.OFFER, text, shown="", by=cast.partner)
        for text in ("One", "One", "Two")
    )
    assert before_the_first_commits(one, same) is None
    assert isinstance(before_the_first_commits(same, two), actions.ChangedMeanwhile)
    assert Remark.objects.get().text == "One"
    assert verbs()[2:] == ["review.read", "review.offer_left"]


@pytest.mark.django_db(transaction=True)
def test_who_answers_while_it_is_taken_back_is_told(cast: Cast, meeting: Meeting) -> None:
    review = making.review(meeting, cast.member)
    take = verb(actions.take_back_review, Review.objects.get(), by=cast.member)
    answer = verb(actions.leave_remark, review, RemarkKind.OFFER, "Me", shown="", by=cast.partner)
    assert isinstance(before_the_first_commits(take, answer), actions.NotHandedIn)
    assert not Remark.objects.exists()


def test_postgresql_refuses(cast: Cast, meeting: Meeting) -> None:
    at = timezone.now()
    review = making.review(meeting, cast.member, words={about("next"): "Rest"})
    making.remark(review, cast.partner)
    told = {"meeting": meeting, "begun_at": at, "changed_at": at}
    assert refuses("one_review_each_meeting", Review(member=cast.member, **told))
    half = Review(member=cast.partner, handed_in_at=at, headline="Only this", **told)
    assert refuses("a_review_handed_in_has_a_headline_and_an_ask", half)
    area = review.areas.get().area
    assert refuses("each_area_stands_once_in_a_review", ReviewArea(review=review, area=area))
    assert refuses("one_reading_each", Reading(review=review, reader=cast.partner, read_at=at))
    remark = {"review": review, "kind": "offer", "written_at": at}
    assert refuses("one_remark_each", Remark(author=cast.partner, text="More", **remark))
    assert refuses("a_remark_says_something", Remark(author=cast.newcomer, text="", **remark))
