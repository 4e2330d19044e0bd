"""The pack as a page: what is in it, for whom, and what is not."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from issues.models import HotSeat
from meetings.actions import add_item, answer_invitation
from meetings.models import Meeting, Reply
from tests import factories
from tests.browsing import assert_costs_the_same, page
from tests.conftest import TODAY, Cast, Enter
from tests.issues import making as issues
from tests.reviews import making
from tests.reviews.making import about

DAY = timedelta(days=1)


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """A meeting in three weeks with something of everything."""
    at, made = timezone.now(), factories.meeting(cast.oak, title="Spring", place="Lake House", days=2)
    add_item(made.days.all()[0], title="Open", minutes=15, owner=cast.facilitator, by=cast.facilitator, at=at)
    add_item(
        made.days.all()[0], title="Numbers", minutes=60, owner_role="timekeeper", by=cast.facilitator, at=at
    )
    answer_invitation(made, cast.partner, Reply.YES, by=cast.partner, at=at)
    factories.commitment(cast.oak, cast.partner, text="call Jo")
    making.review(made, cast.partner, words={"headline": "A slow quarter", about("progress"): "Slept badly."})
    making.draft(made, cast.member, words={"headline": "Not yet ready"})
    return made


def shown(client: Client, meeting: Meeting) -> str:
    return page(client.get(reverse("preparation:pack", args=[meeting.pk])))


def test_everything_is_in_one_place(enter: Enter, meeting: Meeting) -> None:
    pack = shown(enter("member"), meeting)
    assert "Build firms that outlive us." in pack
    assert "Lake House" in pack
    assert '<span class="clock">09:15</span><span class="what">Numbers</span>' in pack
    assert '<span class="who">Farah Haddad</span>' in pack
    assert "call Jo" in pack
    assert "A slow quarter" in pack
    assert "Slept badly." in pack
    assert "<td>Facilitator</td><td>Yet to answer</td>" in pack
    assert "<td></td><td>Coming</td>" in pack
    assert "for nobody else, not at home either. As of 4 May 2026." in pack


def test_a_draft_is_in_nobody_s_pack_not_even_its_author_s(enter: Enter, meeting: Meeting) -> None:
    assert all(
        "Not yet ready" not in shown(enter(who), meeting) for who in ("member", "partner", "facilitator")
    )


def test_nobody_reads_in_it_what_they_may_not_read_elsewhere(
    enter: Enter, cast: Cast, meeting: Meeting
) -> None:
    factories.commitment(cast.oak, cast.partner, text="the old one", made_on=TODAY - 30 * DAY)
    assert "the old one" in shown(enter("member"), meeting)
    assert "the old one" not in shown(enter("newcomer"), meeting)


def test_promises_of_who_does_not_come_are_left_out(enter: Enter, cast: Cast, meeting: Meeting) -> None:
    answer_invitation(meeting, cast.partner, Reply.NO, by=cast.partner, at=timezone.now())
    pack = shown(enter("member"), meeting)
    assert "call Jo" not in pack
    assert "<td>Not coming</td>" in pack


@pytest.mark.parametrize("stays", [False, True])
def test_a_hot_seat_says_what_is_asked_unless_it_stays_in_the_room(
    enter: Enter, cast: Cast, meeting: Meeting, stays: bool
) -> None:
    asked = issues.issue(
        cast.oak, cast.member, "Sell or keep", question="Who has sold?", minutes=45, stays_in_the_room=stays
    )
    issues.hot_seat(meeting, asked, by=cast.facilitator)
    HotSeat.objects.update(coach=cast.partner)
    pack = shown(enter("partner"), meeting)
    assert "Mara Lind, 45 min, coached by Paul Okoye" in pack
    assert ("Sell or keep" in pack, "Who has sold?" in pack) == (not stays, not stays)


def test_an_empty_pack_says_so(enter: Enter, cast: Cast) -> None:
    pack = shown(enter("member"), factories.meeting(cast.oak))
    assert "There is no agenda yet." in pack
    assert "No quarterly review has been handed in yet." in pack


def test_after_the_meeting_no_answer_is_waited_for(enter: Enter, cast: Cast) -> None:
    old = factories.meeting(cast.oak, on=TODAY - 7 * DAY)
    pack = shown(enter("member"), old)
    assert "Who was invited" in pack
    assert "Answer</th>" not in pack
    answer_invitation(old, cast.partner, Reply.YES, by=cast.partner, at=timezone.now() - 8 * DAY)
    assert shown(enter("member"), old).count("<td>Coming</td>") == 1


def test_a_column_in_which_nothing_would_stand_is_left_out(
    enter: Enter, cast: Cast, meeting: Meeting
) -> None:
    assert "Role</th>" in shown(enter("member"), meeting)
    assert "From</th>" not in shown(enter("member"), meeting)
    cast.seat(cast.facilitator).roles.all().delete()
    assert "Role</th>" not in shown(enter("member"), meeting)


def test_what_people_type_stays_text(enter: Enter, cast: Cast, meeting: Meeting) -> None:
    typed = "<script>alert(1)</script>"
    factories.commitment(cast.oak, cast.member, text=typed)
    making.review(meeting, cast.newcomer, words={"ask": typed, about("next"): typed, "numbers": typed})
    assert "<script>alert" not in shown(enter("member"), meeting)


def test_the_pack_costs_the_same_however_much_is_in_it(enter: Enter, cast: Cast, meeting: Meeting) -> None:
    def one_more() -> None:
        person = factories.member()
        factories.seat(cast.oak, person)
        factories.commitment(cast.oak, person)
        making.review(meeting, person, words={about("next", area): "Rest" for area in ("Life", "Legacy")})

    assert_costs_the_same(enter("member"), reverse("preparation:pack", args=[meeting.pk]), one_more)
