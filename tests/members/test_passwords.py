import pytest
from django.test import Client
from django.urls import reverse

from members.models import Member
from tests.browsing import form_on, page
from tests.conftest import Cast
from tests.members.postbox import Postbox, is_in, log_in_by_code

MARA = "member@example.org"
GOOD, BETTER = "a walk in the rain", "a walk in the snow"
LOG_IN = reverse("account_login")
SET, CHANGE = reverse("account_set_password"), reverse("account_change_password")
RESET, CONFIRM = reverse("account_reset_password"), reverse("account_confirm_password_reset_code")


@pytest.fixture
def with_password(cast: Cast, visitor: Client, postbox: Postbox) -> Client:
    """The browser of a member who has set a password."""
    log_in_by_code(visitor, MARA, postbox)
    answer = visitor.post(SET, form_on(visitor.get(SET)) | {"password1": GOOD, "password2": GOOD})
    assert answer.status_code == 302
    return visitor


def log_in(client: Client, password: str, email: str = MARA) -> Client:
    client.post(LOG_IN, form_on(client.get(LOG_IN)) | {"login": email, "password": password})
    return client


def test_who_has_set_a_password_gets_in_with_it(with_password: Client) -> None:
    assert is_in(log_in(Client(), GOOD))
    assert is_in(log_in(Client(), GOOD, "Member@Example.org"))


def test_setting_a_password_keeps_one_logged_in_and_sends_a_notice(
    with_password: Client, postbox: Postbox
) -> None:
    assert is_in(with_password)
    notice = postbox.mails[-1]
    assert notice.to == [MARA]
    assert "password" in notice.body
    assert "Our community" in notice.body


def test_a_wrong_password_does_not_let_in(with_password: Client) -> None:
    stranger = Client()
    answer = stranger.post(LOG_IN, {"login": MARA, "password": BETTER})
    assert "not correct" in page(answer)
    assert not is_in(stranger)


def test_a_wrong_password_and_an_unknown_address_are_answered_alike(with_password: Client) -> None:
    errors = [
        Client().post(LOG_IN, {"login": email, "password": BETTER}).context["form"].errors.as_text()
        for email in (MARA, "nobody@example.org")
    ]
    assert errors[0] == errors[1]


def test_who_has_no_password_cannot_log_in_by_one(cast: Cast) -> None:
    assert not is_in(log_in(Client(), ""))
    assert not is_in(log_in(Client(), "!"))


def test_after_five_wrong_passwords_the_right_one_has_to_wait(with_password: Client) -> None:
    for n in range(5):
        log_in(Client(), f"guess number {n}")
    assert not is_in(log_in(Client(), GOOD))


@pytest.mark.parametrize("weak", ["short", "password123", "member@example.org", "mara-lind-1"])
def test_a_weak_password_is_refused(cast: Cast, visitor: Client, postbox: Postbox, weak: str) -> None:
    log_in_by_code(visitor, MARA, postbox)
    html = page(visitor.post(SET, {"password1": weak, "password2": weak}))
    assert 'class="errors"' in html
    assert not Member.objects.get(pk=cast.member.pk).has_usable_password()


def test_changing_a_password_needs_the_old_one(with_password: Client) -> None:
    asked = with_password.get(CHANGE)
    typed = form_on(asked) | {"password1": BETTER, "password2": BETTER}
    page(with_password.post(CHANGE, typed | {"oldpassword": "not this"}))
    assert is_in(log_in(Client(), GOOD))
    assert with_password.post(CHANGE, typed | {"oldpassword": GOOD}).status_code == 302
    assert is_in(with_password)
    assert is_in(log_in(Client(), BETTER))
    assert not is_in(log_in(Client(), GOOD))


def test_a_forgotten_password_is_replaced_with_a_code_by_mail(
    with_password: Client, postbox: Postbox
) -> None:
    stranger = Client()
    asked = stranger.post(RESET, form_on(stranger.get(RESET)) | {"email": MARA}, follow=True)
    choosing = stranger.post(CONFIRM, form_on(asked, CONFIRM) | {"code": postbox.code(MARA)}, follow=True)
    here = choosing.redirect_chain[-1][0]
    stranger.post(here, form_on(choosing) | {"password1": BETTER, "password2": BETTER})
    assert is_in(log_in(Client(), BETTER))
    assert not is_in(log_in(Client(), GOOD))


def test_a_wrong_code_opens_no_new_password(with_password: Client, postbox: Postbox) -> None:
    stranger = Client()
    stranger.post(RESET, {"email": MARA})
    assert "Incorrect code" in page(stranger.post(CONFIRM, {"code": "WRONG-ONE"}))


def test_asking_for_a_new_password_says_nothing_of_who_is_here(cast: Cast, postbox: Postbox) -> None:
    stranger = Client()
    html = page(stranger.post(RESET, {"email": "nobody@example.org"}, follow=True))
    assert "is known here, a code is on its way" in html
    assert len(postbox) == 0
