"""`make run`: services, database, web server, worker and beat in one terminal.

Everything started here dies with this process (children.tie_to_parent), also by `kill -9`, and holds two
locks until its last process is gone: as a user of the services, so that the database goes last, and
`children`, so that a next run does not meet the remains of this one.
"""

import os
import signal
import socket
import sys
import time
from contextlib import suppress
from typing import NoReturn

from embedded import address, boot, children, environment, joining, locks, system
from embedded.places import ROOT, Places
from embedded.postgres import Failed
from embedded.supervised import DiesTooOften, Starts, Supervised

STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PATIENCE_SECONDS = 180


def main() -> None:
    """Start everything, say how to enter, and watch until asked to stop."""
    _stop_when_asked()
    places = environment.places()
    with environment.failing_plainly():
        places.prepare()
        alone = _claim(places)
        remains = _wait_for_remains(places)
    listener = address.listen()
    url = f"http://{address.HOST}:{listener.getsockname()[1]}"
    os.truncate(alone, 0)
    os.write(alone, url.encode())
    if not os.environ.get("BASE_URL"):  # a person who names one has a name of their own for this machine
        os.environ |= {"BASE_URL": url, "ALLOWED_HOSTS": f"{address.HOST},localhost"}
    try:
        Run(places, listener, remains).go()
    except (DiesTooOften, Failed) as reason:
        sys.exit(f"Stopped, because of this: {reason}")


class Run:
    """One run, from the first start to the last stop."""

    def __init__(self, places: Places, listener: socket.socket, remains: int) -> None:
        self.places = places
        self.listener = listener
        self.parts = system.parts(places, listener)
        self.started: list[Supervised] = []
        self.inherit = [remains, listener.fileno()]
        self._revivals = Starts()

    def go(self) -> NoReturn:
        """Run until a signal or a failure ends it."""
        try:
            self._start()
            while True:
                time.sleep(0.5)
                self._watch()
        finally:
            for number in STOPPING:
                signal.signal(number, signal.SIG_IGN)
            self._stop()

    def _start(self) -> None:
        began = time.monotonic()
        named = os.environ.get("DATABASE_URL")
        say(f"Services: {'those that the environment names' if named else 'PostgreSQL and Valkey'}")
        boot.use_services(say)
        self.inherit += environment.held()
        say("Database: migrations")
        logins = self._prepare()
        say("Processes: web server, worker, beat")
        for part in self.parts:
            part.start(self.inherit)
            self.started.append(part)
        self._wait_until_ready()
        say(f"Ready after {time.monotonic() - began:.0f} seconds.\n")
        _welcome(logins)

    def _prepare(self) -> list[str]:
        """Bring the database up to date; return the log-ins of the demo."""
        command = [sys.executable, str(ROOT / "manage.py"), "prepare"]
        child = children.start(command, last_signal=signal.SIGTERM, inherit=self.inherit)
        try:
            output, _ = child.communicate()
        finally:
            children.ask_to_stop(child, signal.SIGTERM)
            children.wait_or_kill(child, patience=10)
        if child.returncode:
            raise Failed("the database could not be prepared, as said above.")
        return output.decode().splitlines()

    def _wait_until_ready(self) -> None:
        began = time.monotonic()
        waiting_for: list[str] = []
        while missing := system.missing(self.listener, time.monotonic() - began):
            if missing != waiting_for:
                say(f"Waiting for: {', '.join(missing)}")
                waiting_for = missing
            if time.monotonic() - began > PATIENCE_SECONDS:
                raise Failed(f"{', '.join(missing)} did not become ready. Look into {self.places.log}.")
            time.sleep(0.3)
            self._watch()

    def _watch(self) -> None:
        """Start again what has died."""
        if environment.held() and not joining.is_ready(self.places):
            say("The services are gone; starting them again.")
            if self._revivals.too_many():
                raise Failed(f"the services do not stay up. Look into {self.places.log}.")
            joining.revive(self.places, say)
        for part in self.parts:
            if part.is_dead():
                say(f"{part.name} died and is started again. {part.obituary()}")
                part.start(self.inherit)

    def _stop(self) -> None:
        """First who works, then what keeps their work: the queue and the database."""
        say("\nStopping …")
        self.listener.close()
        for part in self.started:
            part.ask_to_stop()
        for part in self.started:
            part.wait_for_end()
        environment.leave()
        say("Stopped. The data stays, and the next `make run` goes on with it.")


def say(text: str) -> None:
    """Tell the person at the terminal, who may have closed it."""
    with suppress(OSError):
        print(text, flush=True)


def _stop_when_asked() -> None:
    """Let a signal end us by the `finally` above. Started by make, also the death of make does."""
    for number in STOPPING:
        under_nohup = number == signal.SIGHUP and signal.getsignal(number) is signal.SIG_IGN
        if not under_nohup:
            signal.signal(number, lambda *_: sys.exit(0))
    if "MAKELEVEL" in os.environ:
        children.tie_to_parent(os.getppid(), signal.SIGTERM)


def _claim(places: Places) -> int:
    """Be the only run on this data. The lock file tells others the address."""
    file = places.run / "supervisor"
    try:
        return locks.take(file, locks.ALONE | locks.AT_ONCE)
    except BlockingIOError:
        sys.exit(f"peergroups is running already, at {file.read_text()}. Stop it there by Ctrl-C first.")


def _wait_for_remains(places: Places) -> int:
    """Wait until the last process of a killed run is gone; they are told by the kernel and need seconds."""
    file = places.run / "children"
    if locks.is_taken(file):
        say("Waiting for the end of what a killed run left")
    return locks.take(file, locks.ALONE)


def _welcome(logins: list[str]) -> None:
    url = os.environ["BASE_URL"]
    say(f"  {url}/")
    if "PEERGROUPS_VAR" in os.environ and not os.environ.get("EMAIL_URL"):
        say(f"  {url}/mailbox/   every mail that is sent, log-in codes too")
    if logins:
        say("\nLog in as")
        for line in logins:
            say(f"  {line}")
    say("\nCtrl-C stops everything.")


if __name__ == "__main__":
    main()
