import pytest
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from members.actions import edit_profile, organisation_called
from members.models import Member, Organisation
from tests.browsing import form_on, page
from tests.conftest import Cast, Enter

PROFILE = reverse("members:profile")


@pytest.fixture
def mara(enter: Enter) -> Client:
    return enter("member")


def save(client: Client, **typed: str) -> str:
    """Change some fields of the profile page and return what comes then."""
    form = form_on(client.get(PROFILE)) | typed
    return page(client.post(PROFILE, form, follow=True))


def card(cast: Cast) -> Member:
    return Member.objects.select_related("organisation").get(pk=cast.member.pk)


def test_a_profile_is_edited_on_one_page(cast: Cast, mara: Client) -> None:
    html = save(mara, name="Mara Lindgren", job="Founder", city="Oslo", about="I bake bread.")
    assert "Saved." in html
    mine = card(cast)
    assert (mine.name, mine.job, mine.city, mine.about) == (
        "Mara Lindgren",
        "Founder",
        "Oslo",
        "I bake bread.",
    )


def test_saving_without_a_change_changes_nothing(cast: Cast, mara: Client) -> None:
    save(mara, organisation="Lind & Sons", country="NO", timezone="Europe/Oslo")
    before = Member.objects.filter(pk=cast.member.pk).values().get()
    save(mara)
    assert Member.objects.filter(pk=cast.member.pk).values().get() == before


def test_a_country_is_written_in_capitals(cast: Cast, mara: Client) -> None:
    save(mara, country="no")
    assert card(cast).country == "NO"


@pytest.mark.parametrize("country", ["N", "N1", "ßß", "  N", "UK"])
def test_what_is_no_country_is_refused(cast: Cast, mara: Client, country: str) -> None:
    assert "two capital letters" in save(mara, country=country)
    assert card(cast).country == ""


def test_an_organisation_is_found_whatever_its_case(cast: Cast, mara: Client) -> None:
    Organisation.objects.create(name="Lind & Sons")
    save(mara, organisation=" LIND & sons ")
    assert str(card(cast).organisation) == "Lind & Sons"
    assert Organisation.objects.count() == 1


@pytest.mark.parametrize("sign", ["\N{KELVIN SIGN}", "\N{ANGSTROM SIGN}", "\N{OHM SIGN}"])
def test_an_organisation_is_found_by_what_postgresql_takes_for_its_small_letters(
    cast: Cast, mara: Client, sign: str
) -> None:
    """The capital of such a letter is another one than itself."""
    known = Organisation.objects.create(name=f"{sign.lower()} Works")
    save(mara, organisation=f"{sign} Works")
    assert card(cast).organisation == known


def test_an_organisation_that_nobody_knows_is_founded(cast: Cast, mara: Client) -> None:
    save(mara, organisation="Fjord Bakery")
    assert str(card(cast).organisation) == "Fjord Bakery"


def test_an_empty_organisation_means_none(cast: Cast, mara: Client) -> None:
    save(mara, organisation="Fjord Bakery")
    save(mara, organisation="  ")
    assert card(cast).organisation is None


def test_who_has_no_organisation_founds_none(db: None) -> None:
    assert organisation_called("   ") is None
    assert not Organisation.objects.exists()


def test_ones_own_time_zone_is_chosen_from_a_list(cast: Cast, mara: Client) -> None:
    save(mara, timezone="Asia/Kathmandu")
    assert card(cast).timezone == "Asia/Kathmandu"
    assert "Select a valid choice" in save(mara, timezone="Mars/Olympus")


def test_a_zone_that_no_list_offers_stays_when_something_else_is_changed(cast: Cast, mara: Client) -> None:
    Member.objects.filter(pk=cast.member.pk).update(timezone="US/Pacific")
    save(mara, city="Seattle")
    assert card(cast).timezone == "US/Pacific"


def test_a_name_is_needed(cast: Cast, mara: Client) -> None:
    assert "This field is required" in save(mara, name=" ")
    assert card(cast).name == "Mara Lind"


def test_nothing_but_the_profile_is_changed_by_it(cast: Cast, mara: Client) -> None:
    save(mara, email="else@example.org", is_active="", key="other")
    assert (card(cast).email, card(cast).is_active, card(cast).key) == ("member@example.org", True, "member")
    with pytest.raises(TypeError, match="not part of a profile: email, key"):
        edit_profile(cast.member, key="other", email="else@example.org")


def test_postgresql_refuses_two_organisations_of_one_name(db: None) -> None:
    Organisation.objects.create(name="Fjord Bakery")
    with pytest.raises(IntegrityError, match="one_organisation_of_each_name"):
        Organisation.objects.create(name="FJORD BAKERY")
