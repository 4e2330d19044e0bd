"""What pages say of ties."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from time_machine import TimeMachineFixture

from engagement.actions import compute_engagement
from ledger.actions import record
from tests import factories
from tests.engagement.ties.streams import noon

DAY = date(2026, 3, 2)
pytestmark = pytest.mark.django_db


def test_a_member_reads_own_ties_and_the_group_its_own(
    client: Client, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to(noon(DAY))
    oak, people = factories.group("Oak"), [factories.member() for _ in range(6)]
    for member in people:
        factories.seat(oak, member, joined_on=date(2025, 1, 1))
    for other in people[1:]:
        record("one_to_one.held", by=people[0], toward=other, at=noon(DAY))
        record("thanks.given", by=other, toward=people[1], at=noon(DAY))
    record("one_to_one.held", by=people[2], toward=people[3], at=noon(DAY))
    compute_engagement(as_of=DAY, by=None, at=noon(DAY))
    client.force_login(people[0])
    own = client.get(reverse("engagement:mine")).content.decode()
    assert "All in one room" in own
    assert "counted from 5" in own
    group = client.get(reverse("engagement:group", args=[oak.key])).content.decode()
    assert "−1.00" in group
    assert "10 of 15 pairs" in group
