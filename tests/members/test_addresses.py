import pytest
from allauth.account.models import EmailAddress
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from members.models import Member
from tests.browsing import form_on, page
from tests.conftest import Cast
from tests.members.postbox import Postbox, ask_for_code, enter_code, is_in, log_in_by_code

MARA, NEW = "member@example.org", "mara@new.example"
ADDRESS, CONFIRM = reverse("account_email"), reverse("account_email_verification_sent")


@pytest.fixture
def mara(cast: Cast, visitor: Client, postbox: Postbox) -> Client:
    log_in_by_code(visitor, MARA, postbox)
    return visitor


def address(cast: Cast) -> str:
    return Member.objects.get(pk=cast.member.pk).email


def ask_for_change(client: Client, email: str) -> None:
    typed = form_on(client.get(ADDRESS)) | {"email": email, "action_add": ""}
    client.post(ADDRESS, typed)


def test_a_new_address_holds_once_its_code_is_entered(cast: Cast, mara: Client, postbox: Postbox) -> None:
    ask_for_change(mara, NEW)
    assert address(cast) == MARA
    assert NEW in page(mara.get(ADDRESS))
    mara.post(CONFIRM, form_on(mara.get(CONFIRM), CONFIRM) | {"code": postbox.code(NEW)})
    assert address(cast) == NEW
    assert is_in(mara)


def test_after_the_change_codes_go_to_the_new_address(cast: Cast, mara: Client, postbox: Postbox) -> None:
    ask_for_change(mara, NEW)
    mara.post(CONFIRM, {"code": postbox.code(NEW)})
    told = postbox.mails[-1]
    assert told.to == [MARA]  # in case it was not she
    sent = len(postbox)
    ask_for_code(Client(), MARA)
    assert len(postbox) == sent
    log_in_by_code(Client(), NEW, postbox)


def test_a_wrong_code_changes_nothing(cast: Cast, mara: Client, postbox: Postbox) -> None:
    ask_for_change(mara, NEW)
    mara.post(CONFIRM, {"code": "WRONG-ONE"})
    assert address(cast) == MARA


def test_one_may_stay_with_the_old_address_after_all(cast: Cast, mara: Client, postbox: Postbox) -> None:
    ask_for_change(mara, NEW)
    mara.post(ADDRESS, {"email": NEW, "action_remove": ""})
    assert address(cast) == MARA
    assert "not confirmed yet" not in page(mara.get(ADDRESS))
    log_in_by_code(Client(), MARA, postbox)


def test_a_second_thought_replaces_the_first(cast: Cast, mara: Client, postbox: Postbox) -> None:
    ask_for_change(mara, "typo@new.example")
    mara.post(ADDRESS, {"email": NEW, "action_add": ""})
    mara.post(CONFIRM, {"code": postbox.code(NEW)})
    assert address(cast) == NEW
    assert list(EmailAddress.objects.values_list("email", "verified", "primary")) == [(NEW, True, True)]


def test_the_code_for_the_address_of_somebody_else_goes_to_them(
    cast: Cast, mara: Client, postbox: Postbox
) -> None:
    ask_for_change(mara, "partner@example.org")
    assert postbox.code("partner@example.org")
    assert address(cast) == MARA


def test_an_address_that_waits_to_be_confirmed_opens_no_door(
    cast: Cast, mara: Client, postbox: Postbox
) -> None:
    """A slip of the pen must not let its owner in."""
    ask_for_change(mara, "typo@new.example")
    sent, stranger = len(postbox), Client()
    ask_for_code(stranger, "typo@new.example")
    if len(postbox) > sent:
        enter_code(stranger, postbox.code("typo@new.example"))
    assert not is_in(stranger)
    assert address(cast) == MARA


def test_the_page_of_ones_address_offers_no_change_that_was_not_asked_for(cast: Cast, mara: Client) -> None:
    assert "not confirmed yet" not in page(mara.get(ADDRESS))


def test_postgresql_refuses_a_second_person_with_an_address(cast: Cast) -> None:
    with pytest.raises(IntegrityError, match="one_member_per_address"):
        Member.objects.create(key="double", name="Double", email=MARA)


def test_postgresql_refuses_an_address_that_allauth_would_not_find(cast: Cast) -> None:
    with pytest.raises(IntegrityError, match="an_address_is_in_small_letters"):
        Member.objects.create(key="loud", name="Loud", email="Loud@Example.org")
