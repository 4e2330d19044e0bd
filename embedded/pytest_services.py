"""A pytest plugin: a PostgreSQL and a Valkey of their own for every run, gone afterwards.

pyproject.toml loads it by `-p`, so that it acts before Django's settings are read. The databases of the
caller's environment are never touched; TEST_DATABASE_URL and TEST_REDIS_URL name others on purpose.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Generator
from pathlib import Path

import pytest

from embedded.joining import join
from embedded.places import Places
from embedded.postgres import Failed

ENOUGH_BYTES = 1 << 30  # Docker gives /dev/shm 64 MB, and the cluster alone takes that
OF_THE_CALLER = ("ALLOWED_HOSTS", "BASE_URL", "CACHE_URL", "DEBUG", "EMAIL_URL", "PEERGROUPS_VAR")
_held: list[int] = []


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests() -> Generator[None, None, None]:
    """Set the environment before pytest-django looks at it."""
    for name in OF_THE_CALLER:
        os.environ.pop(name, None)
    os.environ |= {**_services(), "SECRET_KEY": "for tests only"}
    return (yield)


def pytest_unconfigure() -> None:
    """Stop using the services; their keeper stops and deletes them, as it would after `kill -9`."""
    while _held:
        os.close(_held.pop())


def _services() -> dict[str, str]:
    named = {name: os.environ.get(f"TEST_{name}") for name in ("DATABASE_URL", "REDIS_URL")}
    given = {name: url for name, url in named.items() if url}
    if len(given) == 1:
        raise pytest.UsageError("Set both TEST_DATABASE_URL and TEST_REDIS_URL, or neither.")
    return given or _throw_away_services()


def _throw_away_services() -> dict[str, str]:
    memory = Path("/dev/shm")  # noqa: S108 - mkdtemp makes a folder of our own in it
    roomy = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ENOUGH_BYTES
    places = Places(Path(tempfile.mkdtemp(prefix="peergroups-test-", dir=memory if roomy else None)))
    try:
        _held.append(join(places, lambda line: print(line, file=sys.stderr), throw_away=True))
    except Failed as reason:
        raise pytest.UsageError(str(reason)) from reason
    return {"DATABASE_URL": places.database_url, "REDIS_URL": places.redis_url}
