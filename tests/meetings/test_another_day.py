"""One more row for the days of a meeting, without JavaScript."""

import pytest
from django.test import Client
from django.urls import reverse

from meetings.models import Meeting
from tests import factories
from tests.browsing import form_on, page
from tests.conftest import Cast, Enter
from tests.meetings.typing_in import fill_in, rows, typed

NEW = reverse("meetings:schedule", args=["oak"])


@pytest.fixture
def farah(enter: Enter) -> Client:
    return enter("facilitator")


def test_what_was_typed_stays_right_or_wrong_and_nothing_is_reproached(farah: Client) -> None:
    typed_in = {
        "title": "",
        "place": "The Oxford Hotel",
        "timezone": "America/Denver",
        "reply_by_on": "soon",
        "template": "two-days",
        **rows([("2026-06-10", "09:00", ""), ("no date", "", "")]),
    }
    answer = farah.post(NEW, typed(farah, NEW, another_row="1") | typed_in)
    form = form_on(answer, "")
    assert form["days-TOTAL_FORMS"] == "3"
    assert {name: form[name] for name in typed_in} == typed_in | {"days-TOTAL_FORMS": "3"}
    assert form["days-2-on"] == ""
    assert 'class="errors"' not in page(answer)
    assert not Meeting.objects.exists()


def test_a_meeting_is_scheduled_from_the_longer_form(farah: Client) -> None:
    longer = farah.post(NEW, typed(farah, NEW, ("2026-06-10", "", ""), title="Retreat", another_row="1"))
    days = [(f"2026-06-{day}", "", "") for day in (10, 11, 12)]
    farah.post(NEW, form_on(longer, "") | rows(days))
    assert Meeting.objects.get().days.count() == 3


@pytest.mark.parametrize("count", ["many", "1000000"])
def test_a_number_of_rows_that_no_page_has_is_borne(farah: Client, count: str) -> None:
    form = typed(farah, NEW, title="Call") | {"days-TOTAL_FORMS": count}
    for pressed in ({}, {"another_row": "1"}):
        assert farah.post(NEW, form | pressed).status_code == 200


def test_a_meeting_of_a_month_of_days_can_still_be_changed(cast: Cast, farah: Client) -> None:
    meeting = factories.meeting(cast.oak, days=31, starts=None, ends=None)
    url = reverse("meetings:change", args=[meeting.pk])
    assert "Renamed" in page(farah.post(url, form_on(farah.get(url), "") | {"title": "Renamed"}, follow=True))
    meeting.refresh_from_db()
    assert (meeting.title, meeting.days.count()) == ("Renamed", 31)


def test_pressing_enter_saves_and_adds_no_row(cast: Cast, farah: Client) -> None:
    meeting = factories.meeting(cast.oak)
    for url in (NEW, reverse("meetings:change", args=[meeting.pk])):
        _, form = page(farah.get(url)).split('<form class="form card"')
        first_button = form.split("<button", 1)[1].split(">", 1)[0]
        assert "name=" not in first_button


def test_a_row_is_added_to_a_meeting_that_has_days(cast: Cast, farah: Client) -> None:
    meeting = factories.meeting(cast.oak, days=2)
    url = reverse("meetings:change", args=[meeting.pk])
    longer = form_on(farah.post(url, typed(farah, url, *as_rows(meeting), another_row="1")), "")
    assert longer["days-TOTAL_FORMS"] == "4"
    assert longer["sequence"] == "0"
    fill_in(farah, url, *as_rows(meeting), ("2026-05-30", "10:00", "12:00"))
    assert meeting.days.count() == 3


def as_rows(meeting: Meeting) -> list[tuple[str, str, str]]:
    return [(f"{day.on}", f"{day.starts:%H:%M}", f"{day.ends:%H:%M}") for day in meeting.days.all()]
