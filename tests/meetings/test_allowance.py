"""How often one may miss a meeting: the counting, and the page on which the group reads it."""

from datetime import date, time, timedelta
from fractions import Fraction

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from meetings import actions
from meetings.allowance import Attended, allowance, in_a_row, number, rule_in_words
from meetings.attending import Coming, coming_of_members
from meetings.models import AgendaItem, Answer, Mark, Meeting, MeetingDay, Reply
from members.models import Member
from peergroups.models import Group, Leave, Membership
from tests import factories
from tests.browsing import assert_costs_the_same, form_on, page
from tests.conftest import NOW, TODAY, Cast, Enter

P, L, A, E, HALF = Mark.PRESENT, Mark.LATE, Mark.ABSENT, Mark.EXCUSED, Mark.PARTIAL


@pytest.fixture
def farah(enter: Enter) -> Client:
    return enter("facilitator")


def attended(mark: Mark, *, days: int = 1, ago: int = 1, declined: int | None = None) -> Attended:
    """A day some days ago, and somebody who declined so many hours before."""
    starts = NOW - timedelta(days=ago)
    meeting = Meeting(pk=ago, starts_at=starts)
    day = MeetingDay(meeting=meeting, starts_at=starts)
    told = None if declined is None else starts - timedelta(hours=declined)
    return Attended(meeting, day, days, mark, told)


def group(allowed: int | None = 1, *, late: bool = True) -> Group:
    return Group(allowed_misses=allowed, late_is_half=late, notice_hours=48)


def held(cast: Cast, ago: int, *, days: int = 1, **marks: Mark) -> Meeting:
    """A meeting of Oak some days ago; the marks are those of its first day, on the others all were there."""
    meeting = factories.meeting(cast.oak, on=TODAY - timedelta(days=ago), days=days)
    everybody = dict.fromkeys([cast.member, cast.partner, cast.facilitator], P)
    for number_, day in enumerate(meeting.days.all(), 1):
        said = everybody if number_ > 1 else everybody | {cast[who]: mark for who, mark in marks.items()}
        actions.record_attendance(day, said, by=cast.facilitator, at=timezone.now())
    return meeting


def coming(cast: Cast, who: Member) -> Coming:
    found = coming_of_members(cast.oak, on=TODAY, at=timezone.now())
    return next(one for one in found if one.member == who)


def url() -> str:
    return reverse("meetings:coming", args=["oak"])


@pytest.mark.parametrize(
    ("mark", "days", "counts"),
    [
        (A, 1, "1"),
        (E, 1, "1"),
        (HALF, 1, "½"),
        (L, 1, "½"),
        (P, 1, "0"),
        (A, 2, "½"),
        (L, 2, "¼"),
        (A, 3, "0.33"),
    ],
)
def test_each_day_counts_its_part_of_the_meeting(mark: Mark, days: int, counts: str) -> None:
    assert number(allowance(group(), [attended(mark, days=days)]).used) == counts


def test_coming_late_counts_only_where_the_group_says_so() -> None:
    assert allowance(group(late=False), [attended(L)]).used == 0


@pytest.mark.parametrize(
    ("mark", "declined", "reason"),
    [
        (A, None, "away, without a word before"),
        (E, None, "away, excused"),
        (A, 48, "away, said in time"),
        (E, 200, "away, said in time"),
        (A, 47, "away, said 47 hours before"),
        (A, 1, "away, said an hour before"),
        (A, 0, "away, said less than an hour before"),
        (HALF, 48, "there for a part"),
        (L, None, "came late"),
    ],
)
def test_each_miss_has_its_reason_in_words(mark: Mark, declined: int | None, reason: str) -> None:
    assert [miss.reason for miss in allowance(group(), [attended(mark, declined=declined)]).misses] == [
        reason
    ]


@pytest.mark.parametrize(
    ("allowed", "marks", "is_used_up"),
    [
        (1, [A], True),
        (1, [HALF], False),
        (2, [A, HALF], False),
        (0, [P], False),
        (0, [A], True),
        (None, [A] * 9, False),
    ],
)
def test_an_allowance_is_used_up(allowed: int | None, marks: list[Mark], is_used_up: bool) -> None:
    days = [attended(mark, ago=ago) for ago, mark in enumerate(marks, 1)]
    assert allowance(group(allowed), days).is_used_up is is_used_up


@given(st.lists(st.sampled_from([P, L, A, E, HALF]), max_size=12))
def test_what_is_used_is_the_sum_of_what_each_day_counts(marks: list[Mark]) -> None:
    days = [attended(mark, ago=ago) for ago, mark in enumerate(marks, 1)]
    counted = allowance(group(), days)
    assert counted.used == sum((miss.counts for miss in counted.misses), Fraction(0))
    assert 2 * counted.used == 2 * sum(m in {A, E} for m in marks) + sum(m in {L, HALF} for m in marks)


@pytest.mark.parametrize(
    ("marks", "missed"),
    [([P, A, A], 0), ([A, P, A], 1), ([A, E, L], 2), ([], 0), ([A, A], 2)],
)
def test_meetings_missed_in_a_row_count_from_the_latest(marks: list[Mark], missed: int) -> None:
    assert in_a_row(attended(mark, ago=ago) for ago, mark in enumerate(marks, 1)) == missed


def test_who_was_there_on_one_day_has_not_missed_the_meeting(cast: Cast) -> None:
    held(cast, 10, days=2, partner=A)
    assert coming(cast, cast.partner).missed_in_a_row == 0
    assert coming(cast, cast.partner).allowance.used == Fraction(1, 2)


def test_a_rule_is_said_in_a_sentence() -> None:
    assert rule_in_words(group(None)) == "This group has no rule on how often one comes. Nobody counts."
    assert rule_in_words(group(0)).startswith("No meeting in twelve months may be missed.")
    assert "Coming late does not count" in rule_in_words(group(2, late=False))
    assert "48 hours before" in rule_in_words(group(2))


def test_leave_is_leave(cast: Cast) -> None:
    held(cast, 30, partner=A)
    Leave.objects.create(
        membership=cast.seat(cast.partner), starts_on=TODAY - timedelta(days=40), ends_on=TODAY
    )
    assert coming(cast, cast.partner).days == []


def test_what_nobody_recorded_counts_for_nobody(cast: Cast) -> None:
    factories.meeting(cast.oak, on=TODAY - timedelta(days=20))
    meeting = held(cast, 10, member=Mark.NOT_RECORDED)
    assert meeting.days.get().attendance.filter(member=cast.member, mark="not recorded").exists()
    assert (coming(cast, cast.member).days, len(coming(cast, cast.partner).days)) == ([], 1)


def test_on_a_recorded_day_who_is_in_no_row_was_away(cast: Cast) -> None:
    meeting = held(cast, 10)
    meeting.days.get().attendance.filter(member=cast.partner).delete()
    assert coming(cast, cast.partner).allowance.used == 1


def test_meetings_before_joining_after_a_year_and_cancelled_ones_do_not_count(cast: Cast) -> None:
    held(cast, 366, member=A)
    actions.cancel_meeting(held(cast, 30, member=A), because="", by=cast.facilitator, at=timezone.now())
    held(cast, 20, newcomer=A, member=A)
    assert coming(cast, cast.member).allowance.used == 1
    assert coming(cast, cast.newcomer).days == []


def test_former_members_and_those_who_lead_from_beside_are_not_counted(cast: Cast) -> None:
    held(cast, 40, former=A, facilitator=A)
    people = [one.member for one in coming_of_members(cast.oak, on=TODAY, at=timezone.now())]
    assert people == [cast.member, cast.newcomer, cast.partner]


def test_an_answer_in_time_is_told_beside_the_miss(cast: Cast, enter: Enter) -> None:
    meeting = held(cast, 10, partner=E)
    early = meeting.starts_at - timedelta(days=3)
    Answer.objects.create(meeting=meeting, member=cast.partner, reply=Reply.NO, answered_at=early)
    html = page(enter("partner").get(url()))
    assert "away, said in time" in html
    assert "1 of 1 used" in html
    assert "say so to the group" in html


def test_the_group_reads_whom_it_missed_and_nobody_elses_count(cast: Cast, enter: Enter) -> None:
    for ago in (30, 10):
        held(cast, ago, partner=A)
    html = page(enter("member").get(url()))
    assert "We missed <a" in html
    assert "Paul Okoye</a> at the last 2 meetings. Somebody could call." in html
    assert "You were at every meeting of the last twelve months that expected you." in html
    assert "Time to talk" not in html
    assert "of 1 used" in html.split("Whom we missed")[0]
    assert "counts" not in html.split("Whom we missed")[1]


def test_those_who_lead_may_give_the_group_time_to_talk(cast: Cast, farah: Client) -> None:
    held(cast, 10, partner=A)
    assert "Time to talk" in page(farah.get(url()))
    meeting = factories.meeting(cast.oak)
    door = reverse("meetings:add_item", args=[meeting.pk, 1])
    farah.post(door, form_on(farah.get(url()), door))
    added = AgendaItem.objects.get()
    assert (added.title, added.minutes, added.day.meeting) == ("How we come together", 15, meeting)


def test_where_anyone_schedules_only_those_who_lead_read_with_whom_to_talk(
    cast: Cast, enter: Enter, farah: Client
) -> None:
    held(cast, 10, partner=A)
    Group.objects.filter(pk=cast.oak.pk).update(anyone_schedules=True)
    assert "Time to talk" not in page(enter("member").get(url()))
    assert "Time to talk" in page(farah.get(url()))


def test_a_light_group_counts_nobody(cast: Cast, enter: Enter) -> None:
    html = page(enter("member").get(reverse("meetings:coming", args=["grove"])))
    assert "This group has no rule on how often one comes. Nobody counts." in html
    assert "used" not in html


def test_the_page_costs_the_same_however_many_sit_there(cast: Cast, farah: Client) -> None:
    meeting = held(cast, 10)

    def add() -> None:
        who = factories.seat(cast.oak, factories.member()).member
        actions.record_attendance(meeting.days.get(), {who: A}, by=cast.facilitator, at=timezone.now())

    assert_costs_the_same(farah, url(), add)


def test_the_page_costs_the_same_however_often_the_group_met(cast: Cast, farah: Client) -> None:
    days = iter((70, 50, 30))
    assert_costs_the_same(farah, url(), lambda: held(cast, next(days), days=2, member=A))


def test_a_script_in_a_name_is_text(cast: Cast, farah: Client) -> None:
    held(cast, 10, partner=A)
    Member.objects.filter(pk=cast.partner.pk).update(name="<script>alert(1)</script>")
    Meeting.objects.update(title="<script>alert(1)</script>")
    for who in (farah,):
        assert "<script>alert" not in page(who.get(url()))


def test_who_came_back_is_counted_for_the_time_of_each_seat(cast: Cast) -> None:
    held(cast, 100, partner=A)
    held(cast, 50, partner=A)
    seat = cast.seat(cast.partner)
    Membership.objects.filter(pk=seat.pk).update(left_on=TODAY - timedelta(days=80))
    factories.seat(cast.oak, cast.partner, joined_on=TODAY - timedelta(days=20))
    assert coming(cast, cast.partner).allowance.used == 1


@pytest.mark.parametrize(("starts", "ends"), [(time(9), time(17)), (None, None)])
def test_days_without_hours_count_as_well(cast: Cast, starts: time | None, ends: time | None) -> None:
    meeting = factories.meeting(cast.oak, on=date(2026, 4, 20), starts=starts, ends=ends)
    actions.record_attendance(meeting.days.get(), {cast.member: A}, by=cast.facilitator, at=timezone.now())
    assert coming(cast, cast.member).allowance.used == 1
