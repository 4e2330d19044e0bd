import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains

from tests.browsing import form_on, page
from tests.conftest import NOW, Cast
from tests.members.postbox import (
    ASK,
    CONFIRM,
    TODAY_PAGE,
    Postbox,
    ask_for_code,
    enter_code,
    is_in,
    log_in_by_code,
)

MARA = "member@example.org"


def test_a_code_by_mail_lets_in(cast: Cast, visitor: Client, postbox: Postbox) -> None:
    asked = ask_for_code(visitor, MARA)
    assert MARA in page(asked)
    entered = visitor.post(CONFIRM, form_on(asked, CONFIRM) | {"code": postbox.code(MARA)})
    assert entered["Location"] == TODAY_PAGE
    assert is_in(visitor)


def test_the_case_of_an_address_does_not_matter(cast: Cast, visitor: Client, postbox: Postbox) -> None:
    ask_for_code(visitor, "Member@Example.ORG")
    assert enter_code(visitor, postbox.code(MARA)).status_code == 302
    assert is_in(visitor)


def test_the_mail_names_the_community_and_nothing_of_any_group(
    cast: Cast, visitor: Client, postbox: Postbox
) -> None:
    ask_for_code(visitor, MARA)
    mail = postbox.mails[-1]
    assert mail.subject == "Your code for Our community"
    assert cast.oak.name not in mail.body


def test_whoever_comes_by_a_link_goes_on_to_that_page(cast: Cast, visitor: Client, postbox: Postbox) -> None:
    wanted = cast.oak.get_absolute_url()
    door = visitor.get(wanted)
    assert door["Location"] == f"{ASK}?next={wanted}"
    form = form_on(visitor.get(door["Location"]))
    asked = visitor.post(door["Location"], form | {"email": MARA}, follow=True)
    entered = visitor.post(CONFIRM, form_on(asked, CONFIRM) | {"code": postbox.code(MARA)})
    assert entered["Location"] == wanted


def test_nobody_is_led_to_another_site_after_the_log_in(
    cast: Cast, visitor: Client, postbox: Postbox
) -> None:
    visitor.post(ASK, {"email": MARA, "next": "https://elsewhere.example/"})
    entered = visitor.post(CONFIRM, {"code": postbox.code(MARA), "next": "https://elsewhere.example/"})
    assert entered["Location"] == TODAY_PAGE


@pytest.mark.parametrize(
    "door", ["account_login", "account_request_login_code", "account_reset_password", "account_logout"]
)
def test_what_is_no_address_leads_nowhere(cast: Cast, visitor: Client, door: str) -> None:
    nowhere = {"next": "http://[::1"}
    assert visitor.get(reverse(door), nowhere).status_code < 400
    typed = nowhere | {"email": MARA, "login": MARA, "password": "not mine"}
    assert visitor.post(reverse(door), typed).status_code < 400


def test_a_wrong_code_does_not_let_in_and_the_right_one_still_does(
    cast: Cast, visitor: Client, postbox: Postbox
) -> None:
    ask_for_code(visitor, MARA)
    assert "Incorrect code" in page(enter_code(visitor, "WRONG-ONE"))
    assert not is_in(visitor)
    enter_code(visitor, postbox.code(MARA))
    assert is_in(visitor)


def test_after_three_wrong_codes_the_right_one_is_worth_nothing(
    cast: Cast, visitor: Client, postbox: Postbox
) -> None:
    ask_for_code(visitor, MARA)
    for _ in range(3):
        enter_code(visitor, "WRONG-ONE")
    enter_code(visitor, postbox.code(MARA))
    assert not is_in(visitor)


def test_a_code_is_good_for_a_quarter_of_an_hour(cast: Cast, visitor: Client, postbox: Postbox) -> None:
    ask_for_code(visitor, MARA)
    code = postbox.code(MARA)
    with time_machine.travel(NOW + timedelta(minutes=16)):
        enter_code(visitor, code)
        assert not is_in(visitor)


def test_a_code_works_only_in_the_browser_that_asked(cast: Cast, visitor: Client, postbox: Postbox) -> None:
    ask_for_code(visitor, MARA)
    other = Client()
    enter_code(other, postbox.code(MARA))
    assert not is_in(other)


def test_an_unknown_address_is_answered_by_the_same_page(
    cast: Cast, visitor: Client, postbox: Postbox
) -> None:
    for_known = page(ask_for_code(Client(), MARA))
    for_unknown = page(ask_for_code(visitor, "nobody@example.org"))
    assert len(postbox) == 1
    assert _without_tokens(for_unknown).replace("nobody@", "member@") == _without_tokens(for_known)


def test_a_fourth_code_within_a_minute_is_refused(cast: Cast, visitor: Client, postbox: Postbox) -> None:
    for _ in range(3):
        ask_for_code(Client(), MARA)
    assert "Too many" in page(ask_for_code(visitor, MARA))
    assert len(postbox) == 3


def test_whoever_tries_without_end_is_told_to_wait(db: None, visitor: Client) -> None:
    for _ in range(30):
        visitor.post(reverse("account_login"))
    refused = visitor.post(reverse("account_login"))
    assertContains(refused, "Wait a little", status_code=429)


def test_a_closed_account_gets_no_code(cast: Cast, visitor: Client, postbox: Postbox) -> None:
    cast.member.is_active = False
    cast.member.save()
    ask_for_code(visitor, MARA)
    assert len(postbox) == 0


def test_an_account_closed_after_the_code_was_sent_stays_shut(
    cast: Cast, visitor: Client, postbox: Postbox
) -> None:
    ask_for_code(visitor, MARA)
    cast.member.is_active = False
    cast.member.save()
    enter_code(visitor, postbox.code(MARA))
    assert not is_in(visitor)


def test_nobody_signs_up_by_themselves(cast: Cast, visitor: Client) -> None:
    assert "Members bring members" in page(visitor.get(reverse("account_signup")))
    visitor.post(reverse("account_signup"), {"email": "new@example.org"})
    assert not type(cast.member).objects.filter(email="new@example.org").exists()


def test_logging_out_asks_first_and_then_ends_the_session(
    cast: Cast, visitor: Client, postbox: Postbox
) -> None:
    log_in_by_code(visitor, MARA, postbox)
    page(visitor.get(reverse("account_logout")))
    assert is_in(visitor)
    visitor.post(reverse("account_logout"))
    assert not is_in(visitor)


@pytest.mark.parametrize("door", ["account_login", "account_request_login_code", "account_reset_password"])
def test_the_way_in_stands_open_to_everybody(db: None, visitor: Client, door: str) -> None:
    assert "<h1>" in page(visitor.get(reverse(door)))


def test_the_last_log_in_is_noted(cast: Cast, visitor: Client, postbox: Postbox) -> None:
    log_in_by_code(visitor, MARA, postbox)
    cast.member.refresh_from_db()
    assert cast.member.last_login
    assert timezone.now() - cast.member.last_login < timedelta(minutes=1)


def _without_tokens(html: str) -> str:
    """Leave out what differs with every request."""
    return re.sub(r"[A-Za-z0-9]{64}", "", html)
