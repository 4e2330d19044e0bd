"""The broker carries only rings: when it is not there, or forgets, nobody waits and no mail is lost."""

import socket
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from celery import current_app
from kombu.exceptions import OperationalError

from notifications import kinds
from notifications.listening import BRIEFLY
from notifications.models import Notice, State
from notifications.tasks import sweep_notices
from tests import factories
from tests.conftest import NOW, Cast
from tests.notifications.clock import MINUTE, ring
from tests.notifications.processes import Broker, a_network, owe_all_of_a_network, ring_until, worker
from tests.notifications.sink import Sink

OWED = 300
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def broker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Broker]:
    broker = Broker(tmp_path)
    monkeypatch.setenv("CELERY_BROKER_WRITE_URL", broker.url)  # where this process rings
    broker.start()
    yield broker
    broker.die()


def ring_as_beat_does() -> None:
    with suppress(OperationalError), current_app.connection_for_write(transport_options=BRIEFLY) as line:
        sweep_notices.apply_async(producer=line.Producer(), retry=False)


@pytest.mark.real_time
def test_a_broker_that_dies_and_forgets_everything_costs_no_mail(
    broker: Broker, sink: Sink, tmp_path: Path
) -> None:
    owe_all_of_a_network(OWED)
    with worker(sink, tmp_path, lease=3, REDIS_URL=broker.url):
        ring_until(lambda: len(sink.deliveries) > OWED * 0.3, ring_as_beat_does)
        broker.die()
        assert len(sink.deliveries) < OWED, "it was to die in the middle"
        broker.start()
        owed = Notice.objects.filter(kind=kinds.SAVE_THE_DATE)
        ring_until(lambda: not owed.exclude(state=State.SENT).exists(), ring_as_beat_does)
    assert sink.message_ids() == dict.fromkeys((notice.message_id for notice in owed), 1)


@pytest.mark.real_time
def test_what_changes_is_told_without_waiting_for_the_clock(
    broker: Broker, sink: Sink, tmp_path: Path
) -> None:
    group = a_network(3)
    with worker(sink, tmp_path, lease=3, REDIS_URL=broker.url):
        factories.meeting(group)
        ring_until(lambda: len(sink.deliveries) == 3, lambda: None, seconds=20)


@pytest.mark.parametrize("answers", ["refuses", "says nothing"])
def test_nobody_waits_for_a_broker_that(
    answers: str, cast: Cast, monkeypatch: pytest.MonkeyPatch, mailoutbox: list[object]
) -> None:
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        if answers == "says nothing":
            deaf.listen()
        monkeypatch.setenv("CELERY_BROKER_WRITE_URL", f"redis://127.0.0.1:{deaf.getsockname()[1]}/0")
        began = time.perf_counter()
        factories.meeting(cast.oak)
        assert time.perf_counter() - began < 2
    assert len(ring(NOW + MINUTE)) == 4, "the clock finds it"
