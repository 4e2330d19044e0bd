from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from ledger.models import Entry
from peergroups import actions
from peergroups.models import Group, Membership, Role
from peergroups.seating import seating
from tests import factories
from tests.conftest import TODAY, Cast

DAY = timedelta(days=1)


def end(cast: Cast, seat: Membership, *, after: int) -> None:
    left_on = TODAY + after * DAY
    actions.end_seat(seat, left_on=left_on, by=cast.admin, at=timezone.now())


def reopen(cast: Cast, seat: Membership) -> None:
    actions.reopen_seat(seat, by=cast.admin, on=TODAY, at=timezone.now())


def test_a_seat_is_taken_once_at_a_time(cast: Cast) -> None:
    with pytest.raises(actions.AlreadySeated):
        factories.seat(cast.oak, cast.member, joined_on=TODAY)
    assert Membership.objects.filter(group=cast.oak, member=cast.member).count() == 1


def test_a_person_may_come_back_the_day_after_the_last_day(cast: Cast) -> None:
    left_on = cast.seat(cast.former).left_on
    assert left_on
    actions.give_seat(cast.oak, cast.former, joined_on=left_on + DAY, by=cast.admin, at=timezone.now())
    assert Membership.objects.current(TODAY).filter(group=cast.oak, member=cast.former).count() == 1


def test_one_person_may_sit_in_several_groups(cast: Cast) -> None:
    factories.seat(cast.elm, cast.member)
    assert {group.name for group in seating(cast.member).groups} == {"Oak", "Elm", "Grove"}


def test_access_ends_with_the_last_day(cast: Cast) -> None:
    end(cast, cast.seat(cast.member), after=0)
    assert cast.oak in Group.objects.visible_to(cast.member, on=TODAY)
    assert cast.oak not in Group.objects.visible_to(cast.member, on=TODAY + DAY)


def test_access_begins_with_the_first_day(cast: Cast) -> None:
    factories.seat(cast.oak, cast.outsider, joined_on=TODAY + DAY)
    assert cast.oak not in Group.objects.visible_to(cast.outsider, on=TODAY)
    assert cast.oak in Group.objects.visible_to(cast.outsider, on=TODAY + DAY)


def test_roles_and_leave_end_with_the_seat(cast: Cast) -> None:
    seat = cast.seat(cast.facilitator)
    running = factories.leave(seat, starts_on=TODAY - 9 * DAY, ends_on=TODAY + 90 * DAY)
    factories.leave(seat, starts_on=TODAY + 100 * DAY)
    end(cast, seat, after=-1)
    assert not seating(cast.facilitator).leads(cast.oak)
    assert [term.ends_on for term in seat.roles.all()] == [TODAY - DAY]
    assert [(leave.pk, leave.ends_on) for leave in seat.leaves.all()] == [(running.pk, TODAY - DAY)]


def test_a_last_day_may_be_brought_forward(cast: Cast) -> None:
    seat = cast.seat(cast.member)
    end(cast, seat, after=30)
    end(cast, seat, after=10)
    assert cast.seat(cast.member).left_on == TODAY + 10 * DAY


def test_a_last_day_is_not_put_off_without_reopening_the_seat(cast: Cast) -> None:
    """Otherwise a seat that ended long ago would open the time in between."""
    seat = cast.seat(cast.former)
    with pytest.raises(actions.EndsEarlier):
        end(cast, seat, after=30)
    assert cast.seat(cast.former).left_on == TODAY - 30 * DAY


def test_an_ending_can_be_taken_back_for_a_month(cast: Cast) -> None:
    reopen(cast, cast.seat(cast.former))
    assert cast.oak in Group.objects.visible_to(cast.former, on=TODAY)


def test_after_more_than_a_month_it_takes_a_new_seat(cast: Cast) -> None:
    seat = cast.seat(cast.former)
    end(cast, seat, after=-32)
    with pytest.raises(actions.GoneTooLong):
        reopen(cast, seat)
    assert cast.seat(cast.former).left_on == TODAY - 32 * DAY


def test_a_seat_is_not_reopened_beside_a_newer_one(cast: Cast) -> None:
    old = cast.seat(cast.former)
    factories.seat(cast.oak, cast.former, joined_on=TODAY)
    with pytest.raises(actions.AlreadySeated):
        reopen(cast, old)


def test_ending_twice_on_the_same_day_is_ending_once(cast: Cast) -> None:
    seat = cast.seat(cast.member)
    end(cast, seat, after=3)
    end(cast, seat, after=3)
    assert Entry.objects.about(seat).filter(verb="membership.ended").count() == 1


def test_the_same_leave_is_granted_once(cast: Cast) -> None:
    seat = cast.seat(cast.member)
    for ends_on in (None, None, TODAY, TODAY):
        actions.grant_leave(seat, starts_on=TODAY, ends_on=ends_on, by=cast.admin, at=timezone.now())
    assert [leave.ends_on for leave in seat.leaves.order_by("pk")] == [None, TODAY]
    assert Entry.objects.about(seat).filter(verb="leave.granted").count() == 2


def test_reopening_twice_is_reopening_once(cast: Cast) -> None:
    seat = cast.seat(cast.former)
    reopen(cast, seat)
    reopen(cast, seat)
    assert Entry.objects.about(seat).filter(verb="membership.reopened").count() == 1


def test_a_provisional_member_becomes_a_full_one_once(cast: Cast) -> None:
    seat = actions.give_seat(
        cast.oak, cast.outsider, joined_on=TODAY, is_provisional=True, by=cast.admin, at=timezone.now()
    )
    for day in (TODAY + 90 * DAY, TODAY + 91 * DAY):
        actions.confirm_seat(seat, on=day, by=cast.admin, at=timezone.now())
    seat.refresh_from_db()
    assert seat.full_on == TODAY + 90 * DAY
    assert Entry.objects.about(seat).filter(verb="membership.confirmed").count() == 1


def test_each_change_of_a_seat_is_one_line_in_the_ledger(cast: Cast) -> None:
    seat = factories.seat(cast.oak, cast.outsider, joined_on=TODAY)
    end(cast, seat, after=3)
    reopen(cast, seat)
    lines = Entry.objects.about(seat).order_by("pk")
    assert [line.verb for line in lines] == ["membership.started", "membership.ended", "membership.reopened"]
    assert {(line.toward, line.group_id) for line in lines} == {(cast.outsider, cast.oak.pk)}


def test_where_somebody_sits_costs_the_same_however_many_groups(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(3):
        factories.seat(factories.group(), cast.member, role=Role.CHAIR)
    with django_assert_num_queries(2):  # the community's date is one
        known = seating(cast.member)
    assert len(known.groups) == 5
    assert len(known.led) == 3
