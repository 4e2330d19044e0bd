"""What the forms of a meeting refuse, and in which words."""

from datetime import date

import pytest

from meetings.forms import DaysFormSet, NewMeetingForm
from tests.conftest import Cast
from tests.meetings.typing_in import Row, rows

DAY = ("2026-06-10", "09:00", "12:00")


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        ([], "Choose at least one day."),
        ([("", "", "")], "Choose at least one day."),
        ([("2026-06-10", "09:00", "")], "Give both hours, or neither."),
        ([("2026-06-10", "", "12:00")], "Give both hours, or neither."),
        ([("2026-06-10", "00:00", "")], "Give both hours, or neither."),
        ([("", "09:00", "12:00")], "Add the date of this day, or empty its hours."),
        ([("2026-06-10", "12:00", "12:00")], "A day ends after it begins."),
        ([("2026-06-10", "20:00", "00:00")], "A day ends after it begins."),
        ([DAY, ("2026-06-10", "14:00", "16:00")], "Two rows have the same date; each day stands once."),
        (
            [DAY, ("2026-07-11", "09:00", "12:00")],
            "The days lie more than a month apart; make it two meetings.",
        ),
        ([DAY, ("2026-06-11", "", "")], "Give the hours of every day, or of none."),
        ([("2026-06-31", "09:00", "12:00")], "Enter a valid date."),
        ([("2026-06-10", "9 o'clock", "12:00")], "Enter a valid time."),
        ([("9999-12-31", "", "")], "Choose a date of the years 1900 to 2199."),
        ([("0001-01-01", "09:00", "12:00")], "Choose a date of the years 1900 to 2199."),
    ],
)
def test_days_that_cannot_be(days: list[Row], sentence: str) -> None:
    formset = DaysFormSet({"days-INITIAL_FORMS": "0", **rows(days)}, prefix="days")
    at_rows = [words for form in formset for errors in form.errors.values() for words in errors]
    assert [*formset.non_form_errors(), *at_rows] == [sentence]


@pytest.mark.parametrize(
    "days",
    [[DAY], [("2026-06-10", "", "")], [("", "", ""), DAY], [DAY, ("2026-07-10", "00:00", "23:59")]],
)
def test_days_that_can_be(days: list[Row]) -> None:
    formset = DaysFormSet({"days-INITIAL_FORMS": "0", **rows(days)}, prefix="days")
    assert formset.is_valid()
    assert [str(day.on) for day in formset.hours()] == [on for on, *_ in days if on]


@pytest.mark.parametrize(
    ("field", "typed_in", "sentence"),
    [
        ("title", "", "This field is required."),
        ("title", " \t ", "This field is required."),
        ("title", "x" * 201, "Ensure this value has at most 200 characters (it has 201)."),
        ("title", "Bell\x00", "Null characters are not allowed."),
        ("place", "x" * 100_000, "Ensure this value has at most 300 characters (it has 100000)."),
        ("link", "javascript:alert(1)", "Enter a valid URL."),
        (
            "timezone",
            "Middle/Earth",
            "Select a valid choice. Middle/Earth is not one of the available choices.",
        ),
        ("reply_by_on", "soon", "Enter a valid date."),
        ("reply_by_on", "9999-12-31", "Choose a date of the years 1900 to 2199."),
        ("template", "three-days", "Select a valid choice. three-days is not one of the available choices."),
    ],
)
def test_fields_that_cannot_be(cast: Cast, field: str, typed_in: str, sentence: str) -> None:
    form = NewMeetingForm(group=cast.oak, data={"title": "Call", "timezone": "UTC", field: typed_in})
    assert form.errors == {field: [sentence]}


@pytest.mark.parametrize(("by", "is_in_time"), [("", True), ("2026-06-10", True), ("2026-06-11", False)])
def test_answers_are_wanted_by_the_first_day_at_the_latest(cast: Cast, by: str, is_in_time: bool) -> None:
    form = NewMeetingForm(group=cast.oak, data={"title": "Call", "timezone": "UTC", "reply_by_on": by})
    assert form.is_valid()
    assert form.check_reply_by(date(2026, 6, 10)) is is_in_time
    sentence = "The meeting begins on 10 June 2026; choose no later day."
    assert form.errors == ({} if is_in_time else {"reply_by_on": [sentence]})
