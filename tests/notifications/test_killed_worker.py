"""A worker killed by `kill -9` in the middle of 2,000 owed mails."""

from functools import partial
from pathlib import Path

import pytest

from notifications import kinds
from notifications.models import Notice, State
from notifications.tasks import sweep_notices
from tests.notifications.processes import owe_all_of_a_network, worker
from tests.notifications.sink import Sink
from tests.workers import ring_until

OWED = 2000
pytestmark = [pytest.mark.real_time, pytest.mark.django_db(transaction=True)]


def has_delivered(sink: Sink, share: float) -> bool:
    return len(sink.deliveries) >= OWED * share


def test_each_mail_arrives_exactly_once(sink: Sink, tmp_path: Path) -> None:
    owe_all_of_a_network(OWED)
    for share in (0.3, 0.6):
        with worker(sink, tmp_path, lease=3):
            ring_until(partial(has_delivered, sink, share), sweep_notices.delay)
        assert len(sink.deliveries) < OWED, "the worker was to be killed in the middle"

    invitations = Notice.objects.filter(kind=kinds.SAVE_THE_DATE)
    with worker(sink, tmp_path, lease=3):
        ring_until(lambda: not invitations.exclude(state=State.SENT).exists(), sweep_notices.delay)

    assert len(sink.deliveries) == OWED
    assert set(sink.message_ids()) == {notice.message_id for notice in invitations}
