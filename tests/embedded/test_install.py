"""The environment is what the lock file says, or it counts as not installed."""

import subprocess
from pathlib import Path

import pytest

from embedded import install, lock

Ran = list[list[str]]


@pytest.fixture
def ran(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ran:
    """A checkout with a lock file, where commands are noted instead of run."""
    (tmp_path / "requirements.lock").write_text("django==5.2\n")
    monkeypatch.setattr(install, "ROOT", tmp_path)
    monkeypatch.setattr(install, "LOCK", tmp_path / "requirements.lock")
    monkeypatch.setattr(install, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(install, "PYTHON", tmp_path / ".venv/bin/python")
    monkeypatch.setattr(install, "TOOLS", tmp_path / ".venv/tools")
    monkeypatch.setattr(install, "STAMP", tmp_path / ".venv/installed")
    commands: Ran = []
    monkeypatch.setattr(install, "_run", lambda *command: commands.append([str(word) for word in command]))
    monkeypatch.setattr(install, "uv", lambda: "uv")
    return commands


def fail(*command: str | Path) -> None:
    raise subprocess.CalledProcessError(2, command)


def test_it_installs_once_and_again_when_the_lock_file_changes(ran: Ran) -> None:
    install.main()
    assert ran[0][:3] == ["uv", "pip", "sync"]
    assert "--require-hashes" in ran[0]
    install.main()
    assert len(ran) == 1
    install.LOCK.write_text("django==5.3\n")
    install.main()
    assert len(ran) == 2


def test_without_uv_pip_installs_the_same_file_by_its_hashes(
    ran: Ran, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(install, "uv", fail)
    install.main()
    assert ran[-1][0].endswith("/pip")
    assert ran[-1][-3:] == ["--require-hashes", "-r", str(install.LOCK)]
    assert install.STAMP.exists()


def test_what_ended_half_way_counts_as_not_installed(ran: Ran, monkeypatch: pytest.MonkeyPatch) -> None:
    install.main()
    install.LOCK.write_text("django==5.3\n")
    monkeypatch.setattr(install, "_run", fail)
    with pytest.raises(subprocess.CalledProcessError):
        install.main()
    assert not install.STAMP.exists()


def test_a_python_without_pip_is_named_to_who_is_not_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    with pytest.raises(SystemExit, match="apt-get install python3"):
        install._need_ensurepip()


def answer_of_uv(monkeypatch: pytest.MonkeyPatch, status: int) -> None:
    answer = subprocess.CompletedProcess[str]([], status, stdout="what uv said")
    monkeypatch.setattr(lock, "_compile", lambda file, groups: answer)


def test_a_lock_that_does_not_fit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    answer_of_uv(monkeypatch, lock.NO_SOLUTION)
    with pytest.raises(
        SystemExit, match=r"does not agree with pyproject.toml\. Run `make lock`\.\nwhat uv said"
    ):
        lock._check("requirements.lock", ())


def test_without_an_index_a_lock_is_not_judged(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answer_of_uv(monkeypatch, lock.COULD_NOT_ASK)
    lock._check("requirements.lock", ())
    assert "not compared with pyproject.toml" in capsys.readouterr().out
