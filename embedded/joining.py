"""How a process becomes a user of the embedded services. The keeper's side is in embedded/keeper.py."""

import os
import subprocess
import sys
import time
from collections.abc import Callable

from embedded import children, keeper, locks
from embedded.places import ROOT, Places
from embedded.postgres import Failed

PATIENCE_SECONDS = 150


def join(places: Places, say: Callable[[str], None], *, throw_away: bool = False) -> int:
    """Use the services, starting them if need be, until the returned descriptor is closed or we are dead."""
    places.prepare()
    user = locks.take(places.run / "users", locks.SHARED)  # waits while a keeper is stopping
    try:
        revive(places, say, throw_away=throw_away)
    except BaseException:
        os.close(user)
        raise
    return user


def revive(places: Places, say: Callable[[str], None], *, throw_away: bool = False) -> None:
    """Make sure that the services run. The caller is a user, so they will go on running."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    with locks.taken(places.run / "starting"):  # one user at a time
        while not is_ready(places):
            if not is_kept(places):
                _start_keeper(places, say, throw_away=throw_away)
            elif time.monotonic() > deadline:
                raise Failed(f"The embedded services do not become ready. Look into {places.log}.")
            else:
                time.sleep(0.1)  # a keeper whose starter was killed is on its way, or one is stopping


def is_ready(places: Places) -> bool:
    """Tell whether the services answer."""
    return locks.is_taken(places.run / keeper.READY)


def is_kept(places: Places) -> bool:
    """Tell whether a keeper is there, ready or not."""
    return locks.is_taken(places.run / "keeper")


def _start_keeper(places: Places, say: Callable[[str], None], *, throw_away: bool) -> None:
    """Start a keeper and listen to what it says until it is ready or has failed."""
    command = [sys.executable, "-m", "embedded.keeper", str(places.var.resolve())]
    log = places.log / "keeper.log"
    children.rotate(log)
    with (
        log.open("wb") as errors,
        subprocess.Popen(
            [*command, "--throw-away"] if throw_away else command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            start_new_session=True,
            cwd=ROOT,
            text=True,
        ) as starting,
    ):
        said = ""
        for line in starting.stdout or ():
            said += line
            if line.strip() != keeper.READY and keeper.FAILED not in said:
                say(line.strip())
    if keeper.FAILED in said:
        raise Failed(said.partition(keeper.FAILED)[2].strip())
    if not said.endswith(f"{keeper.READY}\n"):
        raise Failed(f"The keeper of the services died.\n{children.last_lines(log)}".strip())
