"""A PostgreSQL and a Valkey for one run of tests or measurements: fast, unsafe, and gone afterwards."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from embedded.joining import join
from embedded.places import Places

ENOUGH_BYTES = 1 << 30  # Docker gives /dev/shm 64 MB, and the cluster alone takes that


@contextmanager
def throw_away_services(*, on_disk: bool = False) -> Iterator[dict[str, str]]:
    """Start both and yield the environment that names them, or raise `embedded.postgres.Failed`.

    They live in memory where there is room, or `on_disk` if they are to grow large. Their keeper stops and
    deletes them afterwards, also when this process is killed.
    """
    places = Places(_folder(in_memory=not on_disk))
    user = join(places, lambda line: print(line, file=sys.stderr), throw_away=True)
    try:
        yield {
            "DATABASE_URL": places.database_url,
            "REDIS_URL": places.redis_url,
            "SECRET_KEY": "of no worth: nothing outlives this run",
        }
    finally:
        os.close(user)


def _folder(*, in_memory: bool) -> Path:
    """Make a folder of our own."""
    memory = Path("/dev/shm")  # noqa: S108 - mkdtemp closes it to everybody else
    roomy = (
        in_memory
        and memory.is_dir()
        and os.access(memory, os.W_OK)
        and shutil.disk_usage(memory).free > ENOUGH_BYTES
    )
    return Path(tempfile.mkdtemp(prefix="peergroups-test-", dir=memory if roomy else None))
