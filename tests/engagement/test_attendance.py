"""Attendance of a community small enough to count on one's fingers."""

from datetime import date, time

import pytest

from engagement.measures.proportions import wilson
from engagement.models import Status
from meetings.actions import cancel_meeting
from meetings.models import Mark
from members.models import Member
from peergroups.models import Community, Group
from tests import factories
from tests.engagement.asking import ask, counted, mark, noon

pytestmark = pytest.mark.django_db

SINCE = date(2025, 6, 1)


@pytest.fixture
def people(oak: Group) -> dict[str, Member]:
    """Ann, Ben and Cai sit in Oak, Dot is on leave, Eve joins in March, Fay leaves in February."""
    names = ["Ann", "Ben", "Cai", "Dot", "Eve", "Fay", "guest"]
    people = {name: factories.member(name) for name in names}
    for name in ["Ann", "Ben", "Cai", "Dot"]:
        factories.seat(oak, people[name], joined_on=SINCE)
    factories.seat(oak, people["Eve"], joined_on=date(2026, 3, 25))
    factories.seat(oak, people["Fay"], joined_on=SINCE, left_on=date(2026, 2, 10))
    factories.leave(oak.memberships.get(member=people["Dot"]), starts_on=date(2026, 2, 10))
    return people


@pytest.fixture
def quarter(oak: Group, people: dict[str, Member]) -> None:
    """The first quarter of 2026: two days in February, a call in March, and two that do not count."""
    ann, ben, cai, eve, fay, guest = (people[n] for n in ["Ann", "Ben", "Cai", "Eve", "Fay", "guest"])
    two_days = factories.meeting(oak, on=date(2026, 2, 10), days=2)
    mark(two_days, {ann: Mark.PRESENT, ben: Mark.LATE, fay: Mark.PARTIAL, guest: Mark.PRESENT}, day=1)
    mark(two_days, {ann: Mark.ABSENT, ben: Mark.NOT_RECORDED, guest: Mark.PRESENT}, day=2)
    unrecorded = factories.meeting(oak, on=date(2026, 3, 10))
    mark(unrecorded, {ann: Mark.NOT_RECORDED, ben: Mark.NOT_RECORDED})
    cancelled = factories.meeting(oak, on=date(2026, 3, 17))
    mark(cancelled, {ann: Mark.PRESENT})
    cancel_meeting(cancelled, because="snow", by=ann, at=noon(2026, 3, 16))
    call = factories.meeting(oak, on=date(2026, 3, 25))
    mark(call, {ann: Mark.EXCUSED, ben: Mark.NOT_RECORDED, cai: Mark.PRESENT, eve: Mark.PRESENT})


# In February Ann came on one day of two (½), Ben on the only day that says so (1), Cai on none (0), Fay for a
# part of one of two (¼): 1¾ of 4. In March Ann sent regrets, Ben was forgotten, Cai and Eve came: 2 of 3.


@pytest.mark.usefixtures("quarter")
def test_a_group_counts_who_was_expected_and_came(oak: Group) -> None:
    result = ask("attendance_rate", oak)
    assert counted(result) == (3.75, 7, "ok")
    assert result.value == 3.75 / 7
    assert (result.ci_low, result.ci_high) == wilson(3.75, 7)


@pytest.mark.usefixtures("quarter")
@pytest.mark.parametrize(
    ("name", "attended", "expected"),
    [("Ann", 0.5, 2), ("Ben", 1, 1), ("Cai", 1, 2), ("Eve", 1, 1), ("Fay", 0.25, 1)],
)
def test_each_member_has_their_own_rate(
    people: dict[str, Member], name: str, attended: float, expected: int
) -> None:
    assert counted(ask("attendance_rate", people[name])) == (attended, expected, "ok")


@pytest.mark.usefixtures("quarter")
def test_who_is_on_leave_is_expected_nowhere(people: dict[str, Member]) -> None:
    result = ask("attendance_rate", people["Dot"])
    assert counted(result) == (0, 0, "not_applicable")
    assert result.value is None


@pytest.mark.usefixtures("quarter")
def test_a_guest_is_in_no_rate(people: dict[str, Member]) -> None:
    with pytest.raises(AssertionError, match="0 results"):
        ask("attendance_rate", people["guest"])


@pytest.mark.usefixtures("quarter")
def test_a_quarter_without_a_recorded_meeting_is_not_nought(oak: Group) -> None:
    result = ask("attendance_rate", oak, quarter="2025-Q4")
    assert counted(result) == (0, 0, "not_applicable")
    assert (result.value, result.ci_low, result.ci_high) == (None, None, None)


def test_nobody_coming_is_nought(oak: Group, people: dict[str, Member]) -> None:
    mark(factories.meeting(oak, on=date(2025, 11, 4)), {people["Ann"]: Mark.ABSENT})
    result = ask("attendance_rate", oak, quarter="2025-Q4")
    assert counted(result) == (0, 5, "ok")
    assert result.value == 0


@pytest.mark.usefixtures("quarter")
def test_the_community_is_all_groups_and_a_person_counts_in_each(
    oak: Group, people: dict[str, Member]
) -> None:
    elm = factories.group("Elm")
    factories.seat(elm, people["Ann"], joined_on=SINCE)
    mark(factories.meeting(elm, on=date(2026, 1, 20)), {people["Ann"]: Mark.PRESENT})
    assert counted(ask("attendance_rate"))[:2] == (4.75, 8)
    assert counted(ask("attendance_rate", people["Ann"]))[:2] == (1.5, 3)
    assert counted(ask("attendance_rate", elm))[:2] == (1, 1)


def test_a_second_day_that_is_still_to_come_does_not_count_yet(oak: Group, people: dict[str, Member]) -> None:
    meeting = factories.meeting(oak, on=date(2025, 11, 4), days=2)
    mark(meeting, {people["Ann"]: Mark.PRESENT}, day=1)
    mark(meeting, {people["Ann"]: Mark.ABSENT}, day=2)
    first, second = date(2025, 11, 4), date(2025, 11, 5)
    assert ask("attendance_rate", people["Ann"], quarter="2025-Q4", as_of=first).numerator == 1
    assert ask("attendance_rate", people["Ann"], quarter="2025-Q4", as_of=second).numerator == 0.5


def test_an_evening_that_is_tomorrow_in_the_community_has_not_begun(
    oak: Group, people: dict[str, Member]
) -> None:
    late = factories.meeting(
        oak,
        on=date(2025, 11, 4),
        starts=time(20, 0),
        ends=time(22, 0),
        timezone_name="America/Los_Angeles",
    )
    mark(late, {people["Ann"]: Mark.PRESENT})
    today, tomorrow = date(2025, 11, 4), date(2025, 11, 5)
    assert ask("attendance_rate", oak, quarter="2025-Q4", as_of=today).denominator == 0
    assert ask("attendance_rate", oak, quarter="2025-Q4", as_of=tomorrow).denominator == 5


def test_a_seat_counts_from_the_first_day_to_the_last(oak: Group) -> None:
    there, early, late = (factories.member() for _ in range(3))
    day = date(2026, 2, 3)
    factories.seat(oak, there, joined_on=day, left_on=day)
    factories.seat(oak, early, joined_on=SINCE, left_on=date(2026, 2, 2))
    factories.seat(oak, late, joined_on=date(2026, 2, 4))
    mark(factories.meeting(oak, on=day, days=2), {there: Mark.PRESENT})
    assert counted(ask("attendance_rate", oak))[:2] == (1, 1)


# In Auckland it is 1 April when in New York it is still 31 March.
@pytest.mark.parametrize(
    ("community", "starts", "quarter"),
    [
        ("America/New_York", time(8, 0), "2026-Q1"),
        ("Pacific/Auckland", time(8, 0), "2026-Q2"),
        ("America/New_York", None, "2026-Q2"),  # only the date is known, and it is what people call the day
    ],
)
def test_a_meeting_belongs_to_the_quarter_in_which_the_community_sees_it_start(
    oak: Group, people: dict[str, Member], community: str, starts: time | None, quarter: str
) -> None:
    Community.current()
    Community.objects.update(timezone=community)
    meeting = factories.meeting(
        oak,
        on=date(2026, 4, 1),
        starts=starts,
        ends=starts and time(10, 0),
        timezone_name="Pacific/Auckland",
    )
    mark(meeting, {people["Ann"]: Mark.PRESENT})
    assert ask("attendance_rate", people["Ann"], quarter=quarter).status == Status.OK
    other = {"2026-Q1": "2026-Q2", "2026-Q2": "2026-Q1"}[quarter]
    assert ask("attendance_rate", people["Ann"], quarter=other).status == Status.NOT_APPLICABLE
