"""The environment of a process that uses the embedded services."""

import os
import secrets
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from embedded import joining
from embedded.places import ROOT, Places
from embedded.postgres import Failed

PATIENCE_SECONDS = 8  # after the last user left

_held: list[int] = []  # open for the life of this process, which that makes a user of the services


def places() -> Places:
    """Return where the data lies: PEERGROUPS_VAR, or `var` in the checkout."""
    return Places(Path(os.environ.get("PEERGROUPS_VAR") or ROOT / "var").absolute())


@contextmanager
def failing_plainly() -> Iterator[None]:
    """End the process with a sentence where a traceback would help nobody."""
    try:
        yield
    except Failed as reason:
        sys.exit(str(reason))
    except PermissionError as error:
        sys.exit(
            f"{error.filename} belongs to somebody else. Run this as its owner, "
            "or name another folder for the data: PEERGROUPS_VAR=/path/to/folder"
        )


def enter(say: Callable[[str], None]) -> None:
    """Start the services if need be, use them from now on, and name them in the environment."""
    here = places()
    with failing_plainly():
        _held.append(joining.join(here, say))
        secret_key = os.environ.get("SECRET_KEY") or _secret_key(here)
    os.environ |= {
        "DATABASE_URL": here.database_url,
        "REDIS_URL": here.redis_url,
        "SECRET_KEY": secret_key,
        "PEERGROUPS_VAR": str(here.var),
    }


def held() -> list[int]:
    """Return the descriptors that make us a user. A child that inherits them is one too."""
    return list(_held)


def leave() -> None:
    """Use the services no longer. The last one out waits until the keeper is gone."""
    while _held:
        os.close(_held.pop())
    deadline = time.monotonic() + PATIENCE_SECONDS
    while joining.is_kept(places()) and time.monotonic() < deadline:
        time.sleep(0.05)


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
