"""The broker carries only rings: when it is not there, or forgets, nobody waits and no mail is lost."""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from django.urls import reverse
from kombu.exceptions import OperationalError

from notifications import kinds
from notifications.models import Notice, State
from notifications.tasks import sweep_notices
from peergroups.bell import line
from tests import factories
from tests.browsing import page
from tests.conftest import NOW, Cast, Enter
from tests.notifications.clock import MINUTE, ring
from tests.notifications.processes import Broker, a_network, owe_all_of_a_network, worker
from tests.notifications.sink import Sink
from tests.workers import ring_until

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
    with suppress(OperationalError), line() as producer:
        sweep_notices.apply_async(producer=producer, retry=False)


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


@pytest.fixture(params=["refuses", "says nothing"])
def deaf_broker(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        if request.param == "says nothing":
            deaf.listen()
        monkeypatch.setenv("CELERY_BROKER_WRITE_URL", f"redis://127.0.0.1:{deaf.getsockname()[1]}/0")
        yield


@contextmanager
def nobody_waits() -> Iterator[None]:
    began = time.perf_counter()
    yield
    assert time.perf_counter() - began < 2


@pytest.mark.usefixtures("deaf_broker")
def test_a_change_does_not_wait_for_a_broker_that_does_not_answer(
    cast: Cast, mailoutbox: list[object]
) -> None:
    with nobody_waits():
        factories.meeting(cast.oak)
    assert len(ring(NOW + MINUTE)) == 4, "the clock finds it"


@pytest.mark.usefixtures("deaf_broker")
def test_figures_that_no_worker_heard_of_can_be_asked_for_again(enter: Enter) -> None:
    client = enter("admin")
    with nobody_waits():
        client.post(reverse("engagement:compute"))
    said = page(client.get(reverse("engagement:community")))
    assert "nothing is being computed" in said
    assert "Being computed now" not in said
