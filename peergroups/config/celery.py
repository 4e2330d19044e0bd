"""The Celery application, and the two heartbeats that /health/ready reads."""

import os

from celery import Celery
from celery.signals import after_task_publish, beat_init

from peergroups.config import heartbeats

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "peergroups.config.settings")

app = Celery("peergroups")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@app.task
def tick() -> None:
    """Note that a worker works. Twice is as good as once."""
    heartbeats.stamp("worker")


@beat_init.connect
def watch_beat(**_: object) -> None:
    """In beat's own process, note each tick that it hands to the broker, and hand it the first at once.

    So a dead beat is told from a dead worker: with beat dead both hearts stop, with the workers dead one.
    """
    after_task_publish.connect(beat_has_rung, sender=tick.name, weak=False)
    tick.delay()


def beat_has_rung(**_: object) -> None:
    heartbeats.stamp("beat")
