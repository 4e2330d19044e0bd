"""What runs: web server, worker and beat, and whether they are ready."""

import http.client
import json
import os
import signal
import socket
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from embedded import children
from embedded.address import HOST
from embedded.places import Places
from embedded.supervised import Supervised

PYTHON = sys.executable
CELERY = (PYTHON, "-m", "celery", "--app", "peergroups.config.celery")


def parts(places: Places, listener: socket.socket) -> list[Supervised]:
    """Return the parts in the order in which they start."""
    worker = ("worker", "--concurrency=2", "--without-gossip", "--without-mingle", "--loglevel=INFO")
    beat = ("beat", "--loglevel=INFO", "--pidfile=", f"--schedule={places.run / 'beat'}")
    commands = {
        "web": (*_gunicorn(), f"--bind=fd://{listener.fileno()}", "peergroups.config.wsgi"),
        "worker": (*CELERY, *worker),
        "beat": (*CELERY, *beat),
    }
    for name in commands:
        children.rotate(_log(places, name))
    # SIGQUIT gives a running task some seconds and then hands it back; SIGTERM would wait for its end.
    politely = {"worker": signal.SIGQUIT}
    return [
        Supervised(name, command, _log(places, name), politely=politely.get(name, signal.SIGTERM))
        for name, command in commands.items()
    ]


def missing(listener: socket.socket, seconds_up: float) -> list[str]:
    """Return what is not ready yet. Heartbeats from before this start are another run's and do not count."""
    try:
        report = _ask(listener.getsockname()[1])
    except (OSError, http.client.HTTPException, ValueError):
        return ["web"]
    ages = report["age_seconds"]
    return [
        name
        for name in ("database", "broker", "worker", "beat")
        if report[name] != "ok" or ages.get(name, 0) > seconds_up
    ]


def _ask(port: int) -> dict[str, Any]:
    line = http.client.HTTPConnection(HOST, port, timeout=5)
    try:
        line.request("GET", "/health/ready", headers={"Host": urlsplit(os.environ["BASE_URL"]).netloc})
        answer: dict[str, Any] = json.load(line.getresponse())
    finally:
        line.close()
    return answer


def _gunicorn() -> tuple[str, ...]:
    model = ("--preload", "--worker-class=gthread", "--workers=2", "--threads=4")
    return (PYTHON, "-m", "gunicorn", *model, "--graceful-timeout=5", "--no-control-socket")


def _log(places: Places, name: str) -> Path:
    return places.log / f"{name}.log"
