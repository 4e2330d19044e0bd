from datetime import UTC, date, datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from peergroups.clock import day, today
from peergroups.models import Community
from tests import factories
from tests.browsing import page
from tests.conftest import Cast, Enter

LATE_IN_UTC = datetime(2026, 5, 4, 23, 30, tzinfo=UTC)


def move_community(to: str) -> None:
    community = Community.current()
    community.timezone = to
    community.save()


@pytest.mark.parametrize(
    ("zone", "on"),
    [
        ("UTC", date(2026, 5, 4)),
        ("Pacific/Auckland", date(2026, 5, 5)),
        ("Asia/Kathmandu", date(2026, 5, 5)),
        ("America/St_Johns", date(2026, 5, 4)),
    ],
)
def test_the_day_is_that_of_the_community(db: None, zone: str, on: date) -> None:
    move_community(zone)
    with time_machine.travel(LATE_IN_UTC):
        assert today() == on


def test_within_a_request_the_day_stands_still(db: None) -> None:
    with time_machine.travel(LATE_IN_UTC, tick=False) as clock, day(today()):
        clock.shift(3600)
        assert today() == date(2026, 5, 4)
    assert today() == date(2026, 5, 4)  # the day of the tests


def test_pages_show_the_day_of_the_community(cast: Cast, enter: Enter) -> None:
    move_community("Pacific/Auckland")
    client = enter("member")
    with time_machine.travel(LATE_IN_UTC):
        assert "<h1>Tuesday, 5 May</h1>" in page(client.get(reverse("home:today")))


def test_a_seat_begins_with_the_day_of_the_community(cast: Cast, enter: Enter) -> None:
    seat = cast.seat(cast.member)
    seat.joined_on = date(2026, 5, 5)
    seat.save()
    client = enter("member")
    with time_machine.travel(LATE_IN_UTC):
        assert client.get(cast.oak.get_absolute_url()).status_code == 404
        move_community("Pacific/Auckland")
        page(client.get(cast.oak.get_absolute_url()))


@pytest.mark.parametrize("address", ["/groups/%00/", "/people/a%00b/", "/community/people/?q=%00"])
def test_an_address_that_no_database_can_hold_is_a_bad_request(
    cast: Cast, enter: Enter, address: str
) -> None:
    assert enter("admin").get(address).status_code == 400


def test_a_session_that_no_database_can_hold_is_a_bad_request(client: Client, db: None) -> None:
    client.cookies.load({"sessionid": "ten_letters\0"})
    assert client.get(reverse("home:today")).status_code == 400


@pytest.mark.parametrize("address", ["/", "/groups/oak/", "/groups/none/", "/account/sessions/"])
def test_no_browser_keeps_a_page_for_whoever_comes_next(cast: Cast, enter: Enter, address: str) -> None:
    assert "no-store" in enter("member").get(address)["Cache-Control"]


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://elsewhere.example/",
        "//elsewhere.example/",
        "/\\elsewhere.example",
        "groups",
        "javascript:x",
        "",
    ],
)
def test_a_form_leads_back_only_to_a_path_of_this_site(cast: Cast, enter: Enter, elsewhere: str) -> None:
    promise = _promise_by(enter("member"), cast)
    answer = enter("member").post(promise, {"outcome": "kept", "next": elsewhere})
    assert answer["Location"] == promise.removesuffix("close/")


def test_a_form_leads_back_to_where_it_stood(cast: Cast, enter: Enter) -> None:
    promise = _promise_by(enter("member"), cast)
    back = f"{cast.oak.get_absolute_url()}#promised"
    assert enter("member").post(promise, {"outcome": "kept", "next": back})["Location"] == back


def _promise_by(client: Client, cast: Cast) -> str:
    return reverse("commitments:close", args=[factories.commitment(cast.oak, cast.member).pk])
