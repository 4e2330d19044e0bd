"""Three workers that share the blocks of a computation, one of which is killed with a block in hand."""

import re
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.utils import timezone

from engagement import actions, tasks
from engagement.models import BLOCKS, STEPS, Block, Computation, MetricResult, Stage
from exchange.actions import generate_community
from tests.workers import celery_worker, kill, ring_until

WORKERS = ("ash", "elm", "oak")
CARRIED_OUT = r"compute_block\[\S+\] succeeded"
HELD = 5  # the block that somebody else has a hand on
pytestmark = [pytest.mark.real_time, pytest.mark.django_db(transaction=True)]


def test_who_is_killed_leaves_nothing_undone(tmp_path: Path) -> None:
    lived_until = timezone.localdate() - timedelta(days=1)
    generate_community(
        seed=1, groups=24, quarters=4, until=lived_until, kinds=frozenset(), say=lambda line: None
    )
    asked = actions.request_computation(as_of=timezone.localdate(), by=None, at=timezone.now())
    block = Block.objects.create(stage=Stage.GROUPS, number=HELD)
    with ExitStack() as running:
        with transaction.atomic():
            Block.objects.select_for_update().get(pk=block.pk)
            workers = {
                name: running.enter_context(
                    celery_worker(tmp_path / name, "-P", "solo", "-l", "INFO", "-n", name, PGAPPNAME=name)
                )
                for name in WORKERS
            }
            tasks.compute_engagement.delay(asked.pk)
            wait_until(lambda: done(asked) == BLOCKS - 1 and waiting() is not None)
            doomed = waiting()
            assert doomed
            kill(workers[doomed])
        ring_until(lambda: is_over(asked), tasks.compute_if_due.delay, seconds=60)

    shares = {name: len(re.findall(CARRIED_OUT, (tmp_path / name).read_text())) for name in WORKERS}
    assert all(share > 0 for name, share in shares.items() if name != doomed), shares
    assert done(asked) == len(STEPS)
    assert MetricResult.objects.count() > 1000
    check = actions.check_engagement(at=timezone.now())
    assert check
    assert check.drift == {}


def done(asked: Computation) -> int:
    """How many blocks have been carried out."""
    return Block.objects.done_for(asked).count()


def waiting() -> str | None:
    """Which worker waits for the block that is held, if one has come to it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT application_name FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
            " AND application_name = ANY(%s)",
            [list(WORKERS)],
        )
        found = cursor.fetchone()
    return found and str(found[0])


def is_over(asked: Computation) -> bool:
    asked.refresh_from_db()
    assert not asked.error
    return asked.finished_at is not None


def wait_until(reached: Callable[[], bool], *, seconds: float = 60) -> None:
    ends = time.monotonic() + seconds
    while not reached():
        assert time.monotonic() < ends, f"this took longer than {seconds} seconds"
        time.sleep(0.1)
