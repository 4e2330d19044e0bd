"""The group that is counted in these tests, where a file does not fill it at once."""

import pytest

from peergroups.models import Group
from tests import factories


@pytest.fixture
def oak(db: None) -> Group:
    return factories.group("Oak")
