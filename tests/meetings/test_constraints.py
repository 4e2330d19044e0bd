"""What PostgreSQL refuses, also from a shell prompt."""

from datetime import time, timedelta

import pytest

from meetings.models import (
    AgendaChange,
    AgendaItem,
    AgendaTemplate,
    Answer,
    Attendance,
    Half,
    Mark,
    Meeting,
    MeetingDay,
    Presence,
    Reply,
    Source,
    TemplateItem,
)
from tests import factories
from tests.conftest import NOW, Cast
from tests.refusing import refuses


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    return factories.meeting(cast.oak)


@pytest.fixture
def day(meeting: Meeting) -> MeetingDay:
    return meeting.days.get()


def test_a_meeting_that_ends_before_it_begins(meeting: Meeting) -> None:
    constraint = "a_meeting_ends_after_it_begins"
    meeting.ends_at = meeting.starts_at
    assert refuses(constraint, meeting)
    meeting.refresh_from_db()
    meeting.ends_on = meeting.starts_on - timedelta(days=1)
    assert refuses(constraint, meeting)


def test_two_days_of_a_meeting_on_one_date(day: MeetingDay) -> None:
    same = MeetingDay(meeting=day.meeting, on=day.on, starts_at=day.starts_at, ends_at=day.ends_at)
    assert refuses("one_meeting_day_each_date", same)


@pytest.mark.parametrize(
    ("starts", "ends"),
    [(time(9), time(9)), (time(17), time(9)), (time(9), None), (None, time(9))],
)
def test_a_day_that_ends_before_it_begins_or_has_half_its_hours(
    day: MeetingDay, starts: time | None, ends: time | None
) -> None:
    day.starts, day.ends = starts, ends
    assert refuses("a_meeting_day_ends_after_it_begins", day)


def test_two_items_at_one_position(day: MeetingDay) -> None:
    AgendaItem.objects.create(day=day, position=1, title="a")
    assert refuses("one_item_at_each_position", AgendaItem(day=day, position=1, title="b"))


def test_an_item_led_by_a_person_and_a_role(cast: Cast, day: MeetingDay) -> None:
    item = AgendaItem(day=day, position=1, title="a", owner=cast.member, owner_role="host")
    assert refuses("an_item_has_one_owner", item)


def test_two_answers_of_one_member(cast: Cast, meeting: Meeting) -> None:
    Answer.objects.create(meeting=meeting, member=cast.member, reply=Reply.YES, answered_at=NOW)
    again = Answer(meeting=meeting, member=cast.member, reply=Reply.NO, answered_at=NOW)
    assert refuses("one_answer_each", again)


def test_two_marks_of_one_person_on_one_day(cast: Cast, day: MeetingDay) -> None:
    Attendance.objects.create(day=day, member=cast.member, mark=Mark.LATE, recorded_at=NOW)
    again = Attendance(day=day, member=cast.member, mark=Mark.PRESENT, recorded_at=NOW)
    assert refuses("one_mark_each_day", again)


def test_two_meetings_of_one_key(cast: Cast, meeting: Meeting) -> None:
    meeting.pk = None
    assert refuses("meetings_meeting_key", meeting)


def test_two_marks_of_one_person_for_one_half(cast: Cast, day: MeetingDay) -> None:
    fields = {
        "day": day,
        "half": Half.MORNING,
        "member": cast.member,
        "recorded_at": NOW,
        "source": Source.SELF,
    }
    Presence.objects.create(mark=Mark.LATE, **fields)
    assert refuses("one_mark_each_half", Presence(mark=Mark.PRESENT, **fields))


@pytest.mark.parametrize("mark", [Mark.PARTIAL, Mark.NOT_RECORDED, "asleep"])
def test_a_half_that_is_attended_in_parts(cast: Cast, day: MeetingDay, mark: str) -> None:
    row = Presence(day=day, half=Half.WHOLE, member=cast.member, mark=mark, recorded_at=NOW, source="roll")
    assert refuses("a_half_is_attended_or_not", row)


def test_two_changes_of_an_agenda_that_claim_the_same_sequence(meeting: Meeting) -> None:
    fields = {"meeting": meeting, "sequence": 1, "at": NOW, "before": {}}
    AgendaChange.objects.create(says="Added “a”", **fields)
    assert refuses("one_agenda_change_each_sequence", AgendaChange(says="Added “b”", **fields))


def test_two_templates_of_one_name_in_a_group_or_in_the_community(cast: Cast) -> None:
    for group in (cast.oak, cast.elm, None):
        AgendaTemplate.objects.create(name="Our two days", group=group, made_at=NOW)
    for group in (cast.oak, None):
        again = AgendaTemplate(name="OUR two days", group=group, made_at=NOW)
        assert refuses("one_template_of_each_name", again)


def test_two_lines_of_a_template_at_one_place(cast: Cast) -> None:
    template = AgendaTemplate.objects.create(name="a", group=cast.oak, made_at=NOW)
    TemplateItem.objects.create(template=template, day=1, position=1, title="a")
    again = TemplateItem(template=template, day=1, position=1, title="b")
    assert refuses("one_template_item_at_each_position", again)
    assert refuses("days_of_a_template_count_from_one", TemplateItem(template=template, day=0, position=1))
