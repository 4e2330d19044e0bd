"""Rules as text, and the dates they make."""

from calendar import monthrange
from datetime import date, time
from itertools import islice
from unittest.mock import Mock

import pytest

from series import recurrence
from series.recurrence import Rule, RuleRefused, month, moves, week

MAY_7 = date(2026, 5, 7)  # a Thursday, the first of its month


def dates(rule: str, first: date = MAY_7, count: int = 4) -> list[str]:
    return [f"{on:%m-%d}" for on in islice(Rule.read(rule).dates(first), count)]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("FREQ=WEEKLY;BYDAY=TH", ["05-07", "05-14", "05-21", "05-28"]),
        ("RRULE:freq=weekly;byday=th", ["05-07", "05-14", "05-21", "05-28"]),
        ("FREQ=WEEKLY", ["05-07", "05-14", "05-21", "05-28"]),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH", ["05-07", "05-19", "05-21", "06-02"]),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,TH;WKST=SU", ["05-07", "05-17", "05-21", "05-31"]),
        ("FREQ=WEEKLY;BYDAY=TH;COUNT=2", ["05-07", "05-14"]),
        ("FREQ=WEEKLY;BYDAY=TH;UNTIL=20260521", ["05-07", "05-14", "05-21"]),
        ("FREQ=MONTHLY;BYDAY=2TU", ["05-12", "06-09", "07-14", "08-11"]),
        ("FREQ=MONTHLY;BYDAY=TU;BYSETPOS=2", ["05-12", "06-09", "07-14", "08-11"]),
        ("FREQ=MONTHLY;INTERVAL=3;BYDAY=-1FR", ["05-29", "08-28", "11-27", "02-26"]),
        ("FREQ=MONTHLY;BYMONTHDAY=31", ["05-31", "07-31", "08-31", "10-31"]),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", ["05-31", "06-30", "07-31", "08-31"]),
        ("FREQ=MONTHLY", ["05-07", "06-07", "07-07", "08-07"]),
    ],
)
def test_a_rule_makes_its_dates(rule: str, expected: list[str]) -> None:
    assert dates(rule) == expected


@pytest.mark.parametrize(
    "rule", ["FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=30", "FREQ=MONTHLY;INTERVAL=24;BYMONTHDAY=29"]
)
def test_a_rule_without_a_date_ends(rule: str) -> None:
    assert dates(rule, date(1973, 2, 1)) == []


@pytest.mark.parametrize("rule", ["FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,SA;WKST=SU", "FREQ=MONTHLY;INTERVAL=5"])
@pytest.mark.parametrize("ends", ["", ";COUNT=400", ";UNTIL=20270101"])
def test_the_dates_since_a_day_are_the_rest_of_all_dates(rule: str, ends: str) -> None:
    first, kept = date(1970, 1, 31), Rule.read(rule + ends)
    expected = list(islice((on for on in kept.dates(first) if on >= MAY_7), 9))
    assert list(islice(kept.dates(first, since=MAY_7), 9)) == expected


def test_the_years_before_a_day_are_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    look = Mock(wraps=monthrange)
    monkeypatch.setattr(recurrence, "monthrange", look)
    assert next(Rule.read("FREQ=MONTHLY").dates(date(1970, 1, 7), since=MAY_7)) == MAY_7
    assert look.call_count == 1


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ("FREQ=DAILY", "weeks or months"),
        ("", "weeks or months"),
        ("every Thursday", "not a rule"),
        ("FREQ=WEEKLY;FREQ=WEEKLY", "not a rule"),
        ("FREQ=WEEKLY;BYHOUR=6", "knows nothing of BYHOUR"),
        ("FREQ=WEEKLY;COUNT=3;UNTIL=20260601", "not both"),
        ("FREQ=WEEKLY;COUNT=0", "no number"),
        ("FREQ=WEEKLY;INTERVAL=x", "no number"),
        ("FREQ=WEEKLY;BYDAY=2TH", "weekdays only"),
        ("FREQ=WEEKLY;BYMONTHDAY=3", "weekdays only"),
        ("FREQ=WEEKLY;BYDAY=XX", "no weekday"),
        ("FREQ=WEEKLY;WKST=XX", "no weekday"),
        ("FREQ=MONTHLY;BYDAY=0TH", "no weekday"),
        ("FREQ=MONTHLY;BYDAY=MO,1TU", "every weekday a position"),
        ("FREQ=MONTHLY;BYDAY=9TH", "no number"),
        ("FREQ=MONTHLY;BYMONTHDAY=0", "no day 0"),
        ("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "not both"),
        ("FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1", "one weekday only"),
        ("FREQ=WEEKLY;UNTIL=someday", "no last day"),
    ],
)
def test_what_is_no_rule_is_refused_with_a_sentence(rule: str, sentence: str) -> None:
    with pytest.raises(RuleRefused, match=sentence):
        Rule.read(rule)


@pytest.mark.parametrize(
    ("until", "timezone", "last"),
    [
        ("20260521T043000Z", "Europe/Berlin", "05-21"),  # the very moment at which they begin
        ("20260521T042959Z", "Europe/Berlin", "05-14"),
        ("20260520T173000Z", "Pacific/Tongatapu", "05-21"),
        ("20260521T000000", "Europe/Berlin", "05-14"),
        ("20260521", "Europe/Berlin", "05-21"),
    ],
)
def test_an_until_with_a_time_is_a_last_date_there(until: str, timezone: str, last: str) -> None:
    rule = Rule.read(f"FREQ=WEEKLY;BYDAY=TH;UNTIL={until}", starts=time(6, 30), timezone=timezone)
    assert [f"{on:%m-%d}" for on in rule.dates(MAY_7)][-1] == last


def test_of_a_counted_rule_what_is_left_goes_on() -> None:
    rule = Rule.read("FREQ=WEEKLY;BYDAY=TH;COUNT=5")
    assert rule.rest(MAY_7, date(2026, 5, 21)).count == 3
    assert Rule.read("FREQ=WEEKLY").rest(MAY_7, date(2026, 5, 21)).count is None


def on(*days: int) -> list[date]:
    return [date(2026, 5, day) for day in days]


def test_a_date_that_both_rules_have_stays_and_others_move_within_their_week() -> None:
    assert moves(on(7, 14, 21), on(8, 14, 22), span=week) == dict(
        zip(on(7, 14, 21), on(8, 14, 22), strict=True)
    )


def test_a_week_without_a_date_has_none_any_more() -> None:
    assert moves(on(7, 14, 21), on(7, 21), span=week) == {
        date(2026, 5, 7): date(2026, 5, 7),
        date(2026, 5, 14): None,
        date(2026, 5, 21): date(2026, 5, 21),
    }


def test_two_dates_do_not_move_to_the_same_one() -> None:
    assert list(moves(on(12, 14), on(15), span=week).values()) == [date(2026, 5, 15), None]
    assert list(moves(on(12), on(20), span=month).values()) == [date(2026, 5, 20)]
