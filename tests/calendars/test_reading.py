"""What becomes of an event of somebody else's calendar program."""

from datetime import date, time
from pathlib import Path
from unittest.mock import Mock

import pytest
from hypothesis import given
from hypothesis import settings as how_often
from hypothesis import strategies as st

from calendars import reading
from calendars.reading import Contents, Event, Unreadable, read_calendar
from calendars.zones import iana_name
from meetings.actions import Hours
from tests.conftest import TODAY

NINE_TO_TEN = (time(9), time(10))
BERLIN_UNDER_ANOTHER_NAME = """BEGIN:VTIMEZONE
TZID:{name}
BEGIN:STANDARD
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0200
TZOFFSETTO:{standard}
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:{standard}
TZOFFSETTO:+0200
END:DAYLIGHT
END:VTIMEZONE
"""


def file_of(*events: str, before: str = "") -> bytes:
    """Return a calendar of events, each by its lines, with a UID and a SUMMARY unless it brings them."""
    bodies = []
    for number, lines in enumerate(events):
        own = [line for line in (f"UID:{number}@x", "SUMMARY:Table") if line.split(":")[0] + ":" not in lines]
        bodies.append("\n".join(["BEGIN:VEVENT", *own, lines, "END:VEVENT", ""]))
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\n{before}{''.join(bodies)}END:VCALENDAR\n"
    return text.replace("\n", "\r\n").encode()


def read(*events: str, before: str = "", timezone: str = "Asia/Kathmandu") -> Contents:
    return read_calendar(file_of(*events, before=before), timezone=timezone, today=TODAY)


def taken(*events: str, before: str = "", timezone: str = "Asia/Kathmandu") -> Event:
    contents = read(*events, before=before, timezone=timezone)
    assert contents.left == []
    (event,) = contents.events
    return event


def why_left(*events: str, before: str = "") -> str:
    contents = read(*events, before=before)
    assert contents.events == []
    (left,) = contents.left
    return left.why


def weekly(tzid: str) -> str:
    return (
        f"DTSTART;TZID={tzid}:20260601T090000\nDTEND;TZID={tzid}:20260601T100000\nRRULE:FREQ=WEEKLY;BYDAY=MO"
    )


@pytest.mark.parametrize(
    ("lines", "timezone", "hours"),
    [
        (
            "DTSTART;TZID=Europe/Berlin:20260601T090000\nDTEND;TZID=Europe/Berlin:20260601T100000",
            "Asia/Kathmandu",
            (time(12, 45), time(13, 45)),
        ),
        ("DTSTART:20260601T090000Z\nDURATION:PT1H", "Asia/Kathmandu", (time(14, 45), time(15, 45))),
        ("DTSTART:20260601T090000\nDTEND:20260601T100000", "Asia/Kathmandu", NINE_TO_TEN),
        ("DTSTART:20260601T090000", "America/St_Johns", NINE_TO_TEN),
    ],
)
def test_hours_without_a_zone_are_by_the_zone_asked_for(
    lines: str, timezone: str, hours: tuple[time, time]
) -> None:
    event = taken(lines, timezone=timezone)
    assert event.days == (Hours(date(2026, 6, 1), *hours),) or "TZID" in lines
    assert event.where.timezone == (timezone if "TZID" not in lines else "Europe/Berlin")


@pytest.mark.parametrize(
    ("tzid", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("W. Europe Standard Time", "Europe/Berlin"),
        ("Eastern Standard Time", "America/New_York"),
    ],
)
def test_names_of_iana_and_of_windows_are_known(tzid: str, zone: str) -> None:
    event = taken(weekly(tzid))
    assert event.where.timezone == zone
    assert event.days == (Hours(date(2026, 6, 1), *NINE_TO_TEN),)
    assert event.rule == "FREQ=WEEKLY;BYDAY=MO"


def test_a_table_without_a_known_name_is_the_zone_whose_clocks_are_like_that() -> None:
    table = BERLIN_UNDER_ANOTHER_NAME.format(name="Our clock", standard="+0100")
    assert taken(weekly("Our clock"), before=table, timezone="Europe/Paris").where.timezone == "Europe/Paris"
    other = taken(weekly("Our clock"), before=table).where.timezone
    assert other.startswith(("Europe/", "Africa/", "Arctic/"))


def test_two_files_may_mean_different_clocks_by_the_same_name() -> None:
    for standard, fits in (("+0100", True), ("+0130", False)):
        table = BERLIN_UNDER_ANOTHER_NAME.format(name="A shared name", standard=standard)
        contents = read(weekly("A shared name"), before=table)
        assert bool(contents.events) == fits
        assert [left.why for left in contents.left] == (
            [] if fits else ["No zone of this world has clocks like “A shared name”."]
        )


def test_once_a_strange_clock_is_no_trouble() -> None:
    table = BERLIN_UNDER_ANOTHER_NAME.format(name="Strange", standard="+0130")
    event = taken("DTSTART;TZID=Strange:20261201T090000", before=table)
    assert event.days == (Hours(date(2026, 12, 1), time(13, 15), time(14, 15)),)
    assert event.where.timezone == "Asia/Kathmandu"


def test_days_without_hours_stay_days() -> None:
    event = taken("DTSTART;VALUE=DATE:20260601\nDTEND;VALUE=DATE:20260603")
    assert event.days == (Hours(date(2026, 6, 1)), Hours(date(2026, 6, 2)))
    assert taken("DTSTART;VALUE=DATE:20260601").days == (Hours(date(2026, 6, 1)),)


def test_who_organises_and_attends_is_not_read() -> None:
    people = "ORGANIZER;CN=Ana:mailto:ana@example.com\nATTENDEE;CN=Ben:mailto:ben@example.com"
    event = taken(f"DTSTART:20260601T090000\n{people}\nDESCRIPTION:Call ben@example.com\nCOMMENT:Ana")
    assert not [word for word in ("ana", "ben", "@example") if word in str(event).lower()]


def test_exceptions_of_a_series_become_dates_without_and_meetings_of_their_own() -> None:
    tz = ";TZID=America/New_York"
    rule = f"UID:s@x\nDTSTART{tz}:20260601T200000\nDTEND{tz}:20260601T210000\nRRULE:FREQ=WEEKLY;COUNT=9"
    contents = read(
        f"{rule}\nEXDATE{tz}:20260608T200000,20260615T200000",
        f"UID:s@x\nRECURRENCE-ID:20260623T000000Z\nDTSTART{tz}:20260623T070000\nDTEND{tz}:20260623T080000",
        f"UID:s@x\nRECURRENCE-ID{tz}:20260629T200000\nDTSTART{tz}:20260629T200000\nSTATUS:CANCELLED",
    )
    series = next(event for event in contents.events if event.rule)
    (moved,) = (event for event in contents.events if not event.rule)
    assert series.skipping == tuple(date(2026, 6, day) for day in (8, 15, 22, 29))
    assert (moved.recurrence, moved.days[0].on) == ("2026-06-22", date(2026, 6, 23))
    assert [left.why for left in contents.left] == ["It is cancelled."]


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ("DTSTART:20260101T090000", "It is over."),
        ("DTSTART:20250101T090000\nRRULE:FREQ=WEEKLY;COUNT=3", "Its last date is over."),
        (
            "DTSTART:19720201T090000\nRRULE:FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=30",
            "By its rule there is no date at all.",
        ),
        ("DTSTART:20260601T090000\nSTATUS:CANCELLED", "It is cancelled."),
        ("DTSTAMP:20260601T090000Z", "It has no date."),
        ("DTSTART:20260601T220000\nDURATION:PT4H", "It does not begin and end on one day."),
        ("DTSTART;VALUE=DATE:20260601\nDTEND;VALUE=DATE:20270601", "It does not end within a month."),
        ("DTSTART;VALUE=DATE:20260601\nRRULE:FREQ=WEEKLY", "It repeats without hours."),
        ("DTSTART:20260601T090000\nRRULE:FREQ=DAILY", "A series repeats every so many weeks or months"),
        ("DTSTART:20260601T090000\nRRULE:FREQ=WEEKLY\nRDATE:20260603T090000", "It has further dates"),
        ("DTSTART:20260601T090000\nRRULE:FREQ=WEEKLY\nRRULE:FREQ=MONTHLY", "It has several rules."),
        (
            "DTSTART;TZID=Mars/Olympus:20260601T090000",
            "No zone of this world has clocks like “Mars/Olympus”.",
        ),
        ("DTSTART:00010101T090000\nRRULE:FREQ=WEEKLY", "It begins before 1970."),
        ("DTSTART:nonsense", "It"),
    ],
)
def test_what_is_left_out_is_named_with_a_reason(lines: str, why: str) -> None:
    assert why_left(lines).startswith(why)


def test_a_place_that_is_an_address_of_the_web_is_where_one_joins() -> None:
    event = taken("DTSTART:20260601T090000\nLOCATION:https://meet.example.com/oak")
    assert (event.where.place, event.where.link) == ("", "https://meet.example.com/oak")
    event = taken("DTSTART:20260601T090000\nLOCATION:javascript:alert(1)")
    assert (event.where.place, event.where.link) == ("javascript:alert(1)", "")


def test_an_event_that_ends_at_midnight_ends_a_minute_before() -> None:
    assert taken("DTSTART:20260601T220000\nDTEND:20260602T000000").days[0].ends == time(23, 59)


@pytest.mark.parametrize(
    ("raw", "why"),
    [(b"", "no calendar file"), (b"PK\x03\x04", "no calendar file"), (file_of(), "There is no event in it.")],
)
def test_what_is_no_calendar_is_said_to_be_none(raw: bytes, why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        read_calendar(raw, timezone="UTC", today=TODAY)


def test_a_file_of_too_many_events_or_zones_is_refused() -> None:
    with pytest.raises(Unreadable, match="more than 200 events"):
        read(*["DTSTART:20260601T090000"] * 201)
    tables = [BERLIN_UNDER_ANOTHER_NAME.format(name=f"Clock {n}", standard="+0100") for n in range(51)]
    with pytest.raises(Unreadable, match="more than 50 time zones"):
        read("DTSTART:20260601T090000", before="".join(tables))


def test_a_series_that_leaves_out_too_many_dates_is_named() -> None:
    dates = ",".join(["20260601T090000"] * 301)
    assert "more than 300 dates" in why_left(f"DTSTART:20260601T090000\nRRULE:FREQ=WEEKLY\nEXDATE:{dates}")


@pytest.mark.parametrize("rule", ["FREQ=SECONDLY", "FREQ=YEARLY;BYHOUR=1,2,3", "FREQ=YEARLY;BYDAY=MO,TU,WE"])
def test_a_clock_that_changes_all_the_time_is_not_followed(rule: str) -> None:
    table = BERLIN_UNDER_ANOTHER_NAME.format(name="Restless", standard="+0130")
    table = table.replace("FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", rule)
    assert "“Restless”" in why_left("DTSTART;TZID=Restless:20260601T090000", before=table)


def test_each_zone_of_a_file_is_looked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    find = Mock(wraps=iana_name)
    monkeypatch.setattr(reading, "iana_name", find)
    table = BERLIN_UNDER_ANOTHER_NAME.format(name="Our clock", standard="+0100")
    dates = ",".join(f"202606{day:02}T090000" for day in range(1, 29))
    read(*[f"{weekly('Our clock')}\nEXDATE;TZID=Our clock:{dates}"] * 9, before=table)
    assert find.call_count == 1


def test_a_file_of_one_line_is_no_name_of_a_file_on_the_server(tmp_path: Path) -> None:
    (tmp_path / "secret.ics").write_bytes(file_of("DTSTART:20260601T090000"))
    with pytest.raises(Unreadable, match="no calendar file"):
        read_calendar(str(tmp_path / "secret.ics").encode(), timezone="UTC", today=TODAY)


LINES = st.sampled_from(
    [
        *(
            "BEGIN:VEVENT",
            "END:VEVENT",
            "BEGIN:VTIMEZONE",
            "END:VTIMEZONE",
            "TZID:x",
            "UID:",
            "RRULE:FREQ=WEEKLY",
        ),
        *(
            "DTSTART:20260601T090000",
            "DTSTART;TZID=x:20260601T090000",
            "DTSTART;VALUE=DATE:20260601",
            "DTSTART:",
        ),
        *(
            "DTEND:99991231T235959",
            "DURATION:-P1D",
            "RRULE:COUNT=0",
            "EXDATE:x",
            "EXDATE;VALUE=DATE:20260601",
        ),
        *("RECURRENCE-ID:20260601T090000Z", "RECURRENCE-ID:x", "SUMMARY:\0", "LOCATION:ü", ":", ";;", " x"),
    ]
)


@how_often(max_examples=100, deadline=None)
@given(st.lists(LINES | st.text(max_size=20), max_size=25))
def test_whatever_is_in_a_file_is_read_or_refused(lines: list[str]) -> None:
    body = "\r\n".join(["BEGIN:VCALENDAR", *lines, "END:VCALENDAR"])
    try:
        contents = read_calendar(body.encode(errors="replace"), timezone="UTC", today=TODAY)
    except Unreadable:
        return
    for event in contents.events:
        assert event.days
        assert event.title
        assert len(event.uid) <= 250
