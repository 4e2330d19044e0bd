"""A process that is started again when it dies, unless it dies too often."""

import signal
import subprocess
import time
from collections import deque
from collections.abc import Collection, Sequence
from pathlib import Path

from embedded import children

STARTS_A_MINUTE = 5
PATIENCE_SECONDS = 15  # a task in hand gets ten (CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT)


class DiesTooOften(Exception):
    """Starting it once more would not help. The text says how it ended."""


class Starts:
    """When something was started of late."""

    def __init__(self) -> None:
        self._times: deque[float] = deque(maxlen=STARTS_A_MINUTE)

    def too_many(self) -> bool:
        """Note one more, and tell whether the last minute had too many before it."""
        now = time.monotonic()
        crowded = len(self._times) == STARTS_A_MINUTE and now - self._times[0] < 60
        self._times.append(now)
        return crowded


class Supervised:
    """One part of the running system: web, worker or beat."""

    process: subprocess.Popen[bytes]  # from `start` on

    def __init__(
        self,
        name: str,
        command: Sequence[str | Path],
        log: Path,
        *,
        politely: signal.Signals = signal.SIGTERM,
    ) -> None:
        self.name = name
        self.command = command
        self.log = log
        self.politely = politely
        self._starts = Starts()

    def start(self, inherit: Collection[int]) -> None:
        """Start it, or raise DiesTooOften. What it inherits stays open until its last process is gone."""
        if self._starts.too_many():
            raise DiesTooOften(f"{self.name} does not stay up. {self.obituary()}")
        self.process = children.start(self.command, log=self.log, last_signal=self.politely, inherit=inherit)

    def is_dead(self) -> bool:
        return self.process.poll() is not None

    def obituary(self) -> str:
        """Return how it ended and the last it said."""
        status = self.process.returncode
        return f"It ended with status {status}. The end of {self.log}:\n{children.last_lines(self.log)}"

    def ask_to_stop(self) -> None:
        children.ask_to_stop(self.process, self.politely)

    def wait_for_end(self) -> None:
        children.wait_or_kill(self.process, patience=PATIENCE_SECONDS)
