"""Pictures of networks: one's own with names, and that of the groups without any."""

from itertools import combinations, pairwise
from math import dist

from django.urls import reverse

from engagement.networks import MOST_CONTACTS, network_of_groups, own_network
from ledger.actions import record
from members.models import Member
from tests import factories
from tests.browsing import assert_costs_the_same, page
from tests.conftest import NOW, TODAY, Cast, Enter
from tests.engagement.ties.streams import count_anew

MINE = reverse("engagement:mine")
OF_GROUPS = reverse("engagement:community_network")


def talk(*pairs: tuple[Member, Member]) -> None:
    for one, other in pairs:
        record("one_to_one.held", by=one, toward=other, at=NOW)
    count_anew(TODAY)


def test_ones_own_network_is_seen_by_nobody_else(enter: Enter, cast: Cast) -> None:
    talk((cast.member, cast.partner), (cast.member, cast.neighbour), (cast.partner, cast.neighbour))
    own = page(enter("member").get(MINE))
    assert own.count("Paul Okoye") == own.count("Noor Jansen") == 2  # drawn, and listed
    assert "of the 1 pair among them 1 knows each other" in own
    assert "worth as much as 1.0 contacts" in own
    for who in ("facilitator", "newcomer", "admin"):
        seen = page(enter(who).get(MINE))
        assert "Paul Okoye" not in seen
        assert "There is no tie yet" in seen


def test_a_name_is_no_markup(enter: Enter, cast: Cast) -> None:
    other = factories.member("<script>alert(1)</script>")
    factories.seat(cast.elm, other)
    talk((cast.member, other))
    seen = page(enter("member").get(MINE))
    assert "<script>alert" not in seen
    assert seen.count("&lt;script&gt;alert(1)") == 2


def test_who_is_left_out_has_no_picture(enter: Enter, cast: Cast) -> None:
    talk((cast.member, cast.partner))
    enter("member").post(reverse("engagement:leave-network"))
    assert "so there is nothing to draw" in page(enter("member").get(MINE))
    assert "Mara Lind" not in page(enter("partner").get(MINE))


def test_of_many_contacts_the_strongest_are_drawn_and_all_are_listed(cast: Cast) -> None:
    others = [factories.member() for _ in range(MOST_CONTACTS + 2)]
    for other in others:
        factories.seat(cast.elm, other)
    talk(*((cast.member, other) for other in others))
    found = own_network(cast.member, on=TODAY)
    assert (len(found.contacts), found.hidden) == (MOST_CONTACTS + 2, 2)
    assert len(found.picture.nodes) == MOST_CONTACTS + 1
    assert found.separate == MOST_CONTACTS + 2


def test_a_page_of_ones_own_costs_the_same_for_many_contacts(enter: Enter, cast: Cast) -> None:
    def add() -> None:
        other = factories.member()
        factories.seat(cast.elm, other)
        talk((cast.member, other))

    assert_costs_the_same(enter("member"), MINE, add)


def test_the_picture_of_groups_names_nobody_and_draws_no_tie_of_few(enter: Enter, cast: Cast) -> None:
    here, there, far = (factories.group(name) for name in ("Ash", "Birch", "Cedar"))
    people = {group: [factories.member() for _ in range(6)] for group in (here, there, far)}
    for group, members in people.items():
        for member in members:
            factories.seat(group, member)
    talk(*zip(people[here], people[there], strict=True))
    talk((people[here][0], people[far][0]))
    found = network_of_groups(on=TODAY)
    assert [(tie.one_people, tie.other_people, tie.ties) for tie in found.rows] == [(6, 6, 6)]
    assert len(found.picture.nodes) == 2
    seen = page(enter("admin").get(OF_GROUPS))
    assert "6 ties" in seen
    named = [group.name for group in people] + [one.name for members in people.values() for one in members]
    assert not [name for name in named if f">{name}<" in seen]


def test_where_no_two_groups_are_tied_that_is_said(enter: Enter, cast: Cast) -> None:
    talk((cast.member, cast.neighbour))
    assert "nothing that may be drawn" in page(enter("admin").get(OF_GROUPS))


def test_no_two_circles_lie_on_each_other(cast: Cast) -> None:
    groups = [factories.group() for _ in range(8)]
    members = [[factories.member() for _ in range(5)] for _ in groups]
    for group, people in zip(groups, members, strict=True):
        for member in people:
            factories.seat(group, member)
    for here, there in zip(members[::2], members[1::2], strict=True):
        talk(*zip(here, there, strict=True))
    nodes = network_of_groups(on=TODAY).picture.nodes
    assert len(nodes) == 8
    assert all(dist((a.x, a.y), (b.x, b.y)) > a.r + b.r for a, b in combinations(nodes, 2))


def test_the_picture_stays_as_it_is(cast: Cast) -> None:
    groups = [factories.group() for _ in range(4)]
    members = [[factories.member() for _ in range(5)] for _ in groups]
    for group, people in zip(groups, members, strict=True):
        for member in people:
            factories.seat(group, member)
    for here, there in pairwise(members):
        talk(*zip(here, there, strict=True))
    assert network_of_groups(on=TODAY).picture == network_of_groups(on=TODAY).picture
