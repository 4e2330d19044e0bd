"""A part that dies is started again, and given up with its last words when that does not help."""

import signal
import time
from pathlib import Path

import pytest

from embedded.supervised import STARTS_A_MINUTE, DiesTooOften, Supervised
from tests.embedded.conftest import eventually

pytestmark = pytest.mark.real_time


def test_what_dies_too_often_is_given_up_with_its_last_words(tmp_path: Path) -> None:
    part = Supervised("beat", ["sh", "-c", "echo no clock here; exit 3"], tmp_path / "beat.log")
    for _ in range(STARTS_A_MINUTE):
        part.start(())
        eventually(part.is_dead)
    with pytest.raises(
        DiesTooOften, match=r"beat does not stay up\. It ended with status 3(.|\n)*no clock here"
    ):
        part.start(())


def test_what_does_not_stop_when_asked_is_killed_with_all_its_children(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("embedded.supervised.PATIENCE_SECONDS", 0.3)
    log = tmp_path / "web.log"
    part = Supervised("web", ["sh", "-c", "trap '' TERM; sleep 60 & echo up; wait; wait"], log)
    part.start(())
    eventually(lambda: "up" in log.read_text())
    began = time.monotonic()
    part.ask_to_stop()
    part.wait_for_end()
    assert part.process.returncode == -signal.SIGKILL
    assert time.monotonic() - began < 5
