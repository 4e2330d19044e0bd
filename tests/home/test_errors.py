"""What somebody sees when something is in the way."""

from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.views.defaults import server_error

from tests.conftest import Enter


def page_of(response: Any, status: int) -> str:
    """Return the page of an error, as one line."""
    assert response.status_code == status
    text = " ".join(response.content.decode().split())
    assert text.count("<h1>") == 1
    assert "/static/css/tokens" in text
    return text


@pytest.mark.parametrize("who", ["nobody", "member"])
def test_an_address_that_does_not_exist(enter: Enter, who: str) -> None:
    text = page_of(enter(who).get("/no/such/page/"), 404)
    assert "There is no such page, or it is not yours to see." in text
    assert ("Log out" in text) == (who == "member")


def test_a_group_of_others(enter: Enter) -> None:
    assert "ask them whether you have a seat in that group" in page_of(
        enter("member").get("/groups/elm/"), 404
    )


def test_something_that_is_for_others_to_do(enter: Enter) -> None:
    text = page_of(enter("member").get("/desk/"), 403)
    assert "You may see this, but changing it belongs to somebody else" in text


@pytest.mark.parametrize("who", ["nobody", "member"])
def test_a_form_from_before_another_log_in(enter: Enter, who: str) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.cookies = enter(who).cookies
    text = page_of(browser.post("/account/logout/"), 403)
    assert "This form is out of date" in text
    assert "Nothing was saved." in text


def test_a_request_that_cannot_be_read(enter: Enter, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 10
    fields = {f"field-{n}": "x" for n in range(11)}
    text = page_of(enter("member").post("/account/logout/", fields), 400)
    assert "That could not be read" in text


def test_an_error_of_ours_is_told_without_reading_anything(rf: RequestFactory) -> None:
    text = page_of(server_error(rf.get("/")), 500)
    assert "Something broke on our side" in text


def test_a_request_for_another_host_is_refused_in_a_sentence(client: Client) -> None:
    page_of(client.get("/", headers={"host": "evil.example"}), 400)
