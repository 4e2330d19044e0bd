"""The Celery application, and the two heartbeats that /health/ready reads."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "peergroups.config.settings")

app = Celery("peergroups")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@app.task
def tick() -> None:
    """Placeholder replaced by the heartbeat."""
