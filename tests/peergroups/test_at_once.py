"""Two callers in the same moment, each with a connection of their own."""

from functools import partial

import pytest
from django.urls import reverse
from django.utils import timezone

from ledger.models import Entry
from members.actions import organisation_called
from members.models import Member, Organisation
from peergroups import actions
from peergroups.models import Community, CommunityAdmin, Group, Kind, Membership, PlanArea, Role, RoleTerm
from tests import factories
from tests.browsing import page
from tests.conftest import TODAY, Cast, Enter
from tests.racing import at_once, before_the_first_commits

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_person_is_given_one_seat(cast: Cast) -> None:
    seat = partial(
        actions.give_seat, cast.oak, cast.outsider, joined_on=TODAY, by=cast.admin, at=timezone.now()
    )
    assert isinstance(before_the_first_commits(seat, seat), actions.AlreadySeated)
    assert Membership.objects.filter(group=cast.oak, member=cast.outsider).count() == 1


def test_one_leave_is_granted_once(cast: Cast) -> None:
    def grant() -> None:
        factories.leave(cast.seat(cast.member), starts_on=TODAY)

    before_the_first_commits(grant, grant)
    assert Entry.objects.filter(verb="leave.granted").count() == 1


def test_one_group_is_started_once(cast: Cast) -> None:
    start = partial(actions.start_group, name="Ash", kind=Kind.NETWORK, by=cast.admin, at=timezone.now())
    Community.current()
    assert isinstance(before_the_first_commits(start, start), actions.NameTaken)
    assert Group.objects.filter(name="Ash").count() == 1


def test_one_role_is_given_once(cast: Cast) -> None:
    give = partial(
        actions.give_role, cast.seat(cast.member), Role.HOST, on=TODAY, by=cast.admin, at=timezone.now()
    )
    assert isinstance(before_the_first_commits(give, give), actions.RoleTaken)
    assert RoleTerm.objects.filter(role=Role.HOST).count() == 1


def test_one_role_is_laid_down_once(cast: Cast) -> None:
    term = cast.seat(cast.facilitator).roles.get()
    lay_down = partial(actions.lay_down_role, term, on=TODAY, by=cast.admin, at=timezone.now())
    before_the_first_commits(lay_down, lay_down)
    assert Entry.objects.filter(verb="role.laid_down").count() == 1


def test_one_ending_is_taken_back_once(cast: Cast) -> None:
    def reopen() -> None:
        actions.reopen_seat(cast.seat(cast.former), by=cast.admin, on=TODAY, at=timezone.now())

    before_the_first_commits(reopen, reopen)
    assert Entry.objects.filter(verb="membership.reopened").count() == 1


def test_two_admins_who_dismiss_each_other_leave_one(cast: Cast) -> None:
    terms = [factories.admin(cast.outsider), CommunityAdmin.objects.get(member=cast.admin)]
    dismissals = [
        partial(actions.dismiss_admin, term, by=cast.admin, on=TODAY, at=timezone.now()) for term in terms
    ]
    assert isinstance(before_the_first_commits(*dismissals), actions.LastAdmin)
    assert CommunityAdmin.objects.current(TODAY).count() == 1


def test_two_admins_who_close_each_others_accounts_leave_one(cast: Cast) -> None:
    other = factories.admin(cast.outsider).member
    closings = [
        partial(actions.close_account, member, by=by, on=TODAY, at=timezone.now())
        for member, by in ((other, cast.admin), (cast.admin, other))
    ]
    assert isinstance(before_the_first_commits(*closings), actions.LastAdmin)
    assert CommunityAdmin.objects.current(TODAY).get(member__is_active=True).member == cast.admin


def test_one_person_is_added_once(cast: Cast, enter: Enter) -> None:
    url = reverse("peergroups:add_person")
    typed = {"name": "Élodie Roux", "email": "elodie@example.org"}
    first, second = (partial(enter("admin").post, url, typed) for _ in range(2))
    refused = before_the_first_commits(first, second)
    assert "Somebody in the community has this address already." in page(refused)
    assert Member.objects.filter(email=typed["email"]).count() == 1


def test_one_organisation_is_founded_once(cast: Cast) -> None:
    organisation = before_the_first_commits(
        partial(organisation_called, "Fjord Bakery"), partial(organisation_called, "FJORD bakery")
    )
    assert organisation == Organisation.objects.get()


def test_somebody_is_appointed_once(cast: Cast) -> None:
    appoint = partial(actions.appoint_admin, cast.outsider, by=cast.admin, on=TODAY, at=timezone.now())
    first, second = at_once(appoint, appoint)
    assert first == second
    assert Entry.objects.filter(verb="admin.appointed", toward=cast.outsider).count() == 1


def test_two_orders_of_the_plan_areas_end_in_one_of_them(cast: Cast) -> None:
    factories.group()  # founds the community
    there, back = list(PlanArea.objects.all()), list(PlanArea.objects.all())[::-1]
    outcomes = at_once(
        *(
            partial(actions.name_plan_areas, areas, by=cast.admin, at=timezone.now())
            for areas in (there, back)
        )
    )
    assert outcomes == [None, None]
    assert list(PlanArea.objects.all()) in (there, back)
