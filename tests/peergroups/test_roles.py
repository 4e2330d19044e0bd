from datetime import timedelta

import pytest
from django.utils import timezone

from ledger.models import Entry
from peergroups import actions
from peergroups.models import Group, Membership, Role
from peergroups.panels import roster
from peergroups.seating import seating
from tests import factories
from tests.conftest import TODAY, Cast

DAY = timedelta(days=1)


def lay_down(cast: Cast, seat: Membership) -> None:
    term = seat.roles.get()
    actions.lay_down_role(term, on=TODAY, by=cast.admin, at=timezone.now())


@pytest.mark.parametrize(("role", "leads"), [(role, role in {"facilitator", "chair"}) for role in Role])
def test_facilitator_and_chair_lead_and_nobody_else(cast: Cast, role: Role, leads: bool) -> None:
    actions.give_role(cast.seat(cast.member), role, on=TODAY, by=cast.admin, at=timezone.now())
    assert seating(cast.member).leads(cast.oak) is leads
    assert not seating(cast.member).leads(cast.grove)


def test_a_role_that_begins_tomorrow_leads_tomorrow(cast: Cast) -> None:
    actions.give_role(cast.seat(cast.member), Role.CHAIR, on=TODAY + DAY, by=cast.admin, at=timezone.now())
    assert not seating(cast.member, on=TODAY).leads(cast.oak)
    assert seating(cast.member, on=TODAY + DAY).leads(cast.oak)


def test_somebody_has_a_role_once(cast: Cast) -> None:
    with pytest.raises(actions.RoleTaken):
        actions.give_role(
            cast.seat(cast.facilitator), Role.FACILITATOR, on=TODAY, by=cast.admin, at=timezone.now()
        )


def test_a_group_may_have_two_facilitators_and_a_person_two_roles(cast: Cast) -> None:
    for member, role in [(cast.member, Role.FACILITATOR), (cast.facilitator, Role.TIMEKEEPER)]:
        actions.give_role(cast.seat(member), role, on=TODAY, by=cast.admin, at=timezone.now())
    assert seating(cast.member).leads(cast.oak)
    assert seating(cast.facilitator).leads(cast.oak)


def test_a_role_laid_down_today_is_over_today(cast: Cast) -> None:
    seat = cast.seat(cast.facilitator)
    lay_down(cast, seat)
    assert not seating(cast.facilitator).leads(cast.oak)
    assert seat.roles.get().ends_on == TODAY - DAY


def test_a_role_begun_today_and_laid_down_today_never_was(cast: Cast) -> None:
    seat = cast.seat(cast.member)
    actions.give_role(seat, Role.HOST, on=TODAY, by=cast.admin, at=timezone.now())
    lay_down(cast, seat)
    assert not seat.roles.exists()


def test_a_role_that_ended_long_ago_stays_as_it_ended(cast: Cast) -> None:
    seat = cast.seat(cast.facilitator)
    seat.roles.update(ends_on=TODAY - 90 * DAY)
    lay_down(cast, seat)
    assert seat.roles.get().ends_on == TODAY - 90 * DAY
    assert not Entry.objects.filter(verb="role.laid_down").exists()


def test_laying_down_twice_is_laying_down_once(cast: Cast) -> None:
    seat = cast.seat(cast.facilitator)
    lay_down(cast, seat)
    lay_down(cast, seat)
    assert Entry.objects.about(seat).filter(verb="role.laid_down").count() == 1


def test_a_role_may_be_taken_up_again(cast: Cast) -> None:
    seat = cast.seat(cast.facilitator)
    lay_down(cast, seat)
    actions.give_role(seat, Role.FACILITATOR, on=TODAY, by=cast.admin, at=timezone.now())
    assert seating(cast.facilitator).leads(cast.oak)


def test_a_former_facilitator_leads_nothing(cast: Cast) -> None:
    actions.end_seat(cast.seat(cast.facilitator), left_on=TODAY - DAY, by=cast.admin, at=timezone.now())
    assert cast.oak not in Group.objects.visible_to(cast.facilitator, on=TODAY)
    assert not seating(cast.facilitator).leads(cast.oak)


def test_the_roster_names_those_who_lead_first_then_the_others_by_name(cast: Cast) -> None:
    factories.seat(cast.oak, factories.member("Zoe Adler"), role=Role.CHAIR)
    names = [seated.member.name for seated in roster(cast.oak, on=TODAY)]
    assert names == ["Farah Haddad", "Zoe Adler", "Mara Lind", "Nina Costa", "Paul Okoye"]


def test_the_roster_names_roles_and_the_most_leading_first(cast: Cast) -> None:
    seat = cast.seat(cast.facilitator)
    for role in (Role.SECRETARY, Role.CHAIR):
        actions.give_role(seat, role, on=TODAY, by=cast.admin, at=timezone.now())
    assert roster(cast.oak, on=TODAY)[0].roles == ["Facilitator", "Chair", "Secretary"]


def test_the_roster_of_another_day_is_that_of_the_day(cast: Cast) -> None:
    names = {seated.member.name for seated in roster(cast.oak, on=TODAY - 40 * DAY)}
    assert "Frank Weiss" in names
    assert "Nina Costa" not in names
