"""Mails of the embedded mode can be read on a page, and only from this machine."""

import time
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from pytest_django import Settings

from embedded import mailbox

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.embedded.mailbox_urls")]


@pytest.fixture(autouse=True)
def embedded_mode(settings: Settings, tmp_path: Path) -> None:
    settings.EMBEDDED_VAR = tmp_path
    settings.ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", "rebound.example"]


@pytest.fixture
def near() -> Client:
    return Client(headers={"host": "127.0.0.1:8000"})


def post(subject: str = "Your code", to: str = "ada@example.org", **more: Any) -> str:
    """Send a mail; return its key."""
    mail = EmailMultiAlternatives(
        subject, "It is 123456. http://127.0.0.1:8000/account/", "us@example.org", [to]
    )
    mail.attach_alternative("<p style='color: green'>It is <b>123456</b>.</p>", "text/html")
    for name in more.get("attached", ()):
        mail.attach(name, "BEGIN:VCALENDAR", "text/calendar")
    assert mailbox.MailboxBackend().send_messages([mail]) == 1
    return next(mailbox.letters()).key


def test_a_mail_can_be_read_with_its_links_and_attachments(near: Client) -> None:
    key = post(subject="Grüße <Oak>", attached=["meeting.ics"])
    page = near.get(f"/mailbox/{key}/").content.decode()
    assert "Grüße &lt;Oak&gt;" in page
    assert 'href="http://127.0.0.1:8000/account/"' in page
    assert "Attached: meeting.ics" in page
    assert "us@example.org" in page


def test_the_html_part_stands_alone_under_a_policy_that_lets_nothing_run(near: Client) -> None:
    answer = near.get(f"/mailbox/{post()}/html/")
    assert answer.content.startswith(b"<p style='color: green'>It is <b>123456</b>.</p>")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "script-src" not in policy


def test_the_list_shows_the_newest_first_and_finds_by_recipient(near: Client) -> None:
    for number, to in enumerate(["ada@example.org", "bo@example.org", "ada@example.org"]):
        post(subject=f"Mail {number}", to=to)
    everything = near.get("/mailbox/").content.decode()
    assert everything.index("Mail 2") < everything.index("Mail 1") < everything.index("Mail 0")
    for_ada = near.get("/mailbox/?to=ADA@").content.decode()
    assert "Mail 2" in for_ada
    assert "Mail 1" not in for_ada


def test_an_empty_mailbox_says_what_would_come(near: Client) -> None:
    assert "No mail yet." in near.get("/mailbox/").content.decode()
    assert "No mail to ada@ is here." in near.get("/mailbox/?to=ada@").content.decode()


@pytest.mark.parametrize("key", ["1.M1P1Q1.nowhere", "..%2Fsecret_key", "secret_key"])
def test_what_is_not_there_is_not_found(near: Client, key: str) -> None:
    assert near.get(f"/mailbox/{key}/").status_code == 404
    assert near.get(f"/mailbox/{key}/html/").status_code == 404


@pytest.mark.parametrize(
    ("address", "host", "status"),
    [
        ("127.0.0.1", "127.0.0.1:8000", 200),
        ("127.0.0.1", "localhost:8000", 200),
        ("::1", "[::1]:8000", 200),
        ("192.0.2.7", "127.0.0.1:8000", 404),
        ("127.0.0.1", "rebound.example", 404),
        ("", "127.0.0.1:8000", 404),
    ],
)
def test_only_this_machine_under_its_own_name_gets_in(address: str, host: str, status: int) -> None:
    browser = Client(headers={"host": host}, REMOTE_ADDR=address)
    paths = ["/mailbox/", f"/mailbox/{post()}/", f"/mailbox/{post()}/html/"]
    assert [browser.get(path).status_code for path in paths] == [status] * 3


def test_nobody_gets_in_through_a_proxy(near: Client) -> None:
    assert near.get("/mailbox/", headers={"x-forwarded-for": "192.0.2.7"}).status_code == 404


def test_nothing_can_be_sent_to_the_mailbox(near: Client) -> None:
    assert near.post("/mailbox/").status_code == 405


def test_the_oldest_mails_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailbox, "KEPT", 2)
    for number in range(4):
        post(subject=f"Mail {number}")
        time.sleep(0.002)
    assert [letter.subject for letter in mailbox.letters()] == ["Mail 3", "Mail 2"]


def test_outside_the_embedded_mode_there_is_no_mailbox(settings: Settings, client: Client) -> None:
    settings.EMBEDDED_VAR = None
    with pytest.raises(ImproperlyConfigured, match="EMAIL_URL"):
        post()


@pytest.mark.urls("peergroups.config.urls")
def test_the_address_exists_only_in_the_embedded_mode(near: Client) -> None:
    assert near.get("/mailbox/").status_code == 404
