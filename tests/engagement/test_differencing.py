"""Nothing about few people follows from what an admin is shown, nor by taking one figure from another."""

from collections.abc import Sequence

import pytest

from engagement.models import Level, MetricResult, Outdated
from engagement.pipeline.blocks import write_community
from engagement.pipeline.planning import moment_at
from engagement.publishing import published_lines
from members.models import Member
from peergroups.models import Group
from tests import factories
from tests.conftest import NOW, TODAY, Cast
from tests.engagement.storing import NOW_QUARTER, came, frozen, keep

METRIC = "attendance_rate"


def people(number: int) -> list[Member]:
    return [factories.member() for _ in range(number)]


def sat(members: Sequence[Member], *, counted: bool = True, ago: int = 0) -> Group:
    """A group in which these sat, with a figure of it if something was counted."""
    group = factories.group()
    for member in members:
        came(member, group, counted, of=2 * counted, ago=ago)
    keep(METRIC, len(members), of=len(members) * 2 * counted, group=group, people=len(members), ago=ago)
    return group


def write_the_whole(ago: int = 0) -> None:
    Outdated.objects.create(period_id=NOW_QUARTER.id - ago)
    write_community(moment_at(TODAY, "UTC", 0), NOW, is_another_day=False)


def is_shown(admin: Member, metric: str = METRIC) -> bool:
    write_the_whole()
    whole = MetricResult.objects.visible_to(admin, on=TODAY).filter(level=Level.COMMUNITY, metric=metric)
    return whole.spoken().exists()


@pytest.mark.parametrize(
    ("sizes", "shown"), [([8, 8], True), ([8, 4], False), ([8, 3, 2], True), ([8, 3, 1], False), ([3], False)]
)
def test_the_whole_is_kept_back_where_it_would_tell_of_few(sizes: list[int], shown: bool, cast: Cast) -> None:
    for size in sizes:
        sat(people(size))
    assert is_shown(cast.admin) is shown


def test_the_same_few_in_two_groups_are_few(cast: Cast) -> None:
    same = people(4)
    sat(people(8))
    sat(same)
    sat(same)
    assert not is_shown(cast.admin)


def test_a_group_of_few_of_which_nothing_was_counted_hides_nothing(cast: Cast) -> None:
    sat(people(8))
    sat(people(3), counted=False)
    assert is_shown(cast.admin)


def test_another_quarter_is_another_matter(cast: Cast) -> None:
    sat(people(8))
    sat(people(3), ago=1)
    assert is_shown(cast.admin)


def test_open_seats_tell_of_nobody(cast: Cast) -> None:
    keep("open_seats", 3, of=8, group=sat(people(3)), people=3)
    assert is_shown(cast.admin, "open_seats")


def test_who_sits_in_one_of_two_groups_of_few_learns_nothing_of_the_other(cast: Cast) -> None:
    own = [cast.admin, *people(3)]
    factories.seat(sat(own), cast.admin)
    sat(people(3))
    sat(people(8))
    assert not is_shown(cast.admin)


def test_a_file_hides_the_whole_too(cast: Cast) -> None:
    """Also where the admin sits in the group of few and may see all of it."""
    then = frozen(1)
    factories.seat(sat([cast.admin, *people(3)], ago=1), cast.admin)
    write_the_whole(ago=1)
    results = MetricResult.objects.visible_to(cast.admin, on=TODAY)
    lines = list(published_lines(results, then))
    told = [line for line in lines if line.startswith(METRIC)]
    assert len(told) == 2
    assert all("suppressed" in line for line in told)
