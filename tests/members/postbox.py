"""Reading mail, and getting in with what stands in it."""

import re
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

ASK = reverse("account_request_login_code")
CONFIRM = reverse("account_confirm_login_code")
TODAY_PAGE = reverse("home:today")


class Postbox:
    """The mails of a test, the latest last."""

    def __init__(self, mails: list[Any]) -> None:
        self.mails = mails

    def __len__(self) -> int:
        return len(self.mails)

    def code(self, to: str) -> str:
        """Return the code in the latest mail, which must be to that address."""
        mail = self.mails[-1]
        assert mail.to == [to]
        found = re.search(r"^\s{4}(\S+)$", mail.body, re.MULTILINE)
        assert found, mail.body
        return found[1]


def ask_for_code(client: Client, email: str) -> HttpResponse:
    return client.post(ASK, {"email": email}, follow=True)  # type: ignore[return-value]


def enter_code(client: Client, code: str) -> HttpResponse:
    return client.post(CONFIRM, {"code": code})  # type: ignore[return-value]


def log_in_by_code(client: Client, email: str, postbox: Postbox) -> None:
    ask_for_code(client, email)
    assert enter_code(client, postbox.code(email)).status_code == 302


def is_in(client: Client) -> bool:
    return client.get(TODAY_PAGE).status_code == 200
