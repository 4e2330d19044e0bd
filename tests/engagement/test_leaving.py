"""When people leave, and whether more come than go."""

from datetime import date, timedelta

import pytest

from engagement.measures.hazards import bands, merged
from engagement.measures.poisson import exact
from engagement.measures.survival import Spell
from engagement.models import Level
from engagement.periods import Quarter
from engagement.spells import QUARTER, Seat, as_seen, by_person, spells
from meetings.models import Mark
from peergroups.models import Group
from tests import factories
from tests.conftest import TODAY
from tests.engagement.asking import ask, counted, mark
from tests.engagement.plans import GROUPS, LAST, PEOPLE, Plan, by_chance
from tests.engagement.test_looking_back import said

pytestmark = pytest.mark.django_db


def stays(plan: Plan, day: date) -> list[Seat]:
    """The stays in the community, as seen at the end of a day."""
    groups = list(GROUPS)
    seats = [
        Seat(groups.index(seat.group), PEOPLE.index(seat.person), seat.joined_on, seat.left_on)
        for seat in plan.seats
    ]
    return by_person(as_seen(seats, day))


def watched_from(plan: Plan, as_of: date) -> date | None:
    taken = [
        meeting.on
        for meeting in plan.until(as_of).meetings
        if not meeting.cancelled_on
        and any(set(marks.values()) - {Mark.NOT_RECORDED} for marks in meeting.marks)
    ]
    return min(taken, default=None)


def in_the_year(plan: Plan, quarter: Quarter, as_of: date) -> list[Spell]:
    """The spells of a year up to the end of a quarter, in days."""
    day = min(quarter.last_day, as_of)
    since = max(quarter.shifted(-3).first_day, watched_from(plan, as_of) or date.min)
    return spells(stays(plan, day), day=day, watched_from=since)


@pytest.mark.parametrize("seed", range(3))
def test_leaving_is_what_plain_counting_finds(seed: int) -> None:
    plan, as_of = by_chance(seed), LAST - timedelta(days=100)
    answers = said(plan, as_of)
    for quarter in [Quarter.of(as_of).shifted(-ago) for ago in range(6)]:
        found = answers["leaving_by_tenure", Level.COMMUNITY, "", quarter.id]
        expected = bands(in_the_year(plan, quarter, as_of), bounds=[4 * QUARTER, 8 * QUARTER])
        leavings, at_risk = sum(b.leavings for b in expected), sum(b.at_risk for b in expected) / QUARTER
        assert found.numerator == leavings
        assert found.denominator == pytest.approx(at_risk)
        in_quarters = [
            b._replace(after=b.after / QUARTER, until=b.until / QUARTER, at_risk=b.at_risk / QUARTER)
            for b in expected
        ]
        if found.value is not None:
            assert found.value == pytest.approx(leavings / at_risk)
            assert (found.ci_low, found.ci_high) == pytest.approx(exact(leavings, at_risk))
            told = [(b["after"], b["leavings"], b["at_risk"], b["rate"]) for b in found.detail["bands"]]
            wanted = [(b.after, b.leavings, b.at_risk, b.rate) for b in merged(in_quarters)]
            assert told == [pytest.approx(one) for one in wanted]


@pytest.mark.parametrize("seed", range(3))
def test_growth_is_who_joined_less_who_left(seed: int) -> None:
    plan, as_of = by_chance(seed), LAST - timedelta(days=100)
    answers = said(plan, as_of)
    for quarter in [Quarter.of(as_of).shifted(-ago) for ago in range(6)]:
        seen = stays(plan, min(quarter.last_day, as_of))
        joined = sum(stay.joined_on >= quarter.first_day for stay in seen)
        left = sum(stay.left_on is not None and stay.left_on >= quarter.first_day for stay in seen)
        found = answers["net_growth", Level.COMMUNITY, "", quarter.id]
        assert (found.numerator, found.denominator) == (joined, joined + left)
        assert found.value == (joined - left if joined + left else None)


def test_bands_with_few_at_risk_are_taken_together_and_moving_is_not_leaving(oak: Group) -> None:
    elm = factories.group("Elm")
    mark(factories.meeting(oak, on=date(2023, 1, 10)), {factories.member(): Mark.PRESENT})
    for _ in range(12):
        factories.seat(oak, factories.member(), joined_on=date(2023, 2, 1))
    gone = factories.member()
    factories.seat(oak, gone, joined_on=date(2023, 2, 1), left_on=date(2026, 2, 1))
    moved = factories.member()
    factories.seat(oak, moved, joined_on=date(2023, 2, 1), left_on=date(2026, 2, 1))
    factories.seat(elm, moved, joined_on=date(2026, 4, 1))
    factories.seat(elm, factories.member(), joined_on=date(2026, 3, 1))
    leaving = ask("leaving_by_tenure", quarter="2026-Q2", as_of=TODAY)
    assert leaving.numerator == 1
    [band] = leaving.detail["bands"]
    assert (band["after"], band["until"], band["leavings"]) == (0, None, 1)
    assert counted(ask("net_growth", quarter="2026-Q1")) == (1, 3, "ok")  # seen by then, two had left
    grown = ask("net_growth", quarter="2023-Q1")
    assert (grown.value, grown.detail) == (14, {"joined": 14, "left": 0})


def test_with_fewer_than_thirty_quarters_at_risk_nothing_is_said(oak: Group) -> None:
    for _ in range(5):
        factories.seat(oak, factories.member(), joined_on=date(2026, 1, 1))
    found = ask("leaving_by_tenure")
    assert (found.numerator, found.status, found.detail) == (0, "not_enough_data", None)
