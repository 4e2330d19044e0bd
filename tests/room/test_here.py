"""Who scans the code at the door is asked, and then marked."""

from datetime import datetime, timedelta

import pytest
import segno
import time_machine
from django.urls import reverse

from meetings.actions import record_attendance
from meetings.models import Mark, Meeting
from room.codes import QUIET, holds, is_filling, picture, printed_code, wall_code
from tests import factories
from tests.browsing import page
from tests.conftest import NOW, TODAY, Cast, Enter

MORNING = datetime(2026, 5, 4, 8, 55, tzinfo=NOW.tzinfo)


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """Today from nine to five, in two halves that meet at one."""
    return factories.meeting(cast.oak, on=TODAY)


def door(meeting: Meeting, code: str = "") -> str:
    return reverse("room:here", args=[meeting.pk, code or printed_code(meeting.pk, on=TODAY)])


def mark(meeting: Meeting, cast: Cast, who: str = "member") -> str | None:
    return meeting.days.get().attendance.filter(member=cast[who]).values_list("mark", flat=True).first()


def test_looking_changes_nothing_and_saying_so_marks_one_as_present(
    meeting: Meeting, cast: Cast, enter: Enter
) -> None:
    phone = enter("member")
    with time_machine.travel(MORNING):
        assert "I am here" in page(phone.get(door(meeting)))
        assert mark(meeting, cast) is None
        assert "Good to see you" in page(phone.post(door(meeting)))
        assert mark(meeting, cast) == Mark.PRESENT
        assert "You are in already" in page(phone.post(door(meeting)))


def test_who_comes_late_is_marked_so(meeting: Meeting, cast: Cast, enter: Enter) -> None:
    with time_machine.travel(MORNING + timedelta(minutes=20)):
        assert "noted that it had begun" in page(enter("member").post(door(meeting)))
    assert mark(meeting, cast) == Mark.LATE


def test_what_the_facilitator_marked_stays(meeting: Meeting, cast: Cast, enter: Enter) -> None:
    record_attendance(meeting.days.get(), {cast.member: Mark.ABSENT}, by=cast.facilitator, at=NOW)
    with time_machine.travel(MORNING):
        assert "You are in already" in page(enter("member").post(door(meeting)))
    assert mark(meeting, cast) == Mark.ABSENT


@pytest.mark.parametrize("at", [MORNING - timedelta(hours=1), MORNING + timedelta(hours=9)])
def test_before_and_after_the_door_is_closed(
    at: datetime, meeting: Meeting, cast: Cast, enter: Enter
) -> None:
    with time_machine.travel(at):
        assert "The door is closed" in page(enter("member").post(door(meeting)))
    assert mark(meeting, cast) is None


def test_the_code_on_the_wall_holds_for_ten_to_twenty_minutes(meeting: Meeting) -> None:
    for second in range(0, 600, 150):
        made = NOW + timedelta(seconds=second)
        code = wall_code(meeting.pk, at=made)
        assert holds(code, meeting.pk, at=made + timedelta(minutes=10), on=TODAY)
        assert not holds(code, meeting.pk, at=made + timedelta(minutes=20), on=TODAY)


def test_a_printed_code_holds_on_its_day_and_at_its_meeting(meeting: Meeting) -> None:
    code = printed_code(meeting.pk, on=TODAY)
    assert holds(code, meeting.pk, at=NOW, on=TODAY)
    assert not holds(code, meeting.pk, at=NOW, on=TODAY + timedelta(days=1))
    assert not holds(code, meeting.pk + 1, at=NOW, on=TODAY)
    assert not holds("forged", meeting.pk, at=NOW, on=TODAY)


def test_a_code_that_is_over_marks_nobody(meeting: Meeting, cast: Cast, enter: Enter) -> None:
    code = wall_code(meeting.pk, at=MORNING - timedelta(hours=1))
    with time_machine.travel(MORNING):
        assert enter("member").post(door(meeting, code)).status_code == 410
    assert mark(meeting, cast) is None


def test_the_code_is_no_log_in(meeting: Meeting, enter: Enter) -> None:
    assert enter("nobody").get(door(meeting)).status_code == 302
    assert enter("outsider").post(door(meeting)).status_code == 404


def test_the_picture_is_the_code(meeting: Meeting) -> None:
    drawn = picture(meeting.pk, "code")
    modules = segno.make(drawn.url, error="m", micro=False).matrix
    assert drawn.size == len(modules) + 2 * QUIET
    assert dark(drawn.path) == {
        (x + QUIET, y + QUIET) for y, row in enumerate(modules) for x, module in enumerate(row) if module
    }


def dark(path: str) -> set[tuple[int, int]]:
    """Return the squares that a path covers: “M4 5h3v1h-3z” are three of them."""
    squares = set()
    for bar in path.removesuffix("z").split("z"):
        place, width = bar.removeprefix("M").split("h")[:2]
        x, y = map(int, place.split())
        squares |= {(x + n, y) for n in range(int(width.removesuffix("v1")))}
    return squares


def test_a_sheet_is_printed_for_each_day_to_come(cast: Cast, enter: Enter) -> None:
    meeting = factories.meeting(cast.oak, on=TODAY, days=2)
    sheets = page(enter("facilitator").get(reverse("room:door", args=[meeting.pk])))
    assert sheets.count("<figure") == 2


@pytest.mark.parametrize(("minutes", "fills"), [(-31, False), (-30, True), (44, True), (45, False)])
def test_the_wall_shows_the_code_while_people_come(meeting: Meeting, minutes: int, fills: bool) -> None:
    at = meeting.starts_at + timedelta(minutes=minutes)
    assert is_filling(meeting, at=at) == fills
