"""A worker killed by `kill -9` in the middle of 2,000 owed mails."""

from functools import partial
from pathlib import Path

import pytest
from django.utils import timezone

from members.models import Member
from notifications import actions, kinds
from notifications.models import Notice, State
from notifications.tasks import sweep_notices
from peergroups.models import Community, Kind, Membership
from tests import factories
from tests.notifications.processes import ring_until, where_it_is_noon, worker
from tests.notifications.sink import Sink

OWED = 2000
pytestmark = [pytest.mark.real_time, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def owed() -> None:
    """A network of 2,000 people, who are all owed the date of its next meeting."""
    Community.objects.update_or_create(pk=1, defaults={"timezone": where_it_is_noon()})
    group, today = factories.group(kind=Kind.NETWORK), timezone.localdate()
    people = Member.objects.bulk_create(
        Member(key=f"n{n}", email=f"n{n}@example.org", name=f"Person {n}", password="!") for n in range(OWED)
    )
    Membership.objects.bulk_create(
        Membership(group=group, member=person, joined_on=today, full_on=today) for person in people
    )
    factories.meeting(group)
    actions.owe_notices(at=timezone.now())
    assert Notice.objects.filter(kind=kinds.SAVE_THE_DATE).count() == OWED


def has_delivered(sink: Sink, share: float) -> bool:
    return len(sink.deliveries) >= OWED * share


def test_each_mail_arrives_exactly_once(owed: None, sink: Sink, tmp_path: Path) -> None:
    for share in (0.3, 0.6):
        with worker(sink, tmp_path, lease=3):
            ring_until(partial(has_delivered, sink, share), sweep_notices.delay)
        assert len(sink.deliveries) < OWED, "the worker was to be killed in the middle"

    invitations = Notice.objects.filter(kind=kinds.SAVE_THE_DATE)
    with worker(sink, tmp_path, lease=3):
        ring_until(lambda: not invitations.exclude(state=State.SENT).exists(), sweep_notices.delay)

    assert len(sink.deliveries) == OWED
    assert set(sink.message_ids()) == {notice.message_id for notice in invitations}
