"""When each item of an agenda starts, which follows from the order and the minutes."""

from datetime import date, time, timedelta

import pytest

from meetings.actions import lay_out_agenda
from meetings.agendas import TEMPLATES, TWO_DAYS
from meetings.models import AgendaItem, Meeting
from meetings.timetable import timetables
from tests import factories
from tests.conftest import NOW, Cast


def fill(meeting: Meeting, *minutes: int | None) -> None:
    day = meeting.days.get()
    for position, length in enumerate(minutes, 1):
        AgendaItem.objects.create(day=day, position=position, title=f"{position}", minutes=length)


def starts(meeting: Meeting) -> list[str]:
    slots = timetables(meeting)[0].slots
    return [f"{slot.starts:%H:%M}" if slot.starts else "" for slot in slots]


@pytest.mark.parametrize(
    ("minutes", "expected", "left"),
    [
        ((), [], 480),
        ((10, 20, 30), ["09:00", "09:10", "09:30"], 420),
        ((240, 240), ["09:00", "13:00"], 0),
        ((480, 1), ["09:00", "17:00"], -1),
        ((15, None, 45), ["09:00", "09:15", ""], 420),  # of unknown length: what follows has no time
        ((900, 30), ["09:00", "00:00"], -450),
    ],
)
def test_an_item_starts_when_the_one_before_it_ends(
    cast: Cast, minutes: tuple[int | None, ...], expected: list[str], left: int
) -> None:
    meeting = factories.meeting(cast.oak)
    fill(meeting, *minutes)
    assert starts(meeting) == expected
    assert timetables(meeting)[0].left == left
    assert timetables(meeting)[0].too_long == max(0, -left)


def test_a_day_without_hours_has_an_order_and_no_times(cast: Cast) -> None:
    meeting = factories.meeting(cast.oak, starts=None, ends=None)
    fill(meeting, 10, 20)
    assert starts(meeting) == ["", ""]
    assert (timetables(meeting)[0].planned, timetables(meeting)[0].left) == (30, None)


def test_a_night_on_which_clocks_go_back_has_an_hour_more(cast: Cast) -> None:
    meeting = factories.meeting(
        cast.oak, on=date(2026, 10, 25), starts=time(0), ends=time(6), timezone_name="Europe/Berlin"
    )
    fill(meeting, 120, 60, 60)
    assert starts(meeting) == ["00:00", "02:00", "02:00"]
    assert timetables(meeting)[0].left == 420 - 240


def test_the_two_day_template_fills_its_days_to_the_minute(cast: Cast) -> None:
    first, second = TWO_DAYS.days
    meeting = factories.meeting(cast.oak, days=2, starts=time(8), ends=time(17, 30))
    lay_out_agenda(meeting, TWO_DAYS, by=cast.facilitator, at=NOW)
    tables = timetables(meeting)
    assert [table.planned for table in tables] == [first.minutes, second.minutes] == [570, 450]
    assert [table.left for table in tables] == [0, 570 - 450]
    assert [(f"{slot.starts:%H:%M}", slot.item.title) for slot in tables[0].slots][-2:] == [
        ("17:05", "Parking lot: vote for tomorrow's hot seats"),
        ("17:20", "One takeaway each"),
    ]


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_can_be_laid_out_as_it_stands(cast: Cast, name: str) -> None:
    template = TEMPLATES[name]
    meeting = factories.meeting(cast.oak, days=len(template.days))
    lay_out_agenda(meeting, template, by=cast.facilitator, at=NOW)
    for item in AgendaItem.objects.all():
        item.full_clean()
    assert [len(table.slots) for table in timetables(meeting)] == [len(day.lines) for day in template.days]


@pytest.mark.parametrize("days", [1, 3])
def test_what_either_side_lacks_of_days_stays_empty(cast: Cast, days: int) -> None:
    meeting = factories.meeting(cast.oak, days=days)
    lay_out_agenda(meeting, TWO_DAYS, by=cast.facilitator, at=NOW)
    filled = [bool(table.slots) for table in timetables(meeting)]
    assert filled == [True, True, False][:days]
    assert meeting.ends_on - meeting.starts_on == timedelta(days=days - 1)
