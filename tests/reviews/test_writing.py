"""Writing a review: drafts, two tabs, what is too long, beginning from the last one."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ledger.models import Entry
from meetings.models import Meeting
from reviews.models import LONGEST, Review, ReviewArea
from tests import factories
from tests.browsing import assert_costs_the_same, form_on, page
from tests.conftest import TODAY, Cast, Enter
from tests.reviews import making
from tests.reviews.making import about, texts_of

DAY = timedelta(days=1)
HTMX = {"HX-Request": "true"}


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    return factories.meeting(cast.oak, on=TODAY + 30 * DAY, days=2)


@pytest.fixture
def url(meeting: Meeting) -> str:
    return reverse("reviews:write", args=[meeting.pk])


def fields(client: Client, url: str) -> dict[str, str]:
    return form_on(client.get(url), url)


def test_the_page_asks_for_each_plan_area_and_says_until_when(enter: Enter, url: str) -> None:
    shown = page(enter("member").get(url))
    assert all(f"<legend>{name}</legend>" in shown for name in ("Legacy", "Life", "Leadership", "Business"))
    assert "by Wednesday, 20 May" in shown


def test_a_draft_is_saved_as_it_is(enter: Enter, cast: Cast, meeting: Meeting, url: str) -> None:
    client = enter("member")
    typed = {"headline": "A good quarter", about("progress"): "Slept.\r\n\r\nRan.", about("next"): "Rest"}
    answer = client.post(url, fields(client, url) | typed | {"do": "save"}, follow=True)
    assert "Saved. Only you see it until you hand it in." in page(answer)
    kept = {"headline": "A good quarter", about("progress"): "Slept.\n\nRan.", about("next"): "Rest"}
    assert texts_of(meeting, cast.member) == kept
    assert Entry.objects.get(verb="review.begun").by == cast.member
    assert fields(client, url)[about("next")] == "Rest"


def test_a_page_that_nothing_was_typed_on_begins_no_review(enter: Enter, url: str) -> None:
    client = enter("member")
    client.post(url, fields(client, url) | {"do": "save"})
    assert not Review.objects.exists()


def test_what_is_typed_is_kept_without_a_press(enter: Enter, cast: Cast, meeting: Meeting, url: str) -> None:
    client = enter("member")
    first = fields(client, url)
    answer = client.post(url, first | {"ask": "Who has sold"}, headers=HTMX)
    kept = page(answer)
    assert "Saved at 10:00" in kept
    assert "<h1" not in kept  # only the line and what the next saving compares with
    assert 'name="shown-ask" value="Who has sold"' in kept
    client.post(url, first | {"shown-ask": "Who has sold", "ask": "Who has sold a firm?"}, headers=HTMX)
    assert texts_of(meeting, cast.member) == {"ask": "Who has sold a firm?"}


def test_two_tabs_that_write_in_different_places_both_win(
    enter: Enter, cast: Cast, meeting: Meeting, url: str
) -> None:
    client = enter("member")
    one, two = fields(client, url), fields(client, url)
    client.post(url, one | {"headline": "From one"}, headers=HTMX)
    client.post(url, two | {about("next"): "From two"}, headers=HTMX)
    assert texts_of(meeting, cast.member) == {"headline": "From one", about("next"): "From two"}


def test_of_two_tabs_in_one_place_the_later_is_told_and_may_decide(
    enter: Enter, cast: Cast, meeting: Meeting, url: str
) -> None:
    client = enter("member")
    one, two = fields(client, url), fields(client, url)
    client.post(url, one | {"ask": "Of one"}, headers=HTMX)
    answer = client.post(url, two | {"ask": "Of two", "do": "save"})
    assert "in another tab or on another device: it says “Of one” there." in page(answer)
    assert form_on(answer, url)["ask"] == "Of two"
    assert texts_of(meeting, cast.member) == {"ask": "Of one"}
    client.post(url, form_on(answer, url) | {"do": "save"})
    assert texts_of(meeting, cast.member) == {"ask": "Of two"}


def test_saving_by_itself_never_decides_between_two_tabs(
    enter: Enter, cast: Cast, meeting: Meeting, url: str
) -> None:
    client = enter("member")
    one, two = fields(client, url), fields(client, url)
    client.post(url, one | {"ask": "Of one"}, headers=HTMX)
    for _ in range(2):
        answer = client.post(url, two | {"ask": "Of two", "headline": "Of two"}, headers=HTMX)
        told = page(answer)
        assert "<strong>What I want from you.</strong> You changed this in another tab" in told
        two["shown-headline"] = "Of two"  # as the answer has it
        assert 'name="shown-ask" value=""' in told
    assert texts_of(meeting, cast.member) == {"ask": "Of one", "headline": "Of two"}


def test_what_is_too_long_is_refused_with_a_sentence_and_nothing_is_lost(
    enter: Enter, cast: Cast, meeting: Meeting, url: str
) -> None:
    client = enter("member")
    assert "maxlength" not in client.get(url).content.decode()  # it would cut off what is pasted
    long = "ä" * (LONGEST + 1)
    typed = {about("progress"): long, "headline": "Kept"}
    answer = client.post(url, fields(client, url) | typed | {"do": "save"})
    assert f"Ensure this value has at most {LONGEST} characters (it has {LONGEST + 1})." in page(answer)
    assert form_on(answer, url)[about("progress")] == long
    assert texts_of(meeting, cast.member) == {"headline": "Kept"}
    quietly = client.post(url, form_on(answer, url), headers=HTMX)
    assert "<strong>Life: How it went.</strong> Ensure" in page(quietly)
    assert "Everything else is saved." in page(quietly)


def test_a_text_as_long_as_may_be_is_kept_whole(enter: Enter, cast: Cast, meeting: Meeting, url: str) -> None:
    client = enter("member")
    texts = dict.fromkeys(
        (name for name in fields(client, url) if "-" in name and "shown" not in name), "字" * LONGEST
    )
    assert len(texts) == 8
    client.post(url, fields(client, url) | texts | {"do": "save"})
    assert texts_of(meeting, cast.member) == texts


@pytest.mark.parametrize(("button", "then"), [("save", "reviews:write"), ("hand in", "reviews:list")])
def test_with_htmx_a_button_leads_on(
    enter: Enter, meeting: Meeting, url: str, button: str, then: str
) -> None:
    client = enter("member")
    typed = {"headline": "Good", "ask": "Help", "do": button}
    answer = client.post(url, fields(client, url) | typed, headers=HTMX)
    assert answer["HX-Redirect"] == reverse(then, args=[meeting.pk])


def test_with_htmx_a_page_with_faults_comes_in_place_of_the_old(enter: Enter, url: str) -> None:
    client = enter("member")
    answer = client.post(url, fields(client, url) | {"do": "hand in"}, headers=HTMX)
    assert (answer["HX-Retarget"], answer["HX-Reselect"]) == ("#content", "#content")
    assert "Write this before you hand it in." in page(answer)


@pytest.fixture
def earlier(cast: Cast) -> Review:
    """What the member wrote three months ago."""
    at = timezone.now() - 120 * DAY
    before = factories.meeting(cast.oak, on=TODAY - 90 * DAY)
    texts = {about("next"): "Run a marathon", about("progress"): "Walked", "numbers": "Margin 20 %"}
    return making.review(before, cast.member, at=at, words=texts)


def test_what_was_wanted_last_time_stands_beside(enter: Enter, earlier: Review, url: str) -> None:
    shown = page(enter("member").get(url))
    assert "What you wanted, in February 2026" in shown
    assert "Run a marathon" in shown
    assert "Margin 20 %" in shown
    assert "Walked" not in shown


def test_one_begins_from_what_one_wrote_last_time(
    enter: Enter, cast: Cast, earlier: Review, meeting: Meeting, url: str
) -> None:
    client = enter("member")
    making.draft(meeting, cast.member, words={"numbers": "Margin 22 %"})
    assert "Begin from what I wrote in February" in page(client.get(url))
    client.post(reverse("reviews:begin_from", args=[meeting.pk]))
    kept = texts_of(meeting, cast.member)
    assert (kept[about("progress")], kept["numbers"]) == ("Run a marathon", "Margin 22 %")
    assert kept["headline"] == "The quarter of Mara Lind"


def test_who_has_no_earlier_review_begins_from_nothing(
    enter: Enter, cast: Cast, meeting: Meeting, url: str
) -> None:
    making.review(factories.meeting(cast.oak, on=TODAY + DAY), cast.partner)
    client = enter("member")
    assert "Begin from" not in page(client.get(url))
    client.post(reverse("reviews:begin_from", args=[meeting.pk]))
    assert not Review.objects.filter(member=cast.member).exists()


def test_open_promises_to_this_group_stand_beside(enter: Enter, cast: Cast, url: str) -> None:
    factories.seat(cast.elm, cast.member)
    factories.commitment(cast.oak, cast.member, text="call Jo")
    factories.commitment(cast.elm, cast.member, text="sell the boat")
    shown = page(enter("member").get(url))
    assert "call Jo" in shown
    assert "sell the boat" not in shown


def test_what_people_type_stays_text(enter: Enter, cast: Cast, meeting: Meeting, url: str) -> None:
    typed = "</textarea><script>alert(1)</script>"
    everywhere = {"headline": typed, "ask": typed, "numbers": typed, about("progress"): typed}
    making.draft(meeting, cast.member, words=everywhere)
    shown = enter("member").get(url).content.decode()
    assert "<script>alert" not in shown
    assert shown.count("&lt;script&gt;alert(1)") == 2 * len(everywhere)  # as typed, and as shown before


@pytest.mark.parametrize("state", ["handed in", "begun", "cancelled"])
def test_what_comes_too_late_is_said_and_stays_on_the_page(
    enter: Enter, cast: Cast, meeting: Meeting, url: str, state: str
) -> None:
    client = enter("member")
    old = fields(client, url)
    making.review(meeting, cast.member)
    if state == "begun":
        Meeting.objects.update(starts_at=timezone.now() - DAY)
    elif state == "cancelled":
        Meeting.objects.update(cancelled_at=timezone.now())
    typed = old | {"numbers": "Margin 30 %"}
    for sent in (client.post(url, typed | {"do": "save"}), client.post(url, typed, headers=HTMX)):
        says = "It is handed in, perhaps from another tab." if state == "handed in" else "so its reviews stay"
        assert says in page(sent)
    assert form_on(client.post(url, typed | {"do": "save"}), url)["numbers"] == "Margin 30 %"
    assert "numbers" not in texts_of(meeting, cast.member)


def test_one_more_area_costs_no_query_more(enter: Enter, cast: Cast, meeting: Meeting, url: str) -> None:
    names = iter(["Legacy", "Life", "Business"])
    assert_costs_the_same(
        enter("member"),
        url,
        lambda: making.draft(meeting, cast.member, words={about("next", next(names)): "Go"}),
    )
    assert ReviewArea.objects.filter(review__member=cast.member).count() == 3
