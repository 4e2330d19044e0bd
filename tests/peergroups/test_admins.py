from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ledger.models import Entry
from members.models import Member
from peergroups import actions
from peergroups.models import CommunityAdmin
from peergroups.seating import seating
from tests import factories
from tests.browsing import form_on, page
from tests.conftest import TODAY, Cast, Enter

COMMUNITY = reverse("peergroups:community")
APPOINT = reverse("peergroups:appoint_admin")
DAY = timedelta(days=1)


@pytest.fixture
def ada(enter: Enter) -> Client:
    return enter("admin")


def appoint(client: Client, email: str) -> str:
    form = form_on(client.get(COMMUNITY), APPOINT) | {"email": email}
    return page(client.post(APPOINT, form, follow=True))


def looks_after_it(member: Member) -> bool:
    """Ask with fresh eyes: where somebody sits is read once a request."""
    return seating(Member.objects.get(pk=member.pk)).is_admin


def test_an_admin_appoints_another(cast: Cast, ada: Client) -> None:
    assert "Otto Brandt looks after the community too." in appoint(ada, "Outsider@example.org")
    assert looks_after_it(cast.outsider)
    assert Entry.objects.get(verb="admin.appointed", toward=cast.outsider).by == cast.admin


def test_who_is_admin_already_just_goes_on(cast: Cast, ada: Client) -> None:
    appoint(ada, "admin@example.org")
    assert CommunityAdmin.objects.filter(member=cast.admin).count() == 1


@pytest.mark.parametrize("email", ["nobody@example.org", "closed@example.org"])
def test_only_somebody_who_may_log_in_is_appointed(cast: Cast, ada: Client, email: str) -> None:
    factories.member(email="closed@example.org", is_active=False)
    assert "Add the person first" in appoint(ada, email)


def test_what_is_no_address_is_refused(cast: Cast, ada: Client) -> None:
    assert "Enter a valid email address" in appoint(ada, "nobody\x00")


def test_an_admin_dismisses_another_and_the_access_ends_now(cast: Cast, ada: Client) -> None:
    term = factories.admin(cast.outsider)
    answer = ada.post(reverse("peergroups:dismiss_admin", args=[term.pk]), follow=True)
    assert "Otto Brandt no longer looks after the community." in page(answer)
    assert not looks_after_it(cast.outsider)
    assert CommunityAdmin.objects.get(pk=term.pk).until_on == TODAY - DAY


def test_a_term_of_today_never_was(cast: Cast, ada: Client) -> None:
    term = actions.appoint_admin(cast.outsider, by=cast.admin, on=TODAY, at=timezone.now())
    ada.post(reverse("peergroups:dismiss_admin", args=[term.pk]))
    assert not CommunityAdmin.objects.filter(pk=term.pk).exists()


def test_who_steps_down_is_led_to_their_own_page(cast: Cast, ada: Client) -> None:
    factories.admin(cast.outsider)
    own = CommunityAdmin.objects.get(member=cast.admin)
    answer = ada.post(reverse("peergroups:dismiss_admin", args=[own.pk]))
    assert answer["Location"] == reverse("home:today")
    assert ada.get(COMMUNITY).status_code == 403


def test_the_last_admin_stays(cast: Cast, ada: Client) -> None:
    own = CommunityAdmin.objects.get(member=cast.admin)
    answer = ada.post(reverse("peergroups:dismiss_admin", args=[own.pk]), follow=True)
    assert "Somebody has to look after the community." in page(answer)
    assert looks_after_it(cast.admin)


def test_an_admin_whose_account_is_closed_does_not_count_as_another(cast: Cast) -> None:
    other = factories.admin(factories.member(is_active=False))
    with pytest.raises(actions.LastAdmin):
        actions.dismiss_admin(
            CommunityAdmin.objects.get(member=cast.admin), by=cast.admin, on=TODAY, at=timezone.now()
        )
    actions.dismiss_admin(other, by=cast.admin, on=TODAY, at=timezone.now())


def test_somebody_may_be_appointed_again(cast: Cast) -> None:
    term = factories.admin(cast.outsider)
    actions.dismiss_admin(term, by=cast.admin, on=TODAY, at=timezone.now())
    assert not looks_after_it(cast.outsider)
    actions.appoint_admin(cast.outsider, by=cast.admin, on=TODAY, at=timezone.now())
    assert looks_after_it(cast.outsider)


def test_the_first_admin_comes_in_by_the_command_line(db: None) -> None:
    said = StringIO()
    call_command("appoint_admin", "Ada@Example.org", "--name", "Ada Moreau", stdout=said)
    call_command("appoint_admin", "ada@example.org", stdout=said)
    assert looks_after_it(Member.objects.get(email="ada@example.org", name="Ada Moreau"))
    assert CommunityAdmin.objects.count() == 1
    assert "logs in as ada@example.org" in said.getvalue()


def test_the_command_asks_for_the_name_of_somebody_new(db: None) -> None:
    with pytest.raises(CommandError, match="Add --name to add them"):
        call_command("appoint_admin", "ada@example.org")
    assert not Member.objects.exists()
