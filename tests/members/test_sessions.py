from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse

from tests.browsing import page
from tests.conftest import Cast
from tests.members.postbox import Postbox, is_in, log_in_by_code

MARA = "member@example.org"
SESSIONS = reverse("usersessions_list")


def browser(name: str, postbox: Postbox, email: str = MARA) -> Client:
    client = Client(headers={"user-agent": name})
    log_in_by_code(client, email, postbox)
    return client


def end(pk: int) -> str:
    return reverse("members:end_session", args=[pk])


def test_each_browser_is_listed_and_ones_own_is_named(cast: Cast, postbox: Postbox) -> None:
    browser("Safari on a phone", postbox)
    here = browser("Firefox at home", postbox)
    html = page(here.get(SESSIONS))
    assert "Safari on a phone" in html
    assert "Firefox at home" in html
    assert html.count("This browser") == 1


def test_nobody_sees_the_sessions_of_others(cast: Cast, postbox: Postbox) -> None:
    browser("Safari on a phone", postbox)
    pauls = browser("Edge in an office", postbox, "partner@example.org")
    assert "Safari on a phone" not in page(pauls.get(SESSIONS))


def test_one_session_can_be_ended_from_another(cast: Cast, postbox: Postbox) -> None:
    phone, here = browser("Safari on a phone", postbox), browser("Firefox at home", postbox)
    lost = UserSession.objects.get(user_agent="Safari on a phone")
    here.post(end(lost.pk))
    assert not is_in(phone)
    assert is_in(here)


def test_all_others_can_be_ended_at_once(cast: Cast, postbox: Postbox) -> None:
    phone, office = browser("Safari on a phone", postbox), browser("Edge in an office", postbox)
    here = browser("Firefox at home", postbox)
    here.post(SESSIONS)
    assert not is_in(phone)
    assert not is_in(office)
    assert is_in(here)


def test_nobody_ends_the_session_of_another_person(cast: Cast, postbox: Postbox) -> None:
    maras = browser("Safari on a phone", postbox)
    pauls = browser("Edge in an office", postbox, "partner@example.org")
    session = UserSession.objects.get(user=cast.member)
    assert pauls.post(end(session.pk)).status_code == 404
    assert is_in(maras)


def test_a_session_that_was_ended_is_listed_no_more(cast: Cast, postbox: Postbox) -> None:
    phone, here = browser("Safari on a phone", postbox), browser("Firefox at home", postbox)
    phone.post(reverse("account_logout"))
    assert "Safari on a phone" not in page(here.get(SESSIONS))
