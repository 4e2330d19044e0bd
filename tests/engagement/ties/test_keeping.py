"""Ties range by range come to the ties counted all at once, and both to plain adding up."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from engagement.models import FrozenQuarter, TiePart
from engagement.periods import Quarter
from engagement.ties.keeping import keep_parts
from tests.engagement.ties.streams import (
    FIRST,
    LAST,
    World,
    count_anew,
    counted_by_hand,
    kept,
    kept_strengths,
    last_line,
    moment,
    noon,
)


class TestByChance(TestCase):
    @settings(
        max_examples=8,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(seed=st.integers(0, 10**6), steps=st.lists(st.integers(1, 12), min_size=2, max_size=6))
    def test_range_by_range_comes_to_the_same_as_all_at_once(self, seed: int, steps: list[int]) -> None:
        world = World(seed)
        after, since = None, None
        days = sorted(world.day() for _ in steps)
        for happenings, as_of in zip(steps, days, strict=True):
            for _ in range(happenings):
                world.happens()
            until = last_line()
            keep_parts(moment(as_of, until=until), after=after, since=since)
            keep_parts(moment(as_of, until=until), after=until, since=as_of)  # the second time nothing is new
            after, since = until, as_of
        found = kept()
        by_hand = counted_by_hand(days[-1])
        assert kept_strengths(days[-1]) == pytest.approx(by_hand, rel=1e-9, abs=1e-9)
        count_anew(days[-1])
        anew = kept()
        assert found.keys() == anew.keys()
        for key, (touches, *weights, last_on) in found.items():
            assert (touches, last_on) == (anew[key][0], anew[key][4])
            assert weights == pytest.approx(list(anew[key][1:4]), rel=1e-9)


@pytest.mark.django_db
def test_a_made_up_world_has_ties_of_both_sources() -> None:
    world = World(1)
    for _ in range(40):
        world.happens()
    count_anew(LAST)
    assert TiePart.objects.filter(group_id=0).exists()
    assert TiePart.objects.exclude(group_id=0).exists()


@pytest.mark.django_db
def test_what_is_written_late_about_a_frozen_quarter_changes_nothing() -> None:
    world = World(2)
    world.touch()
    count_anew(LAST)
    before, after = kept(), last_line()
    for quarter in range(Quarter.of(FIRST).id, Quarter.of(LAST).id + 1):
        FrozenQuarter.objects.create(period_id=quarter, frozen_at=noon(LAST))
    world.touch()
    assert keep_parts(moment(LAST), after=after, since=LAST) == set()
    count_anew(LAST)
    assert kept() == before


@pytest.mark.django_db
def test_what_lies_ahead_counts_once_its_day_has_come() -> None:
    world = World(3)
    world.touch()
    count_anew(FIRST - timedelta(days=1))
    assert kept() == {}
    keep_parts(moment(LAST), after=last_line(), since=FIRST - timedelta(days=1))
    found = kept()
    assert found
    count_anew(LAST)
    assert kept() == found
