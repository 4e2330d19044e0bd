"""The file of a quarter."""

import csv
from io import StringIO
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories
from tests.browsing import page
from tests.conftest import Cast, Enter
from tests.engagement.storing import NOW_QUARTER, came, computed, frozen, keep

FILE = reverse("engagement:download")


def rows(enter: Enter, who: str = "admin", **asked: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text_of(enter(who).get(FILE, asked)))))


def text_of(answer: Any) -> str:
    """Read all of a file that comes line by line."""
    return b"".join(answer.streaming_content).decode()


def test_a_frozen_quarter_can_be_downloaded(enter: Enter, cast: Cast) -> None:
    frozen(1)
    keep("attendance_rate", 31, of=36, group=cast.oak, ago=1, is_sure=True)
    keep("attendance_rate", 62.5, of=72, ago=1, is_sure=True)
    keep("attendance_rate", 1, of=36, group=cast.oak)  # of the running quarter
    whole, oak = rows(enter)
    assert (whole["level"], whole["group"], whole["counted"], whole["of"]) == ("community", "", "62.5", "72")
    assert (oak["group"], oak["name"], oak["value"], oak["status"]) == ("oak", "Oak", "0.8611", "ok")
    assert oak["quarter"] == str(NOW_QUARTER.previous)
    assert float(oak["low"]) < 0.8611 < float(oak["high"])


def test_what_is_not_frozen_is_not_published(enter: Enter, cast: Cast) -> None:
    assert enter("admin").get(FILE).status_code == 404
    frozen(2)
    assert enter("admin").get(FILE, {"quarter": str(NOW_QUARTER.previous)}).status_code == 404
    computed()
    keep("attendance_rate", 1, of=2)
    seen = page(enter("admin").get(reverse("engagement:community")))
    assert f"<option>{NOW_QUARTER.shifted(-2)}</option>" in seen


@pytest.mark.parametrize("who", ["admin", "member"])
def test_no_person_and_nothing_of_few_is_in_it(who: str, enter: Enter, cast: Cast) -> None:
    """Also not where the admin sits in the group: a file is passed on."""
    if who == "member":
        factories.admin(cast.member)
    frozen(1)
    came(cast.member, cast.oak, 17, of=19, ago=1)
    keep("attendance_rate", 31, of=36, group=cast.oak, ago=1, people=4, is_sure=True)
    keep("open_seats", 3, of=8, group=cast.oak, ago=1, people=4)
    told = {row["metric"]: row for row in rows(enter, who)}
    assert set(told) == {"attendance_rate", "open_seats"}
    hidden = told["attendance_rate"]
    assert hidden["status"] == "suppressed"
    assert {hidden[column] for column in ("counted", "of", "value", "low", "high")} == {""}
    assert told["open_seats"]["counted"] == "3"


def test_no_name_is_a_formula(enter: Enter, cast: Cast) -> None:
    frozen(1)
    keep("attendance_rate", 3, of=4, group=factories.group('=HYPERLINK(1), "x"\nand more'), ago=1)
    (row,) = rows(enter)
    assert row["name"] == '\'=HYPERLINK(1), "x"\nand more'


def test_a_file_costs_the_same_for_many_groups(enter: Enter, cast: Cast) -> None:
    frozen(1)
    browser = enter("admin")
    costs: list[int] = []
    for _ in range(2):
        keep("attendance_rate", 3, of=4, group=factories.group(), ago=1)
        browser.get(FILE)
        with CaptureQueriesContext(connection) as captured:
            text_of(browser.get(FILE))
        costs.append(len(captured))
    assert costs[0] == costs[1]
