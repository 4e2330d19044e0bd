"""The two doors through which a mail server hands over replies: a command, and an address."""

import io
import os
import sys
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from calendars.checks import check_reply_address
from meetings.models import Meeting
from tests import factories
from tests.calendars.replying import answer_of, in_mail, invited, outcomes, reply, reply_address_in
from tests.conftest import Cast

pytestmark = pytest.mark.django_db
DOOR = reverse("calendars:receive_mail")
WORD = "open sesame"


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    return factories.meeting(cast.oak)


@pytest.fixture
def raw(cast: Cast, meeting: Meeting, mailbox: str) -> bytes:
    invitation = invited(cast.member, meeting)
    return in_mail(reply_address_in(invitation), reply(invitation, "ACCEPTED"))


def hand_over(raw: bytes, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> str:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(raw)))
    said = io.StringIO()
    call_command("receive_mail", *arguments, stdout=said)
    return said.getvalue().strip()


def test_the_command_sets_the_answer(
    raw: bytes, cast: Cast, meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert hand_over(raw, monkeypatch) == "The answer was set."
    assert answer_of(cast.member, meeting) == "yes"


def test_the_command_takes_the_address_from_the_mail_server(
    raw: bytes, cast: Cast, meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = reply_address_in(invited(cast.member, meeting))
    hidden = raw.replace(b"To: ", b"X-Was-To: ")
    assert hand_over(hidden, monkeypatch).startswith("It came to an address that is nobody's")
    assert hand_over(hidden, monkeypatch, "--to", address) == "The answer was set."


@pytest.mark.usefixtures("mailbox")
def test_the_command_lets_no_mail_server_write_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """A bounce would go to a calendar program, or to whoever forged the sender."""
    assert "nobody's" in hand_over(b"", monkeypatch)
    assert "longer than 1 MB" in hand_over(b"x" * (1024 * 1024 + 1), monkeypatch)
    assert outcomes() == ["unknown address"]


@pytest.mark.usefixtures("mailbox")
def test_the_command_asks_to_try_later_without_a_database(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object) -> None:
        raise OperationalError("gone")

    with connection.execute_wrapper(fail), pytest.raises(CommandError) as failure:
        hand_over(b"", monkeypatch)
    assert failure.value.returncode == os.EX_TEMPFAIL


def test_the_command_without_an_address_says_what_to_set(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CommandError, match="Set CALENDAR_REPLY_ADDRESS first") as failure:
        hand_over(b"", monkeypatch)
    assert failure.value.returncode == os.EX_CONFIG


def post(raw: bytes, secret: str = WORD, **headers: str) -> int:
    browser = Client(enforce_csrf_checks=True, headers={"x-mail-secret": secret, **headers})
    return browser.post(DOOR, raw, content_type="message/rfc822").status_code


def test_the_door_over_http_opens_to_the_secret_only(
    raw: bytes, cast: Cast, meeting: Meeting, settings: Settings
) -> None:
    assert post(raw, "") == 404  # none is set
    settings.CALENDAR_MAIL_SECRET = WORD
    assert [post(raw, wrong) for wrong in ("", "open sesam", "ü")] == [403, 403, 403]
    assert outcomes() == []
    assert post(raw) == 204
    assert answer_of(cast.member, meeting) == "yes"
    assert post(raw) == 204
    assert outcomes() == ["answered"]


def test_the_door_over_http_says_the_same_of_any_mail_but_one_too_long(
    raw: bytes, settings: Settings
) -> None:
    settings.CALENDAR_MAIL_SECRET = WORD
    assert post(b"") == post(raw.replace(b"replies+", b"replies+0")) == 204
    assert post(b"x" * (1024 * 1024 + 1)) == 413
    assert Client(headers={"x-mail-secret": WORD}).get(DOOR).status_code == 405


def test_the_door_over_http_takes_the_address_from_the_mail_server(
    raw: bytes, cast: Cast, meeting: Meeting, settings: Settings
) -> None:
    settings.CALENDAR_MAIL_SECRET = WORD
    address = reply_address_in(invited(cast.member, meeting))
    assert post(raw.replace(b"To: ", b"X-Was-To: "), **{"x-mail-to": address}) == 204
    assert answer_of(cast.member, meeting) == "yes"


@pytest.mark.parametrize(
    ("address", "errors"),
    [
        ("", []),
        ("replies@example.org", []),
        ("replies", ["CALENDAR_REPLY_ADDRESS is no mail address."]),
        ("replies+more@example.org", ["CALENDAR_REPLY_ADDRESS leaves no room for a token."]),
        (f"{'r' * 24}@example.org", ["CALENDAR_REPLY_ADDRESS leaves no room for a token."]),
    ],
)
def test_a_wrong_address_is_said_at_the_start(address: str, errors: list[str], settings: Settings) -> None:
    settings.CALENDAR_REPLY_ADDRESS = address
    assert [message.msg for message in check_reply_address()] == errors
