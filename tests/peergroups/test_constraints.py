"""What PostgreSQL refuses, also from a shell prompt."""

from datetime import timedelta

import pytest

from peergroups.models import Community, CommunityAdmin, Leave, Membership, PlanArea, Role, RoleTerm
from tests.conftest import TODAY, Cast
from tests.refusing import refuses

DAY = timedelta(days=1)


def test_a_second_community(db: None) -> None:
    assert refuses("one_community", Community(pk=2))


def test_two_plan_areas_of_one_name_or_at_one_position(db: None) -> None:
    Community.current()
    assert refuses("one_plan_area_of_each_name", PlanArea(name="Life", position=7))
    assert refuses("one_plan_area_at_each_position", PlanArea(name="Health", position=1))


def test_two_open_terms_of_one_admin(cast: Cast) -> None:
    assert refuses("one_open_admin_term_each", CommunityAdmin(member=cast.admin, since_on=TODAY))


@pytest.mark.parametrize(
    ("joined", "left"), [(0, None), (-400, -300), (-400, None), (-365, -365), (-10, -10)]
)
def test_two_seats_of_one_person_in_one_group_at_the_same_time(
    cast: Cast, joined: int, left: int | None
) -> None:
    left_on = None if left is None else TODAY + left * DAY
    seat = Membership(group=cast.oak, member=cast.member, joined_on=TODAY + joined * DAY, left_on=left_on)
    assert refuses("seats_of_one_person_do_not_overlap", seat)


def test_two_open_terms_of_one_role(cast: Cast) -> None:
    seat = cast.seat(cast.facilitator)
    term = RoleTerm(membership=seat, role=Role.FACILITATOR, starts_on=TODAY)
    assert refuses("one_open_term_of_each_role", term)


def test_whatever_ends_before_it_begins(cast: Cast) -> None:
    seat, before = cast.seat(cast.member), TODAY - DAY
    assert refuses(
        "a_seat_ends_after_it_begins",
        Membership(group=cast.elm, member=cast.member, joined_on=TODAY, left_on=before),
    )
    assert refuses("leave_ends_after_it_begins", Leave(membership=seat, starts_on=TODAY, ends_on=before))
    assert refuses(
        "a_role_ends_after_it_begins",
        RoleTerm(membership=seat, role=Role.HOST, starts_on=TODAY, ends_on=before),
    )
    assert refuses(
        "an_admin_term_ends_after_it_begins",
        CommunityAdmin(member=cast.member, since_on=TODAY, until_on=before),
    )
