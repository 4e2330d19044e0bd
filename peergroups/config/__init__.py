"""Wiring. Celery is loaded wherever Django is, so that a ring from a web server finds the broker."""

from peergroups.config.celery import app as celery_app

__all__ = ["celery_app"]
