from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client

from tests.members.postbox import Postbox


@pytest.fixture(autouse=True)
def fresh_counts() -> Iterator[None]:
    """How often somebody tried to log in is counted in the cache, which outlives a test."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def postbox(mailoutbox: list[object]) -> Postbox:
    return Postbox(mailoutbox)


@pytest.fixture
def visitor() -> Client:
    """A browser in which nobody has logged in."""
    return Client(headers={"user-agent": "Firefox on Linux"})
