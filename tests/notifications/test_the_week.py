"""The quarter's week: that one can register, where to be on Content Day, and what changes about it."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.core import mail

from gatherings.actions import (
    cancel_gathering,
    cancel_session,
    close_registration,
    leave_session,
    open_registration,
    place_groups,
    plan_session,
    register,
    withdraw_registration,
)
from gatherings.models import Gathering, Session
from members.models import Member
from notifications import kinds
from notifications.models import Notice
from peergroups.models import Membership
from tests import factories
from tests.conftest import NOW, TODAY, Cast
from tests.gatherings.weeks import planned, programme, rounds, take, week
from tests.notifications.clock import DAY, HOUR, MINUTE, became_of, ring, sent, then, utc

SEATED = ["facilitator", "member", "neighbour", "newcomer", "partner"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def denver(cast: Cast) -> Gathering:
    """A week in two months; Oak meets there."""
    gathering = week(by=cast.admin, starts_on=TODAY + 62 * DAY)
    place_groups(gathering, {cast.oak: gathering.waves.all()[0]}, by=cast.admin, at=NOW)
    return gathering


def open_it(gathering: Gathering, cast: Cast, at: datetime = NOW) -> None:
    with then(at):
        open_registration(gathering, by=cast.admin, at=at)


def comes(gathering: Gathering, who: Member) -> None:
    register(gathering, who, by=who, on=TODAY, at=NOW)


def test_everybody_with_a_seat_hears_that_registration_is_open(denver: Gathering, cast: Cast) -> None:
    open_it(denver, cast)
    comes(denver, cast.partner)
    ring(NOW + 29 * MINUTE)
    assert sent(kinds.GATHERING_OPEN) == []
    ring(NOW + 30 * MINUTE)
    ring(NOW + DAY)
    assert sent(kinds.GATHERING_OPEN) == [f"05-04 10:30 {who}" for who in SEATED if who != "partner"]
    assert mail.outbox[0].subject == "Denver: registration is open"


def test_opened_by_mistake_it_is_not_told_and_opened_twice_it_is_told_once(
    denver: Gathering, cast: Cast
) -> None:
    open_it(denver, cast)
    ring(NOW + MINUTE)
    close_registration(denver, by=cast.admin, at=NOW + 10 * MINUTE)
    ring(NOW + 30 * MINUTE)
    assert sent(kinds.GATHERING_OPEN) == []
    for hours in (1, 3):
        open_it(denver, cast, NOW + hours * HOUR)
        ring(NOW + (hours + 1) * HOUR)
        close_registration(denver, by=cast.admin, at=NOW + (hours + 1) * HOUR)
    assert sent(kinds.GATHERING_OPEN) == [f"05-04 12:00 {who}" for who in SEATED]


def test_whose_group_meets_there_is_reminded_to_register(denver: Gathering, cast: Cast) -> None:
    open_it(denver, cast)
    comes(denver, cast.partner)
    ring(utc("2026-05-31", "08:00"))
    comes(denver, cast.member)
    withdraw_registration(denver, cast.partner, by=cast.partner, at=NOW)
    ring(utc("2026-06-21", "08:00"))
    assert sent(kinds.REGISTRATION_WANTED) == [
        *(f"05-31 08:00 {who}" for who in ("facilitator", "member", "newcomer")),
        *(f"06-21 08:00 {who}" for who in ("facilitator", "newcomer", "partner")),
    ]


def test_after_registration_has_closed_nobody_is_reminded(denver: Gathering, cast: Cast) -> None:
    open_it(denver, cast)
    Gathering.objects.update(registration_closes_on=TODAY + 40 * DAY)
    ring(utc("2026-05-31", "08:00"))
    ring(utc("2026-06-21", "08:00"))
    assert {line[:5] for line in sent(kinds.REGISTRATION_WANTED)} == {"05-31"}


def test_of_a_week_that_is_off_nothing_is_told(denver: Gathering, cast: Cast) -> None:
    open_it(denver, cast)
    ring(utc("2026-05-30"))
    cancel_gathering(denver, by=cast.admin, at=utc("2026-05-30", "12:00"))
    ring(utc("2026-05-31", "08:00"))
    assert sent(kinds.REGISTRATION_WANTED) == []
    assert "registration_wanted skipped overtaken" in became_of(cast.member)


@pytest.fixture
def session(denver: Gathering, cast: Cast) -> Session:
    """One seat, in the first round of Content Day."""
    open_it(denver, cast)
    programme(denver, by=cast.admin)
    return planned(rounds(denver.content_day)[0], by=cast.admin, capacity=1, room="Room 3")


def eve(session: Session, wall: str) -> datetime:
    return utc(str(session.content_day.on - timedelta(days=1)), wall)


def test_the_morning_before_content_day_one_hears_where_to_be(session: Session, cast: Cast) -> None:
    take(session, cast.member, cast.partner)
    ring(eve(session, "07:59"))
    ring(eve(session, "08:00"))
    assert sent(kinds.CONTENT_DAY) == ["07-07 08:00 member"], "the partner only waits"
    letter = mail.outbox[-1]
    stretch = session.round
    assert stretch
    assert f"{stretch.starts:%H:%M}–{stretch.ends:%H:%M}: Pricing, Room 3" in letter.body


def test_by_ones_own_clock_and_never_after_giving_the_seat_back(session: Session, cast: Cast) -> None:
    take(session, cast.member)
    Member.objects.filter(pk=cast.member.pk).update(timezone="America/St_Johns")
    ring(eve(session, "08:00"))
    assert sent(kinds.CONTENT_DAY) == []
    leave_session(session, cast.member, by=cast.member, at=NOW)
    ring(eve(session, "10:30"))
    assert became_of(cast.member, kinds.CONTENT_DAY) == ["content_day skipped not expected"]


def test_who_comes_in_from_the_line_hears_that_a_seat_is_theirs(session: Session, cast: Cast) -> None:
    take(session, cast.member, cast.partner, cast.newcomer)
    ring(NOW + MINUTE)
    assert sent(kinds.SESSION_PROMOTED) == []
    with then(NOW + HOUR):
        leave_session(session, cast.member, by=cast.member, at=NOW + HOUR)
    ring(NOW + HOUR)
    ring(NOW + 2 * HOUR)
    assert sent(kinds.SESSION_PROMOTED) == ["05-04 11:00 partner"]
    assert "Session: Pricing" in mail.outbox[-1].body


def gives_it_back(session: Session, cast: Cast) -> None:
    leave_session(session, cast.partner, by=cast.partner, at=NOW + HOUR)


def loses_it(session: Session, cast: Cast) -> None:
    cancel_session(session, by=cast.admin, at=NOW + HOUR)


def leaves_the_community(session: Session, cast: Cast) -> None:
    Membership.objects.filter(member=cast.partner).update(left_on=TODAY - DAY)


@pytest.mark.parametrize("what_happens", [gives_it_back, loses_it, leaves_the_community])
def test_a_seat_that_is_gone_by_then_is_not_told(
    what_happens: Callable[[Session, Cast], None], session: Session, cast: Cast
) -> None:
    take(session, cast.member, cast.partner)
    night = utc("2026-05-04", "23:00")
    with then(night):
        leave_session(session, cast.member, by=cast.member, at=night)
    ring(night + MINUTE)
    assert Notice.objects.filter(kind=kinds.SESSION_PROMOTED).count() == 1
    what_happens(session, cast)
    ring(utc("2026-05-05", "07:00"))
    assert sent(kinds.SESSION_PROMOTED) == []


def test_who_had_a_seat_or_waited_hears_that_a_session_is_off(session: Session, cast: Cast) -> None:
    take(session, cast.member, cast.partner)
    with then(NOW + HOUR):
        cancel_session(session, by=cast.admin, at=NOW + HOUR)
    ring(NOW + HOUR)
    ring(NOW + 2 * HOUR)
    assert sent(kinds.SESSION_CANCELLED) == ["05-04 11:00 member", "05-04 11:00 partner"]


def test_a_session_that_is_on_again_before_it_was_told_is_not_off(session: Session, cast: Cast) -> None:
    take(session, cast.member)
    night = utc("2026-05-04", "23:00")
    with then(night):
        cancel_session(session, by=cast.admin, at=night)
    ring(night + MINUTE)
    session.refresh_from_db()
    plan_session(session, round=session.round, by=cast.admin, at=night + HOUR)
    ring(utc("2026-05-05", "07:00"))
    assert became_of(cast.member, kinds.SESSION_CANCELLED) == ["session_cancelled skipped overtaken"]


def test_who_is_on_leave_hears_nothing_of_a_week(denver: Gathering, cast: Cast) -> None:
    open_it(denver, cast)
    for group in (cast.oak, cast.grove):
        factories.leave(cast.seat(cast.member, group), starts_on=TODAY)
    ring(NOW + HOUR)
    assert not [line for line in sent(kinds.GATHERING_OPEN) if "member" in line]
