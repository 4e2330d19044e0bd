import pytest
from django.test import Client
from django.urls import reverse

from ledger.models import Entry
from peergroups.models import POLICIES, Group, Kind
from tests import factories
from tests.browsing import assert_costs_the_same, form_on, page
from tests.conftest import Cast, Enter

START = reverse("peergroups:start_group")
GROUPS = reverse("peergroups:groups")


@pytest.fixture
def about_oak(cast: Cast) -> str:
    return reverse("peergroups:change_group", args=[cast.oak.key])


def start(client: Client, **typed: str) -> str:
    return page(client.post(START, form_on(client.get(START)) | typed, follow=True))


def change(client: Client, url: str, **typed: str) -> str:
    return page(client.post(url, form_on(client.get(url)) | typed, follow=True))


@pytest.mark.parametrize("kind", Kind)
def test_a_new_group_lives_by_the_rules_of_its_kind(db: None, kind: Kind) -> None:
    group = factories.group(kind=kind)
    group.refresh_from_db()
    assert group.policy == POLICIES[kind]


def test_a_thinking_group_is_bound_to_nothing_and_anyone_may_call_it_together(db: None) -> None:
    assert POLICIES[Kind.THINKING_GROUP] == (False, False, False, False, True, "nothing", None, False, 48)
    assert POLICIES[Kind.PEER_GROUP] == (True, True, True, True, False, "notes", 1, True, 48)


def test_an_admin_starts_a_group_and_goes_on_to_its_seats(cast: Cast, enter: Enter) -> None:
    html = start(enter("admin"), name="Élan", kind="work team", purpose="Ship it.", seats="8")
    group = Group.objects.get(key="elan")
    assert (group.name, group.kind, group.purpose, group.seats) == ("Élan", "work team", "Ship it.", 8)
    assert group.policy == POLICIES[Kind.WORK_TEAM]
    assert "Seats and roles of Élan" in html
    assert Entry.objects.about(group).get().by == cast.admin


def test_a_group_without_a_name_is_not_started(cast: Cast, enter: Enter) -> None:
    assert "This field is required" in start(enter("admin"), name=" ")
    assert Group.objects.count() == 3


@pytest.mark.parametrize("name", ["Oak", "OAK", " oak "])
def test_a_new_group_has_a_name_of_its_own(cast: Cast, enter: Enter, name: str) -> None:
    assert "There is a group of this name already." in start(enter("admin"), name=name, purpose="Grow.")
    assert Group.objects.count() == 3


@pytest.mark.parametrize("who", ["facilitator", "admin"])
def test_who_leads_the_group_and_who_looks_after_all_change_it(
    cast: Cast, enter: Enter, about_oak: str, who: str
) -> None:
    html = change(enter(who), about_oak, name="Old Oak", purpose="Stay.", seats="12", rhythm_days="91")
    group = Group.objects.get(key="oak")
    assert "Saved." in html
    assert (group.name, group.purpose, group.seats, group.rhythm_days) == ("Old Oak", "Stay.", 12, 91)
    assert Entry.objects.about(group).get(verb="group.changed").by == cast[who]


@pytest.mark.parametrize(("who", "status"), [("member", 403), ("neighbour", 404), ("outsider", 404)])
def test_others_do_not_change_it(cast: Cast, enter: Enter, about_oak: str, who: str, status: int) -> None:
    assert enter(who).post(about_oak, {"name": "Mine"}).status_code == status
    assert Group.objects.get(key="oak").name == "Oak"


def test_a_rule_is_switched_off_by_an_empty_box(cast: Cast, enter: Enter, about_oak: str) -> None:
    leader = enter("facilitator")
    typed = form_on(leader.get(about_oak))
    del typed["takes_attendance"]
    leader.post(about_oak, typed)
    policy = Group.objects.get(key="oak").policy
    assert not policy.takes_attendance
    assert policy.makes_commitments


def test_saving_without_a_change_changes_no_rule(cast: Cast, enter: Enter, about_oak: str) -> None:
    before = Group.objects.filter(key="oak").values().get()
    change(enter("facilitator"), about_oak)
    assert Group.objects.filter(key="oak").values().get() == before


def test_a_stale_form_puts_nothing_back(cast: Cast, enter: Enter, about_oak: str) -> None:
    admin, leader = enter("admin"), enter("facilitator")
    stale = form_on(admin.get(about_oak)) | {"seats": "9"}
    typed = form_on(leader.get(about_oak)) | {"purpose": "Stay."}
    del typed["makes_commitments"]
    leader.post(about_oak, typed)
    admin.post(about_oak, stale)
    group = Group.objects.get(key="oak")
    assert (group.purpose, group.seats, group.makes_commitments) == ("Stay.", 9, False)


def test_who_comes_second_is_told_what_stands_there(cast: Cast, enter: Enter, about_oak: str) -> None:
    admin, leader = enter("admin"), enter("facilitator")
    stale = form_on(admin.get(about_oak)) | {"purpose": "Grow."}
    change(leader, about_oak, purpose="Stay.")
    answer = admin.post(about_oak, stale)
    assert "Somebody changed this meanwhile: it says “Stay.” now." in page(answer)
    assert form_on(answer)["purpose"] == "Grow."
    assert Group.objects.get(key="oak").purpose == "Stay."


def test_kind_and_key_stay(cast: Cast, enter: Enter, about_oak: str) -> None:
    change(enter("facilitator"), about_oak, kind="network", key="elm-2")
    assert Group.objects.get(key="oak").kind == "peer group"


def test_the_list_counts_who_sits_there_today(cast: Cast, enter: Enter) -> None:
    html = page(enter("admin").get(GROUPS))
    row = html[html.index("Oak</a>") :][:160]
    assert 'Peer group</td><td class="number">4</td><td class="number">not set</td>' in row


def test_the_list_costs_the_same_however_long(cast: Cast, enter: Enter) -> None:
    assert_costs_the_same(
        enter("admin"), GROUPS, lambda: factories.seat(factories.group(), factories.member())
    )


def test_a_community_without_a_group_is_told_how_to_begin(cast: Cast, enter: Enter) -> None:
    Group.objects.all().delete()
    assert "There is no group yet." in page(enter("admin").get(GROUPS))
