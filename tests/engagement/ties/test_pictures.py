"""Pictures of the network: one's own, and the community's that names nobody."""

from datetime import date

import pytest

from engagement.actions import compute_engagement
from engagement.models import Level, MetricResult, Status
from engagement.own import results_of_members
from engagement.ties.pictures import ego_network, group_network
from engagement.ties.step import count_ties
from ledger.actions import record
from members.models import Member
from peergroups.models import Group
from tests import factories
from tests.engagement.ties.streams import count_anew, moment, noon

DAY = date(2026, 3, 2)
pytestmark = pytest.mark.django_db


def group_of(name: str, size: int) -> tuple[Group, list[Member]]:
    group, people = factories.group(name), [factories.member() for _ in range(size)]
    for member in people:
        factories.seat(group, member, joined_on=date(2024, 1, 1))
    return group, people


def talk(*pairs: tuple[Member, Member]) -> None:
    for one, other in pairs:
        record("one_to_one.held", by=one, toward=other, at=noon(DAY))


def test_ones_own_picture_shows_contacts_and_who_of_them_know_each_other() -> None:
    _, (one, near, far, stranger) = group_of("Oak", 4)
    _, (outside, *_) = group_of("Elm", 2)
    record("thanks.given", by=near, toward=one, at=noon(DAY))
    talk((one, near), (far, one), (one, outside), (near, outside), (far, stranger))
    count_anew(DAY)
    found = ego_network(one, DAY)
    assert {contact.member: contact.shares_a_group for contact in found.contacts} == {
        near: True,
        far: True,
        outside: False,
    }
    assert found.contacts[0].member == near
    places = [contact.member for contact in found.contacts]
    assert [{places[a], places[b]} for a, b in found.ties] == [{near, outside}]


def test_what_has_faded_is_no_tie() -> None:
    _, (one, other) = group_of("Oak", 2)
    talk((one, other))
    count_anew(DAY)
    assert ego_network(one, date(2026, 6, 1)).contacts
    assert not ego_network(one, date(2026, 6, 2)).contacts


@pytest.mark.parametrize(("people", "shown"), [(4, []), (5, [(0, 1, 3)])])
def test_a_picture_of_groups_leaves_out_what_rests_on_fewer_than_five_people(
    people: int, shown: list[tuple[int, int, int]]
) -> None:
    _, oak = group_of("Oak", 6)
    _, elm = group_of("Elm", 5)
    pairs = [(oak[0], elm[0]), (oak[1], elm[1]), (oak[0] if people == 4 else oak[2], elm[1])]
    talk(*pairs, (oak[0], oak[1]))
    count_anew(DAY)
    assert group_network(DAY).groups == [6, 5]
    assert group_network(DAY).ties == shown


def result(metric: str, level: Level = Level.GROUP, subject: int | None = None) -> MetricResult:
    return MetricResult.objects.get(metric=metric, level=level, subject_id=subject, period_id=2026 * 4)


def test_what_a_group_and_the_community_are_told() -> None:
    group, oak = group_of("Oak", 6)
    _, elm = group_of("Elm", 6)
    hub, *others = oak
    talk(*((hub, other) for other in others), *zip(oak, elm, strict=True))
    compute_engagement(as_of=DAY, by=None, at=noon(DAY))
    density = result("tie_density", subject=group.pk)
    assert (density.numerator, density.denominator, density.people) == (5, 15, 6)
    assert density.detail is not None
    assert density.detail["mean_weight"] == pytest.approx(1)
    assert result("degree_centralisation", subject=group.pk).value == 1
    outward = result("ei_index", subject=group.pk)
    assert (outward.numerator, outward.denominator, outward.detail) == (
        6,
        11,
        {"external": 6, "internal": 5, "at_random": pytest.approx((6 - 5) / 11)},
    )
    assert result("cross_group_ties", subject=group.pk).value == 1
    assert result("tie_freshness", subject=group.pk).value == 1
    whole = result("ei_index", Level.COMMUNITY)
    assert (whole.numerator, whole.denominator) == (6, 11)
    assert whole.value == pytest.approx(1 / 11)
    assert result("cross_group_ties", Level.COMMUNITY).value == 1
    assert result("constraint", Level.COMMUNITY).status == Status.NOT_ENOUGH_DATA
    assert result("bridge_dependence", Level.COMMUNITY).status == Status.NOT_ENOUGH_DATA
    assert result("at_the_edge", Level.COMMUNITY).value == 1
    own = {told.metric: told for told in results_of_members(hub.pk)}
    assert own["effective_size"].value == 6
    assert own["constraint"].detail == {
        "if_all_tied": pytest.approx(121 / 216),
        "if_none_tied": pytest.approx(1 / 6),
    }
    assert own["cross_group_ties"].value == 1


def test_bridges_that_last_a_year() -> None:
    group, oak = group_of("Oak", 6)
    _, elm = group_of("Elm", 6)
    last_year, now = date(2025, 3, 30), date(2026, 3, 20)
    for at, (one, other) in enumerate((one, other) for one in oak[:4] for other in elm[:3]):
        record("one_to_one.held", by=one, toward=other, at=noon(last_year))
        if at < 4:
            record("one_to_one.held", by=other, toward=one, at=noon(now))
    count_ties(moment(date(2026, 3, 31)), after=None, since=None, at=noon(now))
    lasting = result("bridge_persistence", subject=group.pk)
    assert (lasting.numerator, lasting.denominator) == (4, 12)
    assert lasting.value == pytest.approx(1 / 3)
