import pytest
from django.urls import reverse

from tests import factories
from tests.browsing import page
from tests.conftest import Cast, Enter


def card(cast: Cast, who: str) -> str:
    return reverse("peergroups:person", args=[cast[who].key])


@pytest.mark.parametrize("who", ["partner", "newcomer", "facilitator", "member"])
def test_who_shares_a_group_sees_the_card(cast: Cast, enter: Enter, who: str) -> None:
    html = page(enter(who).get(card(cast, "member")))
    assert "<h1>Mara Lind</h1>" in html
    assert "member@example.org" in html


@pytest.mark.parametrize("who", ["outsider", "former", "neighbour", "admin"])
def test_others_do_not_even_learn_that_there_is_one(cast: Cast, enter: Enter, who: str) -> None:
    assert enter(who).get(card(cast, "member")).status_code == 404


def test_a_card_names_only_the_groups_that_are_shared(cast: Cast, enter: Enter) -> None:
    assert "Grove" in page(enter("member").get(card(cast, "member")))
    html = page(enter("partner").get(card(cast, "member")))
    assert "Oak" in html
    assert "Grove" not in html


def test_an_address_is_shown_only_if_its_owner_likes(cast: Cast, enter: Enter) -> None:
    cast.member.shows_email = False
    cast.member.save()
    assert "member@example.org" not in page(enter("partner").get(card(cast, "member")))
    own = page(enter("member").get(card(cast, "member")))
    assert "member@example.org" in own
    assert "only you see it" in own


def test_a_former_member_is_not_on_view_and_still_sees_their_own_card(cast: Cast, enter: Enter) -> None:
    assert enter("member").get(card(cast, "former")).status_code == 404
    assert "Edit my profile" in page(enter("former").get(card(cast, "former")))


def test_a_person_who_joins_later_is_not_on_view_yet(cast: Cast, enter: Enter) -> None:
    later = factories.member("Lars Later")
    factories.seat(cast.oak, later, joined_on=cast.seat(cast.newcomer).joined_on.replace(year=2027))
    url = reverse("peergroups:person", args=[later.key])
    assert enter("member").get(url).status_code == 404


def test_what_somebody_says_about_themselves_is_shown_as_typed(cast: Cast, enter: Enter) -> None:
    cast.member.about = "I bake <bread>."
    cast.member.save()
    assert "I bake &lt;bread&gt;." in page(enter("partner").get(card(cast, "member")))
