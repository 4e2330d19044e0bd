"""The best idea of a meeting, and what each takes home."""

from functools import partial

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from closing import actions
from closing.models import Idea, IdeaVote, Learning
from meetings.models import Meeting
from members.models import Member
from peergroups.models import Keeps
from tests import factories
from tests.browsing import assert_costs_the_same, form_on, page
from tests.conftest import Cast, Enter
from tests.racing import at_once


@pytest.fixture
def mara(enter: Enter) -> Client:
    return enter("member")


@pytest.fixture
def after(meeting: Meeting) -> str:
    return reverse("closing:after", args=[meeting.pk])


def offer(meeting: Meeting, member: Member, text: str) -> Idea:
    return actions.offer_idea(meeting, member, text=text, by=member, at=timezone.now())


def test_an_idea_is_named_once_and_a_second_click_is_the_same(
    mara: Client, meeting: Meeting, after: str
) -> None:
    for _ in range(2):
        mara.post(reverse("closing:offer_idea", args=[meeting.pk]), {"text": "Ask <i>first</i>"})
    assert Idea.objects.get().text == "Ask <i>first</i>"
    assert "Ask &lt;i&gt;first&lt;/i&gt;" in page(mara.get(after))


def test_a_group_that_keeps_nothing_keeps_no_idea(
    mara: Client, meeting: Meeting, after: str, cast: Cast
) -> None:
    cast.oak.keeps = Keeps.NOTHING
    cast.oak.save()
    offer_it = reverse("closing:offer_idea", args=[meeting.pk])
    assert "say it aloud instead" in page(mara.post(offer_it, {"text": "Psst"}, follow=True))
    assert not Idea.objects.exists()
    assert offer_it not in page(mara.get(after))


def test_an_empty_idea_is_asked_for(mara: Client, meeting: Meeting) -> None:
    shown = page(mara.post(reverse("closing:offer_idea", args=[meeting.pk]), {"text": " "}))
    assert "This field is required" in shown
    assert not Idea.objects.exists()


def test_voting_again_moves_the_vote_and_the_best_stands_first(
    mara: Client, meeting: Meeting, after: str, cast: Cast
) -> None:
    one, two = offer(meeting, cast.newcomer, "Half the list"), offer(meeting, cast.newcomer, "Walk more")
    for idea in (one, two):
        mara.post(reverse("closing:vote_for_idea", args=[idea.pk]))
    assert IdeaVote.objects.get().idea == two
    shown = page(mara.get(after))
    assert shown.index("Walk more") < shown.index("Half the list")


def test_only_whose_idea_it_is_takes_it_back(
    enter: Enter, mara: Client, meeting: Meeting, cast: Cast
) -> None:
    idea = offer(meeting, cast.member, "Half the list")
    take_back = reverse("closing:withdraw_idea", args=[idea.pk])
    assert enter("facilitator").post(take_back).status_code == 403
    assert mara.post(take_back).status_code == 302
    assert mara.post(take_back).status_code == 404  # a second click finds it gone
    assert not Idea.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_one_vote_each_however_fast_one_taps(meeting: Meeting, cast: Cast) -> None:
    ideas = [offer(meeting, cast.newcomer, text) for text in ("Half the list", "Walk more")]
    votes = [partial(actions.vote_for_idea, idea, by=cast.member, at=timezone.now()) for idea in ideas]
    at_once(*votes)
    assert IdeaVote.objects.count() == 1


def test_the_page_costs_the_same_however_many_ideas(
    mara: Client, meeting: Meeting, after: str, cast: Cast
) -> None:
    assert_costs_the_same(mara, after, lambda: offer(meeting, cast.member, f"Idea {Idea.objects.count()}"))


def test_a_learning_is_read_by_its_author_alone(enter: Enter, mara: Client, meeting: Meeting) -> None:
    mara.post(reverse("closing:learning", args=[meeting.pk]), {"text": "Listen longer", "change": "Wait"})
    mine = reverse("closing:learnings")
    assert "Listen longer" in page(mara.get(mine))
    for who in ("facilitator", "newcomer", "admin"):
        assert "Listen longer" not in page(enter(who).get(mine))


def test_of_two_tabs_the_later_is_told_what_the_earlier_wrote(
    mara: Client, meeting: Meeting, after: str
) -> None:
    write = reverse("closing:learning", args=[meeting.pk])
    stale = form_on(mara.get(after), write)
    mara.post(write, stale | {"text": "Listen longer"})
    told = mara.post(write, stale | {"text": "Speak less"})
    assert "Somebody changed this meanwhile: it says “Listen longer” now" in page(told)
    assert "Speak less" in page(told)
    mara.post(write, form_on(told, write))
    assert Learning.objects.get().text == "Speak less"


def test_a_card_stays_its_authors_when_they_leave(enter: Enter, meeting: Meeting, cast: Cast) -> None:
    actions.write_learning(
        meeting, cast.former, text="Go while it is good", by=cast.former, at=timezone.now()
    )
    assert "Go while it is good" in page(enter("former").get(reverse("closing:learnings")))


def test_my_cards_cost_the_same_however_many(mara: Client, cast: Cast) -> None:
    def another_card() -> None:
        meeting = factories.meeting(cast.oak)
        actions.write_learning(meeting, cast.member, text="More", by=cast.member, at=timezone.now())

    assert_costs_the_same(mara, reverse("closing:learnings"), another_card)
