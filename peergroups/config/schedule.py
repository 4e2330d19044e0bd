"""What the clock does. Each task finds what is due by now, so running late or twice does no harm."""

from celery.schedules import crontab

SCHEDULE = {
    "tick": {"task": "peergroups.config.celery.tick", "schedule": 10.0, "options": {"expires": 60}},
    "sweep_notices": {
        "task": "notifications.tasks.sweep_notices",
        "schedule": 15.0,
        "options": {"expires": 15},
    },
    "clear_tables": {
        "task": "topics.tasks.clear_tables",
        "schedule": 900.0,
        "options": {"expires": 900},
    },
    "end_runs": {
        "task": "room.tasks.end_runs",
        "schedule": 1800.0,
        "options": {"expires": 1800},
    },
    "run_surveys": {
        "task": "surveys.tasks.run_surveys",
        "schedule": 600.0,
        "options": {"expires": 600},
    },
    "compute_engagement": {
        "task": "engagement.tasks.compute_if_due",
        "schedule": 600.0,
        "options": {"expires": 600},
    },
    "raise_signals": {
        "task": "signals.tasks.raise_if_due",
        "schedule": 600.0,
        "options": {"expires": 600},
    },
    "check_engagement": {
        "task": "engagement.tasks.check_engagement",
        "schedule": crontab(day_of_week="sunday", hour="4", minute="30"),
        "options": {"expires": 86_400},
    },
    "forget_looks": {
        "task": "engagement.tasks.forget_looks",
        "schedule": crontab(day_of_week="sunday", hour="4", minute="30"),
        "options": {"expires": 86_400},
    },
    "extend_series": {
        "task": "series.tasks.extend_series",
        "schedule": 3600.0,
        "options": {"expires": 3600},
    },
    "owe_notices": {
        "task": "notifications.tasks.owe_notices",
        "schedule": 300.0,
        "options": {"expires": 300},
    },
}
