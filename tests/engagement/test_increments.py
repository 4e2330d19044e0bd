"""Step by step, engagement comes to what counting everything anew comes to."""

from random import Random

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engagement.actions import compute_engagement
from engagement.pipeline.checking import drift
from engagement.pipeline.planning import moment_of
from tests.engagement.worlds import ACTS, Act, World

pytestmark = pytest.mark.django_db

happenings = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 2**32)), min_size=20, max_size=60)


@settings(
    max_examples=5,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(happenings)
def test_whatever_happens_in_whatever_order_nothing_drifts(happenings: list[tuple[Act, int]]) -> None:
    with transaction.atomic():
        world = World()
        for act, seed in happenings:
            act(world, Random(seed))  # noqa: S311 - the same for the same seed
        done = compute_engagement(as_of=world.day, by=None, at=world.at)
        assert drift(moment_of(done), world.at) == {}
        transaction.set_rollback(True)


@pytest.mark.parametrize("seed", range(2))
def test_a_long_story_does_not_drift(seed: int) -> None:
    chance, world = Random(seed), World()  # noqa: S311 - the same story for the same seed
    for _ in range(150):
        chance.choice(ACTS)(world, chance)
    done = compute_engagement(as_of=world.day, by=None, at=world.at)
    assert drift(moment_of(done), world.at) == {}
