"""A pytest plugin: a PostgreSQL and a Valkey of their own for every run, gone afterwards.

pyproject.toml loads it by `-p`, so that it acts before Django's settings are read. The databases of the
caller's environment are never touched; TEST_DATABASE_URL and TEST_REDIS_URL name others on purpose.
"""

import os
from collections.abc import Generator
from contextlib import ExitStack

import pytest

from embedded.postgres import Failed
from embedded.throw_away import throw_away_services

OF_THE_CALLER = ("ALLOWED_HOSTS", "BASE_URL", "CACHE_URL", "DEBUG", "EMAIL_URL", "PEERGROUPS_VAR")
_used = ExitStack()


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests() -> Generator[None, None, None]:
    """Set the environment before pytest-django looks at it."""
    for name in OF_THE_CALLER:
        os.environ.pop(name, None)
    os.environ |= _given() or _made()
    return (yield)


def pytest_unconfigure() -> None:
    """Stop using the services."""
    _used.close()


def _given() -> dict[str, str]:
    named = {name: os.environ.get(f"TEST_{name}") for name in ("DATABASE_URL", "REDIS_URL")}
    given = {name: url for name, url in named.items() if url}
    if len(given) == 1:
        raise pytest.UsageError("Set both TEST_DATABASE_URL and TEST_REDIS_URL, or neither.")
    return given and {**given, "SECRET_KEY": "for tests only"}


def _made() -> dict[str, str]:
    try:
        return _used.enter_context(throw_away_services())
    except Failed as reason:
        raise pytest.UsageError(str(reason)) from reason
