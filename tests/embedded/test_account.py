"""As root, PostgreSQL runs as nobody: in root's disguise where the kernel allows it, else in truth."""

import os
import pwd
import stat
import sys
from pathlib import Path

import pytest

from embedded.account import Account, choose
from embedded.postgres import binary
from tests.embedded.conftest import Installation, eventually

pytestmark = pytest.mark.real_time
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root needs another account")
NOBODY = pwd.getpwnam("nobody").pw_uid


def allows_namespaces() -> bool:
    return sys.platform == "linux" and choose(binary("postgres"), Path("/")).uid == 0


@as_root
@pytest.mark.skipif(
    not allows_namespaces(), reason="the kernel refuses user namespaces; every test runs without"
)
def test_where_namespaces_are_refused_the_data_is_nobodys_and_root_takes_it_back(
    installation: Installation,
) -> None:
    var = installation.places.var
    refused = installation.start(
        "tests/embedded/without_namespaces.py", sys.executable, "manage.py", "migrate"
    )
    _, notes = refused.communicate(timeout=120)
    assert refused.returncode == 0, notes
    assert "PostgreSQL runs as the account nobody here" in notes
    assert (var / "postgres").stat().st_uid == NOBODY
    assert stat.S_IMODE((var / "run").stat().st_mode) == 0o701
    assert stat.S_IMODE((var / "postgres").stat().st_mode) == 0o700

    eventually(lambda: not installation.processes())
    assert installation.start("manage.py", "migrate", "--check").wait(60) == 0
    assert (var / "postgres").stat().st_uid == 0


@as_root
def test_root_does_not_take_over_the_data_of_another_account(installation: Installation) -> None:
    installation.places.var.mkdir()
    os.chown(installation.places.var, NOBODY, -1)
    command = installation.start("manage.py", "check")
    _, complaint = command.communicate(timeout=60)
    assert command.returncode == 1
    assert complaint.startswith(f"{installation.places.var} belongs to somebody else. Run this as its owner,")
    assert not list(installation.places.var.iterdir())


def test_our_own_account_opens_no_folder(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    assert Account(os.geteuid()).reach(closed / "data") == []
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700
