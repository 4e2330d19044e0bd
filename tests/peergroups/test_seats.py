from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from peergroups import actions
from peergroups.models import Group, Membership, Role
from peergroups.seating import seating
from tests import factories
from tests.conftest import TODAY, Cast

DAY = timedelta(days=1)


def test_postgresql_refuses_a_second_seat_of_one_person_at_the_same_time(cast: Cast) -> None:
    for joined_on, left_on in [(TODAY, None), (TODAY - 400 * DAY, TODAY - 300 * DAY)]:
        with pytest.raises(IntegrityError, match="seats_of_one_person_do_not_overlap"), transaction.atomic():
            Membership.objects.create(
                group=cast.oak, member=cast.member, joined_on=joined_on, left_on=left_on
            )


def test_a_person_may_come_back_the_day_after_the_last_day(cast: Cast) -> None:
    left_on = cast.seat(cast.former).left_on
    assert left_on
    actions.seat_member(cast.oak, cast.former, joined_on=left_on + DAY, by=cast.admin, at=timezone.now())
    assert Membership.objects.current(TODAY).filter(group=cast.oak, member=cast.former).count() == 1


def test_access_ends_with_the_last_day(cast: Cast) -> None:
    actions.end_membership(cast.seat(cast.member), left_on=TODAY, by=cast.admin, at=timezone.now())
    assert cast.oak in Group.objects.visible_to(cast.member, on=TODAY)
    assert cast.oak not in Group.objects.visible_to(cast.member, on=TODAY + DAY)


def test_a_role_ends_with_the_seat(cast: Cast) -> None:
    seat = cast.seat(cast.facilitator)
    actions.end_membership(seat, left_on=TODAY - DAY, by=cast.admin, at=timezone.now())
    assert not seat.roles.current(TODAY).exists()
    assert not seating(cast.facilitator).leads(cast.oak)


def test_a_role_laid_down_today_is_over_today(cast: Cast) -> None:
    term = cast.seat(cast.facilitator).roles.get()
    actions.lay_down_role(term, on=TODAY, by=cast.admin, at=timezone.now())
    assert not seating(cast.facilitator).leads(cast.oak)


def test_somebody_on_leave_is_not_expected_and_keeps_the_seat(cast: Cast) -> None:
    seat = cast.seat(cast.member)
    factories.leave(seat, starts_on=TODAY, ends_on=TODAY + 30 * DAY)
    assert seat in Membership.objects.current(TODAY)
    assert seat not in Membership.objects.expected(TODAY)
    assert seat in Membership.objects.expected(TODAY + 31 * DAY)


def test_where_somebody_sits_costs_two_queries_however_many_groups(
    cast: Cast, django_assert_num_queries
) -> None:
    for _ in range(3):
        factories.seat(factories.group(), cast.member, role=Role.CHAIR)
    with django_assert_num_queries(3):  # the community's date is one
        known = seating(cast.member)
    assert len(known.groups) == 5
    assert len(known.led) == 3
    with django_assert_num_queries(1):
        assert seating(cast.member) is known


def test_the_last_admin_cannot_step_down(cast: Cast) -> None:
    term = cast.admin.admin_terms.get()
    with pytest.raises(actions.LastAdmin):
        actions.dismiss_admin(term, by=cast.admin, on=TODAY, at=timezone.now())
    factories.admin(cast.outsider)
    actions.dismiss_admin(term, by=cast.admin, on=TODAY, at=timezone.now())
    assert not seating(cast.admin).is_admin
