"""A code that was asked for before a change of address is worth nothing after it: the mailbox may be lost."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from members.models import Member
from peergroups.actions import change_address
from tests.browsing import form_on, page
from tests.conftest import Cast
from tests.members.postbox import Postbox, ask_for_code, enter_code, is_in, log_in_by_code

MARA, NEW = "member@example.org", "mara@new.example"
GOOD = "a walk in the rain"
LOG_IN, ADDRESS = reverse("account_login"), reverse("account_email")
RESET, CONFIRM_RESET = reverse("account_reset_password"), reverse("account_confirm_password_reset_code")
Change = Callable[[], None]


@pytest.fixture(params=["her own", "an admin's"])
def change(request: pytest.FixtureRequest, cast: Cast, visitor: Client, postbox: Postbox) -> Change:
    """Mara's address is changed, by herself or by an admin."""

    def her_own() -> None:
        visitor.post(ADDRESS, {"email": NEW, "action_add": ""})
        visitor.post(reverse("account_email_verification_sent"), {"code": postbox.code(NEW)})

    def an_admins() -> None:
        change_address(cast.member, NEW, by=cast.admin, at=timezone.now())

    if request.param == "an admin's":
        return an_admins
    log_in_by_code(visitor, MARA, postbox)
    return her_own


def address(cast: Cast) -> str:
    return Member.objects.get(pk=cast.member.pk).email


def by_password(email: str) -> Client:
    client = Client()
    client.post(LOG_IN, {"login": email, "password": GOOD})
    return client


def test_a_code_to_the_old_address_lets_nobody_in(cast: Cast, postbox: Postbox, change: Change) -> None:
    thief = Client()
    ask_for_code(thief, MARA)
    code = postbox.code(MARA)
    change()
    refused = enter_code(thief, code)
    assert not is_in(thief)
    assert address(cast) == NEW
    assert "no longer has" in page(thief.get(refused["Location"]))


def test_a_code_to_the_old_address_sets_no_password(cast: Cast, postbox: Postbox, change: Change) -> None:
    thief = Client()
    thief.post(RESET, {"email": MARA})
    code = postbox.code(MARA)
    change()
    choosing = thief.post(CONFIRM_RESET, {"code": code}, follow=True)
    here = choosing.redirect_chain[-1][0]
    chosen = form_on(choosing) | {"password1": GOOD, "password2": GOOD}
    refused = thief.post(here, chosen, follow=True)
    assert "no longer has" in page(refused)
    assert not Member.objects.get(pk=cast.member.pk).has_usable_password()


def test_a_password_of_before_does_not_outlive_the_change_by_an_admin(cast: Cast, postbox: Postbox) -> None:
    cast.member.set_password(GOOD)
    cast.member.save()
    change_address(cast.member, NEW, by=cast.admin, at=timezone.now())
    log_in_by_code(Client(), NEW, postbox)
    assert not is_in(by_password(NEW))
