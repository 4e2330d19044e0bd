"""What a computation costs: CPU seconds of PostgreSQL and of the worker, set against a scan of the ledger."""

import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter, process_time
from typing import NamedTuple

import psutil
from django.db import connection

# Touches every row and little else: what reading the ledger costs at least.
SCAN = "SELECT verb, count(*), sum(thing_id) FROM ledger_entry GROUP BY verb"


class Cost(NamedTuple):
    """CPU seconds of both processes together, seconds on the clock, and how many scans that is."""

    name: str
    cpu: float
    wall: float
    scans: float


@contextmanager
def one_backend() -> Iterator[psutil.Process]:
    """Let one process of PostgreSQL do all the work, so that its time can be read."""
    with connection.cursor() as cursor:
        cursor.execute("SET max_parallel_workers_per_gather = 0; SET max_parallel_maintenance_workers = 0")
        cursor.execute("SET work_mem = '256MB'; SET maintenance_work_mem = '1GB'; SET jit = off")
        cursor.execute("SELECT pg_backend_pid()")
        yield psutil.Process(cursor.fetchone()[0])


def spent(backend: psutil.Process, act: Callable[[], object]) -> tuple[float, float]:
    """Return the CPU seconds and the seconds on the clock that something takes."""
    before = _cpu(backend), perf_counter()
    act()
    return _cpu(backend) - before[0], perf_counter() - before[1]


def scan(backend: psutil.Process) -> float:
    """Return the CPU seconds of one scan of the ledger, the least of three."""
    return min(spent(backend, _scan)[0] for _ in range(3))


def peak_memory() -> int:
    """Return the most memory, in bytes, that this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def look_at_tables() -> None:
    """Let PostgreSQL learn how large its tables are, as it does by itself where autovacuum is on."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _scan() -> None:
    with connection.cursor() as cursor:
        cursor.execute(SCAN)


def _cpu(backend: psutil.Process) -> float:
    times = backend.cpu_times()
    return float(times.user + times.system) + process_time()
