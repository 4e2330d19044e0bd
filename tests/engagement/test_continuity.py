"""Who stays, who is still together, and how much room there is."""

from datetime import date, timedelta

import pytest

from engagement.measures.survival import Spell
from engagement.spells import QUARTER, Seat, as_seen, by_person, continuity, spells
from meetings.models import Mark
from members.models import Member
from peergroups.actions import lay_down_role
from peergroups.models import Group, Role
from tests import factories
from tests.conftest import TODAY
from tests.engagement.asking import ask, counted, mark, noon

START = date(2024, 1, 1)


def sit(joined_on: date, left_on: date | None = None, *, group: int = 1, member: int = 1) -> Seat:
    return Seat(group, member, joined_on, left_on)


def left(tenure: float, *, entry: float = 0) -> Spell:
    return Spell(entry, tenure, ended=True)


def here(tenure: float, *, entry: float = 0) -> Spell:
    return Spell(entry, tenure, ended=False)


def fill(group: Group, people: list[Member], joined_on: date, left_on: date | None = None) -> list[Member]:
    seats = [factories.seat(group, m, joined_on=joined_on, left_on=left_on) for m in people]
    return [seat.member for seat in seats]


def strangers(number: int) -> list[Member]:
    return [factories.member() for _ in range(number)]


class TestSpells:
    def test_a_seat_lasts_to_the_end_of_its_last_day(self) -> None:
        seats = [sit(START, START), sit(START, date(2024, 1, 31)), sit(START)]
        lengths = spells(seats, day=date(2024, 3, 1), watched_from=None)
        assert lengths == [left(1), left(31), here(61)]

    def test_a_leaving_is_seen_on_the_last_day_and_not_before(self) -> None:
        last = date(2024, 3, 31)
        seats = [sit(START, last), sit(date(2024, 4, 1))]
        assert as_seen(seats, last) == [sit(START, last)]
        assert as_seen(seats, last - timedelta(days=1)) == [sit(START)]

    def test_who_sat_before_the_watching_began_comes_in_late(self) -> None:
        seats = [
            sit(START),
            sit(START, date(2024, 1, 10)),
            sit(START, date(2024, 1, 9)),
            sit(date(2024, 2, 1)),
        ]
        watched = spells(seats, day=date(2024, 3, 1), watched_from=date(2024, 1, 10))
        assert watched == [here(61, entry=9), left(10, entry=9), here(30)]

    @pytest.mark.parametrize(("days_between", "stays"), [(1, 1), (92, 1), (93, 2)])
    def test_who_sits_down_again_soon_has_moved(self, days_between: int, stays: int) -> None:
        left = date(2024, 6, 30)
        seats = [sit(left + timedelta(days=days_between), group=2), sit(START, left)]
        assert len(by_person(seats)) == stays

    def test_seats_at_the_same_time_are_one_stay_as_long_as_the_longest(self) -> None:
        seats = [sit(START, date(2024, 9, 1)), sit(date(2024, 2, 1), date(2024, 3, 1), group=2)]
        assert by_person(seats) == [sit(START, date(2024, 9, 1))]
        assert by_person([*seats, sit(date(2024, 4, 1), group=3)]) == [sit(START)]

    def test_people_are_not_mixed_up(self) -> None:
        seats = [sit(START, date(2024, 2, 1)), sit(date(2024, 2, 2), member=2)]
        assert by_person(seats) == seats


class TestCurve:
    def test_nobody_watched_for_a_year_says_nothing(self) -> None:
        assert continuity([here(365)] * 30).after_a_year is None

    def test_all_still_here_after_a_year_is_all_with_no_interval(self) -> None:
        found = continuity([here(366)] * 30)
        assert (found.after_a_year, found.interval, found.points) == (1, None, [])

    def test_all_gone_before_a_year_is_none(self) -> None:
        found = continuity([left(100)] * 30)
        assert (found.after_a_year, found.interval) == (0, None)

    def test_one_newcomer_who_left_does_not_speak_for_twenty_who_came_in_later(self) -> None:
        found = continuity([left(30), *[here(900, entry=500)] * 20])
        assert (found.leavings, found.spells, found.after_a_year) == (1, 21, None)

    def test_all_gone_after_two_years_says_nothing_against_the_first(self) -> None:
        found = continuity([left(100), *[left(730)] * 3, *[here(1500, entry=1000)] * 9])
        assert found.after_a_year == 0.75

    def test_points_are_in_quarters_and_end_after_three_years(self) -> None:
        lengths = [left(QUARTER * n) for n in range(1, 15)]
        points = continuity(lengths).points
        assert [(t, at_risk, events) for t, at_risk, events, *_ in points] == [
            (n, 15 - n, 1) for n in range(1, 13)
        ]
        for _, _, _, share, low, high in points:
            assert low is not None
            assert high is not None
            assert 0 <= low < share < high <= 1


@pytest.mark.django_db
class TestMemberContinuity:
    def test_a_group_of_twenty_of_whom_five_left_within_the_year(self) -> None:
        oak = factories.group("Oak")
        fill(oak, strangers(15), START)
        leavers = fill(oak, strangers(5), START, date(2024, 7, 1))
        mark(factories.meeting(oak, on=START), {leavers[0]: Mark.PRESENT})
        result = ask("member_continuity", oak)
        assert counted(result) == (5, 20, "ok")
        assert result.value == pytest.approx(0.75)
        assert result.ci_low is not None
        assert result.ci_high is not None
        assert result.ci_low < 0.75 < result.ci_high
        assert result.detail is not None
        assert [point[:4] for point in result.detail] == [[round(183 / QUARTER, 4), 20, 5, 0.75]]
        assert ask("member_continuity").value == pytest.approx(0.75)

    def test_nineteen_are_too_few(self) -> None:
        oak = factories.group("Oak")
        fill(oak, strangers(19), START)
        result = ask("member_continuity", oak)
        assert counted(result) == (0, 19, "not_enough_data")
        assert (result.value, result.detail) == (None, None)

    def test_each_quarter_is_seen_from_its_own_end(self) -> None:
        oak = factories.group("Oak")
        fill(oak, strangers(16), START)
        fill(oak, strangers(4), START, date(2025, 2, 1))
        assert counted(ask("member_continuity", oak, quarter="2024-Q4"))[:2] == (0, 20)
        assert counted(ask("member_continuity", oak, quarter="2025-Q1"))[:2] == (4, 20)

    def test_moving_is_a_leaving_for_the_group_and_none_for_the_community(self) -> None:
        oak, elm = factories.group("Oak"), factories.group("Elm")
        movers = fill(oak, strangers(20), START, date(2024, 7, 1))
        fill(elm, movers, date(2024, 8, 1))
        assert counted(ask("member_continuity", oak)) == (20, 20, "ok")
        assert ask("member_continuity", oak).value == 0
        assert counted(ask("member_continuity")) == (0, 20, "ok")
        assert ask("member_continuity").value == 1

    def test_before_anything_was_recorded_nobody_was_watched(self) -> None:
        oak = factories.group("Oak")
        people = fill(oak, strangers(20), START)
        mark(factories.meeting(oak, on=date(2025, 1, 15)), {people[0]: Mark.PRESENT})
        assert counted(ask("member_continuity", oak, quarter="2024-Q4")) == (0, 0, "not_applicable")
        assert counted(ask("member_continuity", oak, quarter="2025-Q1")) == (0, 20, "ok")


@pytest.mark.django_db
class TestRelationshipContinuity:
    def test_pairs_of_a_year_ago_that_are_together_still(self) -> None:
        oak = factories.group("Oak")
        fill(oak, strangers(4), START)
        fill(oak, strangers(1), START, date(2026, 3, 30))
        fill(oak, strangers(3), date(2026, 1, 1))
        result = ask("relationship_continuity", oak)
        assert counted(result) == (6, 10, "ok")
        assert (result.value, result.ci_low, result.ci_high) == (0.6, None, None)

    def test_the_last_day_of_the_quarter_decides(self) -> None:
        oak = factories.group("Oak")
        fill(oak, strangers(4), START)
        fill(oak, strangers(1), START, date(2026, 3, 31))
        assert ask("relationship_continuity", oak).numerator == 10

    def test_the_running_quarter_is_seen_from_today(self) -> None:
        oak = factories.group("Oak")
        fill(oak, strangers(4), START)
        fill(oak, strangers(1), START, TODAY - timedelta(days=1))
        assert ask("relationship_continuity", oak, quarter="2026-Q2").numerator == 6
        earlier = ask("relationship_continuity", oak, quarter="2026-Q2", as_of=TODAY - timedelta(days=1))
        assert earlier.numerator == 10

    def test_few_pairs_are_not_enough_and_none_a_year_ago_is_not_applicable(self) -> None:
        oak = factories.group("Oak")
        fill(oak, strangers(4), date(2025, 3, 31))
        assert counted(ask("relationship_continuity", oak)) == (6, 6, "not_enough_data")
        assert counted(ask("relationship_continuity", oak, quarter="2025-Q4")) == (0, 0, "not_applicable")

    def test_who_came_back_is_together_again(self) -> None:
        oak = factories.group("Oak")
        people = fill(oak, strangers(5), START, date(2025, 6, 1))
        fill(oak, people, date(2025, 9, 1))
        assert counted(ask("relationship_continuity", oak)) == (10, 10, "ok")


@pytest.mark.django_db
class TestOpenSeats:
    def test_seats_to_fill_less_seats_held_without_the_facilitator(self) -> None:
        oak = factories.group("Oak", seats=12)
        fill(oak, strangers(8), START)
        fill(oak, strangers(1), START, date(2026, 3, 30))
        factories.seat(oak, factories.member(), joined_on=START, role=Role.FACILITATOR)
        result = ask("open_seats", oak)
        assert counted(result) == (4, 12, "ok")
        assert (result.value, result.ci_low) == (4 / 12, None)
        assert counted(ask("open_seats", oak, quarter="2025-Q4"))[:2] == (3, 12)

    def test_who_lays_the_role_down_takes_a_seat(self) -> None:
        oak = factories.group("Oak", seats=12)
        seat = factories.seat(oak, factories.member(), joined_on=START, role=Role.FACILITATOR)
        lay_down_role(seat.roles.get(), on=date(2026, 2, 1), by=seat.member, at=noon(2026, 2, 1))
        assert counted(ask("open_seats", oak, quarter="2025-Q4"))[:2] == (12, 12)
        assert counted(ask("open_seats", oak))[:2] == (11, 12)

    def test_any_other_role_is_done_from_a_seat(self) -> None:
        oak = factories.group("Oak", seats=12)
        factories.seat(oak, factories.member(), joined_on=START, role=Role.TIMEKEEPER)
        assert counted(ask("open_seats", oak))[:2] == (11, 12)

    def test_more_people_than_seats_leave_none_open(self) -> None:
        oak = factories.group("Oak", seats=2)
        fill(oak, strangers(3), START)
        assert counted(ask("open_seats", oak)) == (0, 2, "ok")

    def test_a_group_that_does_not_say_how_many_seats_it_has_is_left_out(self) -> None:
        oak, elm = factories.group("Oak", seats=10), factories.group("Elm")
        fill(oak, strangers(4), START)
        fill(elm, strangers(4), START)
        assert counted(ask("open_seats", elm)) == (0, 0, "not_applicable")
        assert counted(ask("open_seats")) == (6, 10, "ok")

    def test_a_group_that_has_not_begun_has_no_open_seats(self) -> None:
        fill(factories.group("Oak", seats=10), strangers(4), START)
        fill(factories.group("Elm", seats=10), strangers(1), date(2026, 2, 1))
        assert counted(ask("open_seats", quarter="2025-Q4"))[:2] == (6, 10)
        assert counted(ask("open_seats"))[:2] == (15, 20)
