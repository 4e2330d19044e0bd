"""The environment of a process that uses the embedded services."""

import os
import secrets
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from embedded.joining import join
from embedded.places import ROOT, Places
from embedded.postgres import Failed

_held: list[int] = []  # open for the life of this process, which that makes a user of the services


def enter(say: Callable[[str], None]) -> None:
    """Start the services if need be, use them from now on, and name them in the environment."""
    places = Places(Path(os.environ.get("PEERGROUPS_VAR") or ROOT / "var").absolute())
    try:
        with _after_a_second(say, "Starting the embedded PostgreSQL and Valkey …"):
            _held.append(join(places, say))
            secret_key = os.environ.get("SECRET_KEY") or _secret_key(places)
    except Failed as reason:
        sys.exit(str(reason))
    except PermissionError as error:
        sys.exit(f"{error.filename} belongs to somebody else. Run this as its owner, or remove {places.var}.")
    os.environ |= {
        "DATABASE_URL": places.database_url,
        "REDIS_URL": places.redis_url,
        "SECRET_KEY": secret_key,
        "PEERGROUPS_VAR": str(places.var),
    }


def held() -> list[int]:
    """Return the descriptors that make us a user. A child that inherits them is one too."""
    return list(_held)


def _secret_key(places: Places) -> str:
    """Return the key of this installation, made at the first start: sessions outlive a restart."""
    file = places.var / "secret_key"
    if not file.exists():
        new = places.var / f"secret_key.{os.getpid()}"
        new.touch(mode=0o600)
        new.write_text(secrets.token_urlsafe(50))
        with suppress(FileExistsError):  # somebody else was first: theirs is the key
            file.hardlink_to(new)
        new.unlink()
    return file.read_text()


@contextmanager
def _after_a_second(say: Callable[[str], None], text: str) -> Iterator[None]:
    """Say what takes so long, but only when it does."""
    notice = threading.Timer(1.0, say, [text])
    notice.daemon = True
    notice.start()
    try:
        yield
    finally:
        notice.cancel()
