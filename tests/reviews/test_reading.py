"""Reading one another's reviews, and leaving one offer or one question on each."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from meetings.models import Meeting
from reviews.models import Reading, Remark, RemarkKind, Review
from tests import factories
from tests.browsing import assert_costs_the_same, form_on, page
from tests.conftest import TODAY, Cast, Enter
from tests.reviews import making
from tests.reviews.making import about

DAY = timedelta(days=1)


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    return factories.meeting(cast.oak, on=TODAY + 20 * DAY)


@pytest.fixture
def reviews(cast: Cast, meeting: Meeting) -> dict[str, Review]:
    """Two that are handed in, for the coming meeting; by name Mara Lind comes before Paul Okoye."""
    return {who: making.review(meeting, cast[who]) for who in ("member", "partner")}


def mark(review: Review) -> str:
    return reverse("reviews:read", args=[review.pk])


def leave(review: Review) -> str:
    return reverse("reviews:remark", args=[review.pk])


def test_the_list_leads_from_one_unread_review_to_the_next(
    enter: Enter, meeting: Meeting, reviews: dict[str, Review]
) -> None:
    client, listed = enter("newcomer"), reverse("reviews:list", args=[meeting.pk])
    shown = page(client.get(listed))
    assert "You have read 0 of 2" in shown
    assert shown.count(">To read<") == 2
    assert f'rel="next" href="{reviews["member"].get_absolute_url()}"' in shown
    assert client.post(mark(reviews["member"]))["Location"] == reviews["partner"].get_absolute_url()
    assert client.post(mark(reviews["partner"]))["Location"] == listed
    assert "You have read them all." in page(client.get(listed))
    client.post(mark(reviews["member"]), {"undo": "1"})
    assert "You have read 1 of 2" in page(client.get(listed))


def test_opening_a_review_changes_nothing(enter: Enter, reviews: dict[str, Review]) -> None:
    page(enter("newcomer").get(reviews["member"].get_absolute_url()))
    assert not Reading.objects.exists()


def test_the_group_sees_who_has_read(enter: Enter, reviews: dict[str, Review]) -> None:
    url = reviews["member"].get_absolute_url()
    assert "Nobody yet." in page(enter("member").get(url))
    enter("newcomer").post(mark(reviews["member"]))
    assert all(
        "<p>Nina Costa</p>" in page(enter(who).get(url)) for who in ("member", "partner", "facilitator")
    )


def test_what_is_handed_in_anew_is_to_be_read_anew(
    enter: Enter, cast: Cast, reviews: dict[str, Review]
) -> None:
    client, review = enter("partner"), reviews["member"]
    client.post(mark(review))
    Review.objects.filter(pk=review.pk).update(handed_in_at=timezone.now() + DAY)
    assert "Not read yet" in page(client.get(review.get_absolute_url()))
    Reading.objects.update(read_at=timezone.now() - DAY)
    Review.objects.filter(pk=review.pk).update(handed_in_at=timezone.now())
    client.post(mark(review))
    assert 'class="badge good">Read<' in page(client.get(review.get_absolute_url()))


def test_a_remark_is_for_the_author_alone(enter: Enter, cast: Cast, reviews: dict[str, Review]) -> None:
    review, client = reviews["member"], enter("partner")
    url = review.get_absolute_url()
    answer = client.post(leave(review), {"kind": "offer", "text": "I know a buyer."}, follow=True)
    assert "Left for Mara Lind, who alone reads it." in page(answer)
    readers = {who: "I know a buyer." in page(enter(who).get(url)) for who in ("member", "partner")}
    others = {who: "I know a buyer." in page(enter(who).get(url)) for who in ("newcomer", "facilitator")}
    assert readers == {"member": True, "partner": True}
    assert others == {"newcomer": False, "facilitator": False}
    assert Reading.objects.get().reader == cast.partner


def test_a_remark_is_changed_and_withdrawn(enter: Enter, reviews: dict[str, Review]) -> None:
    client, review = enter("partner"), reviews["member"]
    client.post(leave(review), {"kind": "offer", "text": "I know a buyer."})
    shown = form_on(client.get(review.get_absolute_url()), leave(review))
    assert (shown["kind"], shown["text"]) == ("offer", "I know a buyer.")
    client.post(leave(review), shown | {"kind": "question", "text": "Why\r\nsell?"})
    remark = Remark.objects.get()
    assert (remark.kind, remark.text) == ("question", "Why\nsell?")
    withdrawn = client.post(reverse("reviews:withdraw_remark", args=[remark.pk]), follow=True)
    assert "Withdrawn. It said: “Why sell?”" in page(withdrawn)
    assert not Remark.objects.exists()


def test_of_two_tabs_with_one_remark_the_later_is_told_and_may_decide(
    enter: Enter, reviews: dict[str, Review]
) -> None:
    client, review = enter("partner"), reviews["member"]
    client.post(leave(review), {"kind": "offer", "text": "Of one", "shown": ""})
    answer = client.post(leave(review), {"kind": "offer", "text": "Of two", "shown": ""})
    assert "it says “Of one” there." in page(answer)
    client.post(leave(review), form_on(answer, leave(review)))
    assert Remark.objects.get().text == "Of two"


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"kind": "offer", "text": " "}, "Write what you can offer, or what you would like to know."),
        ({"text": "Hm"}, "Choose whether it is an offer or a question."),
        (
            {"kind": "offer", "text": "x" * 1001},
            "Ensure this value has at most 1000 characters (it has 1001).",
        ),
    ],
)
def test_a_remark_that_cannot_be_left_comes_back_with_a_sentence(
    enter: Enter, reviews: dict[str, Review], sent: dict[str, str], says: str
) -> None:
    answer = enter("partner").post(leave(reviews["member"]), sent)
    assert says in page(answer)
    assert form_on(answer, leave(reviews["member"]))["text"].strip() == sent["text"].strip()
    assert not Remark.objects.exists()


def test_once_the_meeting_has_begun_remarks_stay_as_they_are(
    enter: Enter, cast: Cast, reviews: dict[str, Review]
) -> None:
    client, review = enter("partner"), reviews["member"]
    remark = making.remark(review, cast.partner)
    Meeting.objects.update(starts_at=timezone.now() - DAY)
    answer = client.post(leave(review), {"kind": "offer", "text": "Too late", "shown": remark.text})
    assert "so offers and questions stay as they are." in page(answer)
    client.post(reverse("reviews:withdraw_remark", args=[remark.pk]))
    shown = page(client.get(review.get_absolute_url()))
    assert remark.text in shown
    assert f'action="{leave(review)}"' not in shown
    assert Remark.objects.get().text == remark.text


@pytest.mark.parametrize("of", ["own draft", "own", "other", "list", "mine"])
def test_what_people_type_stays_text(enter: Enter, cast: Cast, meeting: Meeting, of: str) -> None:
    typed = "<script>alert(1)</script>"
    words = {
        "headline": typed,
        "ask": typed,
        "numbers": typed,
        about("progress"): typed,
        about("next"): typed,
    }
    mine = making.review(meeting, cast.member, words=words)
    theirs = making.review(meeting, cast.partner, words=words)
    making.remark(mine, cast.partner, typed, RemarkKind.QUESTION)
    making.remark(theirs, cast.member, typed)
    if of == "own draft":
        Review.objects.filter(pk=mine.pk).update(handed_in_at=None)
    urls = {"list": reverse("reviews:list", args=[meeting.pk]), "mine": reverse("reviews:mine")}
    url = urls.get(of) or (theirs if of == "other" else mine).get_absolute_url()
    shown = page(enter("member").get(url))
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown
    assert "<script>alert" not in shown


def test_pages_cost_the_same_however_many_there_are(
    enter: Enter, cast: Cast, meeting: Meeting, reviews: dict[str, Review]
) -> None:
    def one_more() -> None:
        person = factories.member()
        factories.seat(cast.oak, person)
        making.remark(reviews["partner"], person)
        words = {about("next", area): "Rest" for area in ("Life", "Legacy")}
        making.remark(making.review(meeting, person, words=words), cast.partner)

    client = enter("partner")
    assert_costs_the_same(client, reverse("reviews:list", args=[meeting.pk]), one_more)
    assert_costs_the_same(client, reviews["partner"].get_absolute_url(), one_more)
    assert_costs_the_same(client, reviews["member"].get_absolute_url(), one_more)
