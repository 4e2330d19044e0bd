"""How many meetings in a row somebody was there, for their own eyes."""

from collections import defaultdict
from datetime import date, datetime, time, timedelta

import pytest
from django.urls import reverse

from engagement.actions import compute_engagement
from engagement.measures.streaks import streak, streak_over
from engagement.models import Level
from engagement.own import results_of_members
from engagement.periods import Quarter
from engagement.results import results
from engagement.sql.streaks import streaks_over
from meetings.actions import cancel_meeting
from meetings.models import Mark, Meeting
from meetings.walltime import instant
from members.models import Member
from peergroups.models import Group
from tests import factories
from tests.browsing import page
from tests.conftest import TODAY, Cast, Enter
from tests.engagement.asking import ask, counted, mark, noon
from tests.engagement.measures.reference import FAMILIES, needs_reference
from tests.engagement.measures.relations import Relation, answers
from tests.engagement.plans import LAST, Meets, Plan, Sits, by_chance
from tests.engagement.test_looking_back import PARTS, said

pytestmark = pytest.mark.django_db

SINCE = date(2025, 1, 1)


@pytest.fixture
def ann(oak: Group) -> Member:
    ann = factories.member("Ann")
    factories.seat(oak, ann, joined_on=SINCE)
    return ann


def meets(group: Group, who: Member, marks: list[Mark], *, first: date = date(2025, 8, 1)) -> list[Meeting]:
    """Three meetings in a quarter, about one a month."""
    held = [factories.meeting(group, on=first + timedelta(days=30 * n)) for n in range(len(marks))]
    for meeting, there in zip(held, marks, strict=True):
        mark(meeting, {who: there})
    return held


def streaks_of(member: Member, as_of: date = TODAY) -> dict[str, float]:
    return {
        str(Quarter(result.period_id)): result.numerator
        for result in results(as_of=as_of, zone="UTC")
        if result.metric == "attendance_streak" and result.subject_id == member.pk
    }


@needs_reference
@pytest.mark.parametrize("skipping", [False, True])
def test_the_cases_of_the_reference_come_out_over_quarters_as_well(
    oak: Group, ann: Member, skipping: bool
) -> None:
    family = FAMILIES["streak"]
    case = family["with_excused_skipped"] if skipping else family
    marks = [
        Mark.EXCUSED if came == "E" else Mark.PRESENT if came else Mark.ABSENT
        for came in case["input" if skipping else "input_meetings_true_attended"]
    ]
    held = meets(oak, ann, marks, first=date(2025, 2, 1))
    last = streaks_of(ann, as_of=held[-1].starts_on).get(str(Quarter.of(held[-1].starts_on)), 0)
    current = case["expected"]["current"]
    assert last == (current if current > 1 else 0)


def test_it_goes_on_from_quarter_to_quarter_until_one_is_missed(oak: Group, ann: Member) -> None:
    there, excused, absent = Mark.PRESENT, Mark.EXCUSED, Mark.ABSENT
    meets(oak, ann, [there, Mark.LATE, Mark.PARTIAL, excused, there, there, excused, absent, there, there])
    assert streaks_of(ann) == {"2025-Q3": 3, "2025-Q4": 5, "2026-Q2": 2}
    result = ask("attendance_streak", ann, quarter="2026-Q2")
    assert counted(result) == (2, 2, "ok")
    assert result.value == 2


def test_once_is_no_streak_and_what_was_cancelled_or_on_leave_is_not_in_it(oak: Group, ann: Member) -> None:
    held = meets(oak, ann, [Mark.PRESENT, Mark.ABSENT, Mark.ABSENT, Mark.PRESENT])
    assert streaks_of(ann) == {}
    cancel_meeting(held[1], because="snow", by=ann, at=noon(2025, 8, 30))
    away = held[2].starts_on
    factories.leave(oak.memberships.get(member=ann), starts_on=away, ends_on=away)
    assert streaks_of(ann) == {"2025-Q4": 2}


def test_in_two_groups_the_highest_counts(oak: Group, ann: Member) -> None:
    elm = factories.group("Elm")
    factories.seat(elm, ann, joined_on=SINCE)
    meets(oak, ann, [Mark.PRESENT] * 3)
    meets(elm, ann, [Mark.PRESENT, Mark.ABSENT, Mark.PRESENT, Mark.PRESENT])
    assert streaks_of(ann) == {"2025-Q3": 3, "2025-Q4": 2}
    meets(oak, ann, [Mark.PRESENT] * 2, first=date(2025, 11, 1))
    assert streaks_of(ann)["2025-Q4"] == 5


def test_whoever_is_new_has_none_until_ninety_days_are_over(oak: Group) -> None:
    ann, joined_on = factories.member("Ann"), TODAY - timedelta(days=89)
    factories.seat(oak, ann, joined_on=joined_on)
    first = TODAY - timedelta(days=40)
    meets(oak, ann, [Mark.PRESENT, Mark.PRESENT], first=first)
    compute_engagement(as_of=TODAY, by=None, at=noon(2026, 5, 12))
    assert [r for r in results_of_members(ann.pk) if r.metric == "attendance_streak"] == []
    compute_engagement(as_of=TODAY + timedelta(days=1), by=None, at=noon(2026, 5, 13))
    told = [r.value for r in results_of_members(ann.pk) if r.metric == "attendance_streak"]
    assert told == [2]


def test_it_is_on_the_own_page_and_nowhere_else(enter: Enter, cast: Cast) -> None:
    cast.oak.memberships.filter(member=cast.member).update(joined_on=SINCE)
    meets(cast.oak, cast.member, [Mark.PRESENT] * 3, first=TODAY - timedelta(days=90))
    compute_engagement(as_of=TODAY, by=None, at=noon(2026, 5, 12))
    own = page(enter("member").get(reverse("engagement:mine")))
    assert "3 meetings in a row" in own
    assert "in a row" not in page(enter("partner").get(reverse("engagement:mine")))
    for who, door in (
        ("facilitator", reverse("engagement:group", args=["oak"])),
        ("admin", reverse("engagement:community")),
        ("admin", reverse("engagement:group", args=["oak"])),
    ):
        assert "in a row" not in page(enter(who).get(door))
    levels = {r.level for r in results(as_of=TODAY, zone="UTC") if r.metric == "attendance_streak"}
    assert levels == {Level.MEMBER}


def began(meeting: Meets) -> tuple[int, datetime]:
    """Its quarter and its start; where only the date is known, the first moment of it."""
    return Quarter.of(meeting.counted_on).id, instant(meeting.on, meeting.starts or time.min, meeting.zone)


def came_by_hand(plan: Plan, as_of: date, group: str, person: str) -> list[tuple[int, bool | None]]:
    """Quarter by quarter in what way somebody was there, over the meetings they were expected at."""
    found = []
    known = [m for m in plan.until(as_of).meetings if m.group == group and not m.cancelled_on]
    seats = [s for s in plan.seats if s.group == group and s.person == person]
    for meeting in sorted(known, key=began):
        recorded = [day for day in meeting.marks if set(day.values()) - {Mark.NOT_RECORDED}]
        marks = [day.get(person, Mark.ABSENT) for day in recorded]
        marks = [one for one in marks if one != Mark.NOT_RECORDED]
        if marks and any(seat.is_expected(meeting.on) for seat in seats):
            there = any(one in PARTS for one in marks)
            excused = any(one == Mark.EXCUSED for one in marks) and not there
            found.append((Quarter.of(meeting.counted_on).id, None if excused else there))
    return found


def streaks_by_hand(plan: Plan, as_of: date) -> dict[tuple[str, int], int]:
    """The highest streak of each person in each quarter in which there was a meeting for them."""
    highest: defaultdict[tuple[str, int], int] = defaultdict(int)
    places: dict[tuple[str, str], list[Sits]] = defaultdict(list)
    for seat in plan.seats:
        places[seat.group, seat.person].append(seat)
    for (group, person), seats in places.items():
        came = came_by_hand(plan, as_of, group, person)
        first = min(seat.joined_on for seat in seats)
        for period in {period for period, _ in came}:
            day = min(Quarter(period).last_day, as_of)
            if first <= day - timedelta(days=90):
                current = streak(there for when, there in came if when <= period).current
                highest[person, period] = max(highest[person, period], current)
    return {cell: number for cell, number in highest.items() if number > 1}


@pytest.mark.parametrize("seed", range(3))
def test_streaks_are_what_plain_counting_finds(seed: int) -> None:
    plan, as_of = by_chance(seed), LAST - timedelta(days=100)
    found = {
        (person, period): result.numerator
        for (metric, _, person, period), result in said(plan, as_of).items()
        if metric == "attendance_streak"
    }
    assert found == streaks_by_hand(plan, as_of)


def test_stretches_put_together_are_the_whole_in_python_and_in_sql() -> None:
    stretches = [(2, False), (0, False), (1, True), (3, False), (0, True), (0, False), (4, False)]
    rows = [(1, at, run, int(broken)) for at, (run, broken) in enumerate(stretches)]
    found = answers(
        streaks_over("stretch", by="member_id", order="at", run="run", broken="broken"),
        {"stretch": Relation("member_id int, at int, run int, broken int", rows)},
    )
    expected = [streak_over(stretches[: n + 1]) for n in range(len(stretches))]
    assert [row["streak"] for row in sorted(found, key=lambda row: row["at"])] == expected
    assert expected == [2, 2, 1, 4, 0, 0, 4]
