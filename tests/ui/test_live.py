"""What a page that asks every two seconds is answered."""

from datetime import timedelta

import pytest
import time_machine
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from ui.live import LASTS_SECONDS, BrokenPass, PassOver, answer_live, make_pass, read_pass


def ask(version: str, *, drawn: list[str], now: int = 7) -> HttpResponse:
    """Ask with the version that the page has; `drawn` learns whether anything was drawn."""

    def draw() -> HttpResponse:
        drawn.append("drawn")
        return HttpResponse("<p>news</p>")

    return answer_live(RequestFactory().get("/live/it/", {"v": version}), now, draw)


def test_a_page_that_has_the_version_is_answered_in_no_words_and_nothing_is_drawn() -> None:
    drawn: list[str] = []
    response = ask("7", drawn=drawn)
    assert (response.status_code, response.content, drawn) == (204, b"", [])


@pytest.mark.parametrize("version", ["6", "8", "", "seven", "7 "])
def test_any_other_page_gets_the_news_and_their_version(version: str) -> None:
    response = ask(version, drawn=[])
    assert (response.status_code, response.content) == (200, b"<p>news</p>")
    assert response["X-Version"] == "7"


def test_no_answer_is_kept_by_anybody() -> None:
    assert {ask(version, drawn=[])["Cache-Control"] for version in ("7", "6")} == {"no-store"}


def test_an_answer_may_say_where_to_ask_from_now_on() -> None:
    request = RequestFactory().get("/live/it/")
    assert answer_live(request, 1, HttpResponse, follow="/live/next/")["X-Live"] == "/live/next/"
    assert "X-Live" not in answer_live(request, 1, HttpResponse)


def test_a_pass_says_who_follows_what() -> None:
    assert read_pass("room", make_pass("room", 5, 12)) == (5, 12)


def test_a_pass_is_over_after_ten_minutes() -> None:
    signed = make_pass("room", 5, 12)
    with time_machine.travel(timezone.now() + timedelta(seconds=LASTS_SECONDS - 1), tick=False):
        assert read_pass("room", signed) == (5, 12)
    later = timezone.now() + timedelta(seconds=LASTS_SECONDS + 1)
    with time_machine.travel(later, tick=False), pytest.raises(PassOver):
        read_pass("room", signed)


@pytest.mark.parametrize(
    "signed",
    ["", "forged", make_pass("table", 5, 12), make_pass("room", 5)[:-1]],
    ids=["none", "forged", "for another thing", "cut off"],
)
def test_a_pass_that_was_not_made_for_this_is_broken(signed: str) -> None:
    with pytest.raises(BrokenPass):
        read_pass("room", signed)
