from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement.periods import Quarter, quarters

days = st.dates(min_value=date(1901, 1, 1), max_value=date(2999, 12, 31))


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2018, 1, 1), "2018-Q1"),
        (date(2018, 3, 31), "2018-Q1"),
        (date(2018, 7, 1), "2018-Q3"),
        (date(2018, 12, 31), "2018-Q4"),
    ],
)
def test_a_day_lies_in_its_quarter(day: date, written: str) -> None:
    assert str(Quarter.of(day)) == written
    assert Quarter.parse(written) == Quarter.of(day)


def test_the_number_that_rows_keep() -> None:
    assert Quarter.parse("2018-Q3").id == 2018 * 4 + 2


def test_first_and_last_day() -> None:
    leap = Quarter.parse("2024-Q1")
    assert (leap.first_day, leap.last_day) == (date(2024, 1, 1), date(2024, 3, 31))
    assert Quarter.parse("2023-Q4").last_day == date(2023, 12, 31)


def test_quarters_follow_each_other_over_new_year() -> None:
    last = Quarter.parse("2019-Q4")
    assert str(last.next) == "2020-Q1"
    assert last.next.previous == last
    assert str(last.shifted(-4)) == "2018-Q4"
    assert [str(q) for q in quarters(last, last.shifted(2))] == ["2019-Q4", "2020-Q1", "2020-Q2"]
    assert quarters(last, last.previous) == []


@given(days)
def test_every_day_lies_between_the_first_and_the_last_of_its_quarter(day: date) -> None:
    quarter = Quarter.of(day)
    assert quarter.first_day <= day <= quarter.last_day
    assert Quarter.of(quarter.last_day + timedelta(days=1)) == quarter.next
    assert Quarter.parse(str(quarter)) == quarter


@pytest.mark.parametrize("text", ["2018-Q5", "2018Q1", "18-Q1", "", "2018-Q1 ", "2018-Q10"])
def test_anything_else_is_no_quarter(text: str) -> None:
    with pytest.raises(ValueError, match="2018-Q3"):
        Quarter.parse(text)
