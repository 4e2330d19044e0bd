"""Taking over a calendar that was kept elsewhere: shown first, then made, and nothing twice."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from calendars.actions import import_events
from calendars.forms import EventsForm
from calendars.models import ImportedEvent
from calendars.reading import read_calendar
from ledger.models import Entry
from meetings.models import Meeting
from series.models import Series
from tests import factories
from tests.browsing import form_on, page
from tests.calendars.test_reading import file_of, weekly
from tests.conftest import NOW, TODAY, Cast, Enter
from tests.racing import at_once

ASK, TAKE = (reverse(f"calendars:{name}", args=["oak"]) for name in ("read_file", "import"))
CHICAGO = ";TZID=America/Chicago"
ONCE = f"UID:once@x\nDTSTART{CHICAGO}:20260601T090000\nDTEND{CHICAGO}:20260601T170000\nLOCATION:Mill"
OVER = "UID:over@x\nDTSTART:20200101T090000"
FILE = file_of(
    ONCE, f"UID:weekly@x\n{weekly('Europe/Berlin')}\nEXDATE;TZID=Europe/Berlin:20260608T090000", OVER
)


def upload(browser: Client, raw: bytes, timezone: str = "UTC") -> Any:
    return browser.post(ASK, {"file": SimpleUploadedFile("oak.ics", raw), "timezone": timezone})


@pytest.mark.django_db
def test_a_file_is_shown_and_then_made(enter: Enter, cast: Cast) -> None:
    browser = enter("facilitator")
    shown = upload(browser, FILE)
    words = page(shown)
    assert "Mon 1 June 2026, 09:00–17:00 (Chicago time)" in words
    assert "Every Monday, 09:00–10:00 (Berlin time), from 1 June 2026" in words
    assert "Not on 8 June 2026" in words
    assert "It is over." in words
    assert not Meeting.objects.exists()

    done = page(browser.post(TAKE, form_on(shown, TAKE), follow=True))
    assert "2 events are in the calendar now." in done
    once = Meeting.objects.get(place="Mill")
    assert (once.title, once.starts_at) == ("Table", datetime(2026, 6, 1, 14, tzinfo=UTC))
    series = Series.objects.get()
    assert (series.timezone, series.rule_text) == ("Europe/Berlin", "FREQ=WEEKLY;BYDAY=MO")
    dates = list(series.occurrences.values_list("on", flat=True))
    assert dates[:3] == [date(2026, 6, 1), date(2026, 6, 15), date(2026, 6, 22)]
    assert Entry.objects.filter(verb="events.imported", group_id=cast.oak.pk).count() == 1


@pytest.mark.django_db
def test_the_same_file_again_brings_nothing_and_says_so(enter: Enter) -> None:
    browser = enter("facilitator")
    fields = form_on(upload(browser, FILE), TAKE)
    browser.post(TAKE, fields)
    before = Meeting.objects.count()
    assert "Nothing new" in page(browser.post(TAKE, fields, follow=True))  # a double click
    again = page(upload(browser, FILE))
    assert "2 of its events stand here already and stay as they are." in again
    assert "Nothing. All that is to come stands here already" in again
    assert Meeting.objects.count() == before


@pytest.mark.django_db
def test_a_meeting_that_stands_already_is_not_made_twice(cast: Cast) -> None:
    contents = read_calendar(file_of(ONCE), timezone="UTC", today=TODAY)
    (event,) = contents.events
    factories.meeting(cast.oak, title="Table", on=date(2026, 6, 1), timezone_name="America/Chicago")
    assert import_events(cast.oak, contents.events, by=cast.facilitator, at=NOW) == 1
    assert ImportedEvent.objects.get(uid=event.uid).meeting == Meeting.objects.get()


@pytest.mark.django_db
def test_two_groups_may_take_over_the_same_file(cast: Cast) -> None:
    events = read_calendar(FILE, timezone="UTC", today=TODAY).events
    for group in (cast.oak, cast.elm):
        assert import_events(group, events, by=cast.facilitator, at=NOW) == 2


@pytest.mark.django_db
def test_everybody_is_told_of_many_dates_once(cast: Cast) -> None:
    days = [f"DTSTART:202606{day:02}T090000" for day in range(1, 10)]
    import_events(
        cast.oak,
        read_calendar(file_of(*days), timezone="UTC", today=TODAY).events,
        by=cast.facilitator,
        at=NOW,
    )
    assert Meeting.objects.count() == 9
    assert Entry.objects.filter(verb="meeting.scheduled").count() == 1


@pytest.mark.django_db
def test_what_was_shown_cannot_be_changed_on_the_way(enter: Enter, cast: Cast) -> None:
    browser = enter("facilitator")
    of_elm = EventsForm.sealed(read_calendar(FILE, timezone="UTC", today=TODAY).events, cast.elm)
    for forged in (of_elm, "x", ""):
        answer = browser.post(TAKE, {"events": forged}, follow=True)
        assert "Choose the file again" in page(answer)
    assert not Meeting.objects.exists()


@pytest.mark.django_db
def test_a_wrong_file_is_answered_by_a_sentence_and_keeps_the_zone(enter: Enter) -> None:
    browser = enter("facilitator")
    assert "This is no calendar file." in page(upload(browser, b"hello"))
    too_long = upload(browser, b"x" * (1024 * 1024 + 1), "Asia/Kathmandu")
    assert "The file is longer than 1 MB." in page(too_long)
    assert form_on(too_long, "")["timezone"] == "Asia/Kathmandu"
    assert "This field is required." in page(browser.post(ASK, {"timezone": "UTC"}))


@pytest.mark.django_db
def test_a_script_in_a_title_stays_text(enter: Enter) -> None:
    shown = page(
        upload(enter("facilitator"), file_of("SUMMARY:<script>alert(1)</script>\nDTSTART:20260601T090000"))
    )
    assert "<script>alert" not in shown


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_make_one_of_each(cast: Cast) -> None:
    events = read_calendar(file_of(ONCE), timezone="UTC", today=TODAY).events

    def click() -> int:
        return import_events(cast.oak, events, by=cast.facilitator, at=NOW)

    assert sorted(at_once(click, click)) == [0, 1]
    assert Meeting.objects.count() == 1
