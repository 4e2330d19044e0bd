"""Start processes that cannot outlive their parent, and end them."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import nullcontext
from pathlib import Path

import psutil

PR_SET_PDEATHSIG = 1
STOPPING = (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM)
# Loaded before any fork, for a child between fork and exec must not import.
_libc = ctypes.CDLL(None, use_errno=True)


def tie_to_parent(parent: int, last_signal: int) -> None:
    """Ask the kernel for a signal to this process when its parent dies.

    Linux only. Elsewhere the keeper's polling ends the services, and nothing ends the rest after `kill -9`.
    A change of credentials undoes the request, so this comes after it. A parent that died in between is
    noticed by the changed parent id.
    """
    if sys.platform == "linux":
        _libc.prctl(PR_SET_PDEATHSIG, last_signal)
        if os.getppid() != parent:
            os.kill(os.getpid(), last_signal)


def start(
    command: Sequence[str | Path],
    *,
    last_signal: int,
    log: Path | None = None,
    become: Callable[[], None] | None = None,
    inherit: Collection[int] = (),
    env: dict[str, str] | None = None,
) -> subprocess.Popen[bytes]:
    """Start a child in a session of its own, so that Ctrl-C reaches only us.

    It writes to `log`; without one, errors go where ours go, and its output is for us to read.
    """
    parent = os.getpid()

    def prepare() -> None:
        for number in STOPPING:  # a script's background job ignores some, and would pass that on
            signal.signal(number, signal.SIG_DFL)
        if become:
            become()
        tie_to_parent(parent, last_signal)

    with log.open("ab") if log else nullcontext() as output:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output or subprocess.PIPE,
            stderr=output,
            start_new_session=True,
            pass_fds=inherit,
            env=env,
            preexec_fn=prepare,  # noqa: PLW1509 - who calls this has one thread
        )


def ask_to_stop(child: subprocess.Popen[bytes], politely: int) -> None:
    """Signal the child, unless it is gone already."""
    if child.poll() is None:
        child.send_signal(politely)


def wait_or_kill(child: subprocess.Popen[bytes], *, patience: float) -> None:
    """Wait for a child that was asked to stop. When its time is over, kill it and all of its own."""
    try:
        child.wait(patience)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def strays(name: str, folder: Path) -> list[psutil.Process]:
    """Return the living processes of that name at work in that folder, whoever started them.

    Both servers go to their data folder, and so do all their children. That is asked of the kernel, so no
    recycled id can mislead us. A zombie is dead: it has no folder.
    """
    found = []
    for process in psutil.process_iter(["name"]):
        try:
            if process.info["name"] == name and Path(process.cwd()) == folder.resolve():
                found.append(process)
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue
    return found


def end_strays(name: str, folder: Path, politely: int, *, patience: float = 10) -> None:
    """End what a killed keeper left, before anything new touches the same data."""
    left = strays(name, folder)
    _signal(left, politely)
    _, left = psutil.wait_procs(left, timeout=patience)
    _signal(left, signal.SIGKILL)
    psutil.wait_procs(left, timeout=patience)


def _signal(processes: Iterable[psutil.Process], number: int) -> None:
    for process in processes:
        try:
            process.send_signal(number)
        except psutil.NoSuchProcess:
            continue


def rotate(log: Path) -> None:
    """Keep the log of the time before, and begin anew."""
    if log.exists():
        log.replace(log.with_suffix(".log.1"))


def last_lines(log: Path, count: int = 12) -> str:
    """Return the end of a log, for a person who wonders what happened."""
    if not log.exists():
        return ""
    return "\n".join(log.read_text(errors="replace").splitlines()[-count:])


def wait_until(
    ready: Callable[[], bool], *, child: subprocess.Popen[bytes], seconds: float, interval: float = 0.05
) -> bool:
    """Wait for a child to become ready; False when it died or the time is over."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and child.poll() is None:
        if ready():
            return True
        time.sleep(interval)
    return False
