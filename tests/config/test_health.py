"""Load balancers and supervisors ask; the answer tells what is missing, and nothing else."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from celery.signals import after_task_publish
from django.core.cache import cache
from django.db import connection
from django.test import Client
from pytest_django import Settings

from peergroups.config import celery, heartbeats
from peergroups.config.health import STALE_SECONDS
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
LONG_AGO = NOW - timedelta(seconds=STALE_SECONDS + 1)


@pytest.fixture(autouse=True)
def _no_heart_beats_yet() -> None:
    cache.clear()


@pytest.fixture
def _beat_process() -> Iterator[None]:
    """Be beat's process: what it publishes from now on is noted."""
    celery.watch_beat()
    yield
    after_task_publish.disconnect(celery.beat_has_rung, sender=celery.tick.name)
    celery.app.control.purge()


def both_beat() -> None:
    heartbeats.stamp("worker")
    heartbeats.stamp("beat")


def test_live_answers_anybody(client: Client) -> None:
    answer = client.get("/health/live")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_ready_when_all_is_there(client: Client) -> None:
    both_beat()
    answer = client.get("/health/ready")
    report = answer.json()
    assert answer.status_code == 200
    assert all(0 <= age < 5 for age in report.pop("age_seconds").values())
    assert report == dict.fromkeys(("status", "database", "broker", "worker", "beat"), "ok")


@pytest.mark.parametrize(("silent", "other"), [("worker", "beat"), ("beat", "worker")])
def test_a_silent_heart_is_told_from_the_other(client: Client, silent: heartbeats.Heart, other: str) -> None:
    both_beat()
    with time_machine.travel(LONG_AGO):
        heartbeats.stamp(silent)
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert (answer.json()[silent], answer.json()[other]) == ("unavailable", "ok")
    assert answer.json()["age_seconds"][silent] > STALE_SECONDS


def test_not_ready_before_the_first_tick(client: Client) -> None:
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert answer.json()["age_seconds"] == {"worker": None, "beat": None}


@pytest.mark.usefixtures("_beat_process")
def test_beat_beats_when_it_rings_and_the_worker_when_it_works() -> None:
    assert heartbeats.age("beat") is not None
    assert heartbeats.age("worker") is None
    celery.tick()
    assert heartbeats.age("worker") is not None


def test_a_dead_broker_is_reported_without_its_address(client: Client, settings: Settings) -> None:
    dead = "unix:///nowhere.sock"
    settings.REDIS_URL = dead
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": dead}}
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert (answer.json()["broker"], answer.json()["database"]) == ("unavailable", "ok")
    assert "nowhere" not in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_dead_database_is_reported_without_its_address(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    both_beat()
    connection.close()
    monkeypatch.setitem(connection.settings_dict, "HOST", "/nowhere")
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert (answer.json()["database"], answer.json()["broker"]) == ("unavailable", "ok")
    assert "nowhere" not in answer.content.decode()


@pytest.mark.parametrize("path", ["/health/live", "/health/ready"])
def test_a_probe_needs_no_https_and_changes_nothing(client: Client, settings: Settings, path: str) -> None:
    both_beat()
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/account/login/").status_code == 301
    assert client.get(path).status_code == 200
    assert client.post(path).status_code == 405
