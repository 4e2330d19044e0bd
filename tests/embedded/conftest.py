"""A whole installation of its own: real servers and real processes on a data folder nobody else uses."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil
import psycopg2
import pytest

from embedded.places import ROOT, Places

NAMED_BY_THE_TEST_RUN = ("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "PORT", "MAKELEVEL")
USER = """
import sys
from embedded.boot import use_services
use_services()
print("in", flush=True)
sys.stdin.read()
"""


@dataclass
class Installation:
    """Start users of one data folder, and see what is left of them."""

    places: Places
    started: list[subprocess.Popen[str]] = field(default_factory=list)

    def start(self, *arguments: str, **environment: str) -> subprocess.Popen[str]:
        """Run our Python with these arguments, as from a shell that names no database."""
        clean = {name: value for name, value in os.environ.items() if name not in NAMED_BY_THE_TEST_RUN}
        process = subprocess.Popen(
            [sys.executable, *arguments],
            env={**clean, "PEERGROUPS_VAR": str(self.places.var), "DEMO": "no", **environment},
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.started.append(process)
        return process

    def user(self) -> subprocess.Popen[str]:
        """Start somebody who uses the services until killed or released, and wait until they are in."""
        process = self.start("-c", USER)
        said = []
        for line in process.stdout or ():
            said.append(line)
            if line == "in\n":
                return process
        raise AssertionError(said)

    def query(self, sql: str) -> list[tuple[object, ...]]:
        with psycopg2.connect(self.places.database_url) as session, session.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall() if cursor.description else []

    def keepers(self) -> list[psutil.Process]:
        return [p for p in _all() if "embedded.keeper" in _words(p) and str(self.places.var) in _words(p)]

    def servers(self) -> list[psutil.Process]:
        """Return the main processes of PostgreSQL and Valkey."""
        return [p for keeper in self.keepers() for p in keeper.children()]

    def processes(self) -> list[psutil.Process]:
        """Return all that has to do with the folder: by its command, its environment or where it works."""
        return [p for p in _all() if self._concerns(p)]

    def _concerns(self, process: psutil.Process) -> bool:
        var = str(self.places.var)
        try:
            return (
                var in " ".join(_words(process))
                or Path(process.cwd()).is_relative_to(var)
                or process.environ().get("PEERGROUPS_VAR") == var
            )
        except psutil.Error:
            return False


@pytest.fixture
def installation() -> Iterator[Installation]:
    """An installation that leaves nothing behind, whatever the test did; in a folder with a short path."""
    with TemporaryDirectory() as folder:
        here = Installation(Places(Path(folder) / "var"))
        yield here
        for process in here.started:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        for process in here.started:
            process.communicate(timeout=30)
        eventually(lambda: not here.processes())


def eventually(holds: Callable[[], object], seconds: float = 30) -> None:
    """Wait for something to become so; fail if it does not."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, f"not so after {seconds} seconds"
        time.sleep(0.05)


def kill(*processes: psutil.Process | subprocess.Popen[str]) -> None:
    """Kill them all; one that another's death has ended already is as dead as it should be."""
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            process.send_signal(signal.SIGKILL)


def _all() -> list[psutil.Process]:
    return [p for p in psutil.process_iter() if p.pid != os.getpid() and _lives(p)]


def _lives(process: psutil.Process) -> bool:
    try:
        return bool(process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def _words(process: psutil.Process) -> list[str]:
    try:
        return list(process.cmdline())
    except psutil.Error:
        return []
