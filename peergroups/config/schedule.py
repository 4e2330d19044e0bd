"""What the clock does. Each task finds what is due by now, so running late or twice does no harm."""

SCHEDULE = {
    "tick": {"task": "peergroups.config.celery.tick", "schedule": 10.0, "options": {"expires": 60}},
}
