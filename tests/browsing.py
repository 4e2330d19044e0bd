"""What a browser without JavaScript does: read a page, fill in one of its forms, send it."""

from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse


def page(response: Any) -> str:
    """Return the HTML of a page that came well, as one line."""
    assert isinstance(response, HttpResponse)
    assert response.status_code == 200, response
    return " ".join(response.content.decode().split())


def form_on(response: Any, action: str | None = None) -> dict[str, str]:
    """Return the fields of a form as the page shows them, buttons left out.

    The form is the one with that `action`, or the only one of the page besides “Log out”.
    """
    reader = _Forms()
    reader.feed(response.content.decode())
    forms = {key: form for key, form in reader.forms.items() if key != reverse("account_logout")}
    if action is None:
        assert len(forms) == 1, f"say which one: {list(forms)}"
        return next(iter(forms.values()))
    assert action in forms, f"no form with action {action!r} among {list(forms)}"
    return forms[action]


def assert_costs_the_same(client: Client, url: str, add_row: Callable[[], object]) -> None:
    """A page takes as many queries for three rows as for one."""
    add_row()
    for_one = _queries(client, url)
    add_row()
    add_row()
    for_three = _queries(client, url)
    assert len(for_one) == len(for_three), "\n".join(for_three)


def _queries(client: Client, url: str) -> list[str]:
    page(client.get(url))  # what is read once, such as the session, is read now
    with CaptureQueriesContext(connection) as captured:
        page(client.get(url))
    return [query["sql"] for query in captured.captured_queries]


class _Forms(HTMLParser):
    """Collects, for each form by its action, the values that a browser would send."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: dict[str, dict[str, str]] = {}
        self._form: dict[str, str] = {}
        self._select = self._textarea = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = self.forms.setdefault(given.get("action", ""), {})
        elif tag == "input":
            self._input(given)
        elif tag == "select":
            self._select = given["name"]
        elif tag == "option" and self._select:
            if "selected" in given or self._select not in self._form:
                self._form[self._select] = given["value"]
        elif tag == "textarea":
            self._textarea = given["name"]
            self._form[self._textarea] = ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._textarea = ""

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self._form[self._textarea] += data.removeprefix("\n")

    def _input(self, given: dict[str, str]) -> None:
        may_be_off = given.get("type") in {"checkbox", "radio"}
        if "name" in given and (not may_be_off or "checked" in given):
            self._form[given["name"]] = given.get("value", "on" if may_be_off else "")
