"""The port that the web server listens on."""

import os
import socket
import sys

HOST = "127.0.0.1"
USUAL = 8000
TRIED = 20


def listen() -> socket.socket:
    """Return a listening socket on PORT, or on the first free port from 8000 on.

    The web server inherits it, so nobody can take the port between our choice and its start or restart.
    """
    chosen = os.environ.get("PORT")
    if chosen:
        return _on_chosen(chosen)
    for port in range(USUAL, USUAL + TRIED):
        try:
            found = socket.create_server((HOST, port))
        except OSError:
            continue
        if port != USUAL:
            print(f"Port {USUAL} is taken by another program; this one takes {port}.", flush=True)
        return found
    sys.exit(f"The ports {USUAL} to {USUAL + TRIED - 1} are all taken. Choose another: make run PORT=9000")


def _on_chosen(port: str) -> socket.socket:
    if not port.isdecimal() or not 0 < int(port) < 65536:
        sys.exit(f"PORT is {port}, but a port is a number from 1 to 65535.")
    try:
        return socket.create_server((HOST, int(port)))
    except PermissionError:
        sys.exit(f"Port {port} is only for root. Choose one above 1023: make run PORT=9000")
    except OSError:
        sys.exit(
            f"Port {port} is taken by another program. Choose another: make run PORT={int(port) % 65535 + 1}"
        )
