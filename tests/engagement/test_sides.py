"""Seven sides of a group and of the community: none makes up for another."""

import pytest
from django.urls import reverse

from engagement.families.leading import FEWEST_GROUPS
from engagement.models import MetricResult, Status
from engagement.sides import SIDES, Side, seven_sides
from peergroups.models import Group
from tests import factories
from tests.browsing import page
from tests.conftest import TODAY, Cast, Enter
from tests.engagement.storing import computed, in_full, keep


def sides_of(group: Group | None) -> dict[str, Side]:
    found = seven_sides(in_full(), group=group, on=TODAY)
    assert found is not None
    return {side.heading: side for side in found.sides}


def test_where_nothing_is_known_there_are_no_sides(oak: Group) -> None:
    assert seven_sides(in_full(), group=oak, on=TODAY) is None
    keep("attendance_rate", 0, of=0, group=oak)
    assert seven_sides(in_full(), group=oak, on=TODAY) is None


def test_there_are_seven_and_no_total(oak: Group) -> None:
    keep("attendance_rate", 9, of=10, group=oak)
    found = seven_sides(in_full(), group=oak, on=TODAY)
    assert found is not None
    assert [side.heading for side in found.sides] == [heading for heading, *_ in SIDES]
    assert len(found.picture.bars) == 7


def test_a_part_stands_between_its_goalposts_and_a_side_in_the_middle_of_its_parts(oak: Group) -> None:
    keep("attendance_rate", 75, of=100, group=oak)  # half the way from 50 to 100 %
    keep("member_continuity", 9, of=10, group=oak)
    keep("cross_group_ties", 40, of=10, group=oak)  # 4 of 5
    keep("ei_index", -20, of=20, group=oak)  # all inward
    found = sides_of(oak)
    assert found["Continuity"].place == pytest.approx((0.5 + 0.9) / 2)
    assert found["Bridges"].place == pytest.approx((0.8 + 0) / 2)
    assert found["Bridges"].shown == "40"


def test_a_side_has_an_interval_only_where_all_its_parts_have_one(oak: Group) -> None:
    keep("follow_through", 80, of=100, group=oak, bounds=(0.7, 0.86))
    assert sides_of(oak)["Accountability"].range == "70–86"
    keep("member_continuity", 9, of=10, group=oak, bounds=(0.8, 0.95))
    keep("attendance_rate", 75, of=100, group=oak, bounds=(0.65, 0.85))
    low, high = sides_of(oak)["Continuity"].interval or (0, 0)
    assert (low, high) == pytest.approx((0.7 - 0.05**0.5 / 2, 0.7 + (0.04 + 0.0025) ** 0.5 / 2))
    MetricResult.objects.filter(metric="member_continuity").update(ci_low=None, ci_high=None)
    assert sides_of(oak)["Continuity"].interval is None


def test_what_is_missing_is_said_and_is_not_nought(oak: Group) -> None:
    keep("attendance_rate", 9, of=10, group=oak)
    too_few = keep("follow_through", 2, of=3, group=oak)
    MetricResult.objects.filter(pk=too_few.pk).update(status=Status.NOT_ENOUGH_DATA, value=None)
    found = sides_of(oak)
    assert (found["Accountability"].place, found["Accountability"].shown) == (None, "–")
    assert found["Accountability"].parts[0].words == "too few to say, 2 of 3"
    assert found["Shared leading"].parts[0].words == "nothing to count in a year"


def test_the_latest_quarter_of_a_year_that_says_something_counts(oak: Group) -> None:
    keep("attendance_rate", 0, of=0, group=oak)
    keep("attendance_rate", 9, of=10, group=oak, ago=1)
    keep("attendance_rate", 6, of=10, group=oak, ago=2)
    keep("follow_through", 9, of=10, group=oak, ago=4)
    found = sides_of(oak)
    assert found["Continuity"].place == pytest.approx(0.8)
    assert found["Accountability"].place is None


def test_the_cohesion_of_a_community_is_that_of_the_group_in_the_middle(cast: Cast) -> None:
    keep("attendance_rate", 9, of=10)
    for pairs in range(FEWEST_GROUPS - 1):
        keep("tie_density", pairs, of=10, group=factories.group())
    assert sides_of(None)["Cohesion"].place is None
    keep("tie_density", 10, of=10, group=factories.group())
    assert sides_of(None)["Cohesion"].place == pytest.approx(0.2)


def test_of_a_group_of_few_an_admin_sees_that_a_side_is_kept_back(enter: Enter, cast: Cast) -> None:
    keep("attendance_rate", 9, of=10, group=cast.oak)
    keep("follow_through", 8, of=10, group=cast.oak, people=4)
    door = reverse("engagement:group", args=["oak"])
    assert "80 %, 8 of 10" in page(enter("member").get(door))
    seen = page(enter("admin").get(door))
    assert "kept back, fewer than 5 people" in seen
    assert "8 of 10" not in seen


def test_admins_see_the_sides_of_the_community(enter: Enter, cast: Cast) -> None:
    computed()
    keep("attendance_rate", 9, of=10)
    assert "Seven sides" in page(enter("admin").get(reverse("engagement:community")))
