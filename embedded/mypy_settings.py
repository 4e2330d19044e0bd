"""A mypy plugin that only names a database, because django-stubs reads the settings. It is never asked."""

import os

from mypy.plugin import Plugin

os.environ |= {
    "DATABASE_URL": "postgres://localhost/none",
    "REDIS_URL": "redis://localhost",
    "SECRET_KEY": "for types only",
}


def plugin(version: str) -> type[Plugin]:
    """Return what every mypy plugin must: a class, here the one without hooks."""
    return Plugin
