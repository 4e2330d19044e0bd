"""`make run` from the first start to the last, and what is left when it is killed."""

import re
import signal
import socket
import time
from http.client import HTTPConnection

import psutil
import pytest

from embedded import address
from embedded.keeper import POLL_SECONDS
from tests.embedded.conftest import Installation, eventually, kill

pytestmark = pytest.mark.real_time


class Started:
    """A run that has said it is ready."""

    def __init__(self, installation: Installation, **environment: str) -> None:
        self.process = installation.start("-m", "embedded.run", **environment)
        self.said: list[str] = []
        for line in self.process.stdout or ():
            self.said.append(line)
            if line == "Ctrl-C stops everything.\n":
                return
        raise AssertionError(self.said)

    @property
    def url(self) -> str:
        return str(re.findall(r"http://[\d.:]+", "".join(self.said))[0])

    def status_of(self, path: str) -> int:
        line = HTTPConnection(self.url.removeprefix("http://"), timeout=5)
        line.request("GET", path)
        status = line.getresponse().status
        line.close()
        return status

    def hears(self, words: str) -> bool:
        """Read on until it says this; False when it ends without."""
        return any(words in line for line in self.process.stdout or ())


def test_a_run_gets_ready_heals_itself_and_stops_on_ctrl_c(installation: Installation) -> None:
    run = Started(installation)
    assert run.status_of("/health/ready") == 200

    second = installation.start("-m", "embedded.run")
    assert second.wait(20) == 1
    assert f"running already, at {run.url}" in (second.stderr.read() if second.stderr else "")

    kill(*[child for child in psutil.Process(run.process.pid).children() if "worker" in child.cmdline()])
    assert run.hears("worker died and is started again")

    kill(*installation.keepers())
    assert run.hears("The services are gone; starting them again.")
    eventually(lambda: run.status_of("/health/ready") == 200, seconds=30)

    run.process.send_signal(signal.SIGINT)
    assert run.process.wait(30) == 0
    assert not installation.processes()


def test_after_kill_9_the_next_run_goes_on_with_the_data_at_the_same_address(
    installation: Installation,
) -> None:
    port = str(_free_port())
    run = Started(installation, PORT=port)
    installation.query("CREATE TABLE kept AS SELECT 1 AS number")
    kill(run.process)

    again = Started(installation, PORT=port)
    assert again.url == run.url
    assert installation.query("SELECT number FROM kept") == [(1,)]

    servers = {server.pid for server in installation.servers()}
    assert installation.start("manage.py", "migrate", "--check").wait(30) == 0
    time.sleep(3 * POLL_SECONDS)  # time for a keeper to believe that the command was the last user
    assert {server.pid for server in installation.servers()} == servers

    kill(again.process)
    eventually(lambda: not installation.processes())


def test_a_chosen_port_that_is_taken_is_refused(installation: Installation) -> None:
    with socket.create_server((address.HOST, 0)) as other:
        port = other.getsockname()[1]
        run = installation.start("-m", "embedded.run", PORT=str(port))
        _, complaint = run.communicate(timeout=20)
    assert run.returncode == 1
    assert complaint.startswith(f"Port {port} is taken by another program.")


@pytest.mark.parametrize("port", ["0", "65536", "http", "-1"])
def test_a_port_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, port: str) -> None:
    monkeypatch.setenv("PORT", port)
    with pytest.raises(SystemExit, match="a port is a number from 1 to 65535"):
        address.listen()


def test_without_a_chosen_port_the_next_free_one_is_taken(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("PORT", raising=False)
    with address.listen() as first, address.listen() as second:
        port = second.getsockname()[1]
        assert port > first.getsockname()[1] >= address.USUAL
    assert f"Port 8000 is taken by another program; this one takes {port}." in capsys.readouterr().out


def _free_port() -> int:
    with socket.create_server((address.HOST, 0)) as line:
        port: int = line.getsockname()[1]
        return port
