import pytest
from django.test import Client
from django.urls import reverse

from commitments.models import Commitment
from ledger.models import Entry
from peergroups.models import Community, PlanArea
from tests import factories
from tests.browsing import form_on, page
from tests.conftest import Cast, Enter

COMMUNITY = reverse("peergroups:community")
AREAS = reverse("peergroups:plan_areas")


@pytest.fixture
def ada(enter: Enter) -> Client:
    return enter("admin")


def areas() -> list[str]:
    return [area.name for area in PlanArea.objects.all()]


def save_areas(client: Client, **typed: str) -> str:
    """Type into some rows of the page, such as `name0="Health"`, and return what comes then."""
    form = form_on(client.get(COMMUNITY), AREAS)
    typed = {f"areas-{field[-1]}-{field[:-1]}": value for field, value in typed.items()}
    return page(client.post(AREAS, form | typed, follow=True))


def test_the_first_look_founds_a_community_with_the_usual_areas(db: None) -> None:
    assert Community.current() == Community.current()
    assert areas() == ["Legacy", "Life", "Leadership", "Business"]


def test_an_admin_names_the_community(cast: Cast, ada: Client) -> None:
    typed = {"name": "Harbour", "purpose": "Firms that last.", "timezone": "Pacific/Auckland"}
    html = page(ada.post(COMMUNITY, form_on(ada.get(COMMUNITY), COMMUNITY) | typed, follow=True))
    community = Community.current()
    assert "Saved." in html
    assert "Harbour: Firms that last." in html
    assert (community.name, community.timezone) == ("Harbour", "Pacific/Auckland")
    assert Entry.objects.about(community).get(verb="community.changed").by == cast.admin


def test_a_community_needs_a_name_and_a_zone(cast: Cast, ada: Client) -> None:
    html = page(ada.post(COMMUNITY, {"name": "", "timezone": "Nowhere/Land"}))
    assert "This field is required" in html
    assert "Select a valid choice" in html
    assert Community.current().name == "Our community"


def test_an_area_is_renamed(cast: Cast, ada: Client) -> None:
    save_areas(ada, name1="Health")
    assert areas() == ["Legacy", "Health", "Leadership", "Business"]


def test_areas_are_reordered(cast: Cast, ada: Client) -> None:
    save_areas(ada, position0="9")
    assert areas() == ["Life", "Leadership", "Business", "Legacy"]
    assert [area.position for area in PlanArea.objects.all()] == [1, 2, 3, 4]


def test_two_areas_swap_names(cast: Cast, ada: Client) -> None:
    first, second, *_ = PlanArea.objects.all()
    save_areas(ada, name0="Life", name1="Legacy")
    assert PlanArea.objects.get(pk=first.pk).name == "Life"
    assert PlanArea.objects.get(pk=second.pk).name == "Legacy"


def test_commitments_keep_their_area_through_renaming_and_reordering(cast: Cast, ada: Client) -> None:
    factories.commitment(cast.oak, cast.member, area=PlanArea.objects.get(name="Legacy"))
    save_areas(ada, name0="Heritage", position0="9")
    assert Commitment.objects.get().area == PlanArea.objects.get(name="Heritage", position=4)


def test_a_form_sent_twice_changes_the_order_once(cast: Cast, ada: Client) -> None:
    legacy = PlanArea.objects.get(name="Legacy")
    form = form_on(ada.get(COMMUNITY), AREAS) | {"areas-0-position": "2", "areas-1-position": "1"}
    ada.post(AREAS, form)
    ada.post(AREAS, form)
    assert areas() == ["Life", "Legacy", "Leadership", "Business"]
    assert PlanArea.objects.get(pk=legacy.pk).name == "Legacy"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name0": "life"}, "Two areas have the same name"),
        ({"position0": "2"}, "Two areas have the same place"),
        ({"name0": " "}, "This field is required"),
        ({"position0": "ten"}, "Enter a whole number"),
    ],
)
def test_areas_that_make_no_sense_are_refused(
    cast: Cast, ada: Client, typed: dict[str, str], sentence: str
) -> None:
    assert sentence in save_areas(ada, **typed)
    assert areas() == ["Legacy", "Life", "Leadership", "Business"]


def test_an_area_does_not_stand_twice(cast: Cast, ada: Client) -> None:
    legacy = PlanArea.objects.get(name="Legacy")
    assert "Reload the page" in save_areas(ada, area1=str(legacy.pk))


def test_rows_may_not_be_left_out(cast: Cast, ada: Client) -> None:
    form = form_on(ada.get(COMMUNITY), AREAS) | {"areas-TOTAL_FORMS": "3"}
    assert "Reload the page" in page(ada.post(AREAS, form))
