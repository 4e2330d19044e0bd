"""Two workers at once: what one has in hand, no other takes."""

from pathlib import Path
from uuid import uuid4

import pytest
from django.utils import timezone
from pytest_django import Settings

from notifications import actions
from notifications.actions.claiming import BATCH
from notifications.delivery import Courier
from notifications.models import Notice, State
from tests.notifications.clock import HOUR
from tests.notifications.processes import owe_all_of_a_network
from tests.notifications.sink import Sink
from tests.racing import at_once, before_the_first_commits

PEOPLE = 3 * BATCH
pytestmark = [pytest.mark.real_time, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _owed(settings: Settings, tmp_path: Path) -> None:
    settings.NOTICE_TRACES = tmp_path
    owe_all_of_a_network(PEOPLE)


def claim() -> set[int]:
    return {notice.pk for notice in actions.claim_notices(uuid4(), at=timezone.now())}


def send_all() -> int:
    """Send until nothing is left to claim; return how often there was something."""
    batches = 0
    with Courier() as courier:
        while actions.send_batch(courier, at=timezone.now()):
            batches += 1
    return batches


def test_each_mail_is_sent_by_one_of_them(sink: Sink) -> None:
    batches = at_once(send_all, send_all, send_all)
    assert sum(batches) >= PEOPLE / BATCH
    assert len(sink.deliveries) == PEOPLE
    assert set(sink.message_ids().values()) == {1}
    assert set(Notice.objects.filter(kind="save_the_date").values_list("state")) == {(State.SENT,)}


def test_nobody_waits_for_rows_that_another_is_just_taking() -> None:
    mine: set[int] = set()
    theirs = before_the_first_commits(lambda: mine.update(claim()), claim)
    assert len(mine) == len(theirs) == BATCH
    assert not mine & theirs


def test_what_a_dead_worker_held_is_taken_back_once() -> None:
    held = claim()
    later = timezone.now() + HOUR

    def release() -> None:
        actions.release_claims(at=later)

    assert at_once(release, release, release) == [None, None, None]
    freed = Notice.objects.filter(pk__in=held)
    assert set(freed.values_list("state", "claim")) == {(State.OWED, None)}
    assert sum(freed.values_list("attempts", flat=True)) == 1, "only one was in its hand when it died"
