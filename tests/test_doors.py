"""Who may pass each address of the site. One that is in no table of doors fails the last test."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.conftest import Cast, Enter
from tests.door import ROLES
from tests.doors import DOORS, things_for

ELSEWHERE = {
    "health_ready": "tests/config/test_health.py: needs a worker",
}


@pytest.fixture
def things(cast: Cast) -> dict[str, str]:
    return things_for(cast)


@pytest.mark.parametrize("who", ROLES)
def test_who_may_pass(who: str, things: dict[str, str], enter: Enter) -> None:
    answers = {}
    for door in DOORS:
        with transaction.atomic():  # each finds the house as the one before found it
            response = getattr(enter(who), door.method)(door.url(things))
            transaction.set_rollback(True)
        answers[str(door), door.method] = response.status_code
        if who == "nobody" and response.status_code == 302 and not door.name.startswith("account_"):
            assert response["Location"].startswith(reverse("account_request_login_code"))
    assert answers == {(str(door), door.method): door.answer_to(who) for door in DOORS}


def test_a_door_that_changes_something_takes_no_plain_visit(things: dict[str, str], enter: Enter) -> None:
    browser = enter("facilitator")
    posts = [door for door in DOORS if door.method == "post"]
    answers = {str(door): browser.get(door.url(things)).status_code for door in posts}
    assert answers == dict.fromkeys(answers, 405)


def test_a_closed_account_passes_nowhere(things: dict[str, str], enter: Enter, cast: Cast) -> None:
    browser = enter("facilitator")
    cast.facilitator.is_active = False
    cast.facilitator.save()
    answers = {str(door): getattr(browser, door.method)(door.url(things)).status_code for door in DOORS}
    assert answers == {str(door): door.answer_to("nobody") for door in DOORS}


def test_every_address_is_listed() -> None:
    listed = {door.name for door in DOORS} | set(ELSEWHERE)
    assert set(names(get_resolver())) - listed == set()


def names(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            namespace = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from names(pattern, namespace)
        elif isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.name}"
