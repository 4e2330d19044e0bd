"""Build .venv from requirements.lock. Runs on the machine's bare Python 3.11: standard library only.

uv does it in seconds and lives in a small environment of its own, because syncing removes what is not locked.
Where uv cannot be had, pip reads the same file and checks the same hashes, slower.
"""

import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin/python"
TOOLS = VENV / "tools"
LOCK = ROOT / "requirements.lock"
SYSTEM_CERTS = {"UV_SYSTEM_CERTS": "1"}
"""Lets uv trust whom the machine trusts, as pip does; behind a company's proxy its own list finds nobody."""
STAMP = VENV / "installed"


def main() -> None:
    """Build or refresh the environment; do nothing when it agrees with the lock file."""
    if sys.version_info[:2] != (3, 11):
        sys.exit("Python 3.11 is needed. Install it, or name it: make PYTHON=/path/to/python3.11 install")
    with LOCK.open("rb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # of two commands in a fresh clone one installs, the other waits
        wanted = f"{hashlib.sha256(lock.read()).hexdigest()} {ROOT}\n"
        found = STAMP.read_text() if STAMP.exists() else ""
        if found == wanted and _runs(PYTHON):
            return
        if not _runs(PYTHON) or (found and found.split()[1:] != wanted.split()[1:]):
            shutil.rmtree(VENV, ignore_errors=True)  # scripts in it name the path where it was made
        _say("Installing the environment into .venv …")
        STAMP.unlink(missing_ok=True)  # should this end half-way, the next time does not take it for done
        _install()
        STAMP.write_text(wanted)


def uv() -> str:
    """Return a uv: the machine's, or one installed from embedded/tools.lock."""
    own = TOOLS / "bin/uv"
    found = shutil.which("uv")
    if found or own.exists():
        return found or str(own)
    _make_tools()
    _run(TOOLS / "bin/pip", "install", "-qq", "--require-hashes", "-r", ROOT / "embedded/tools.lock")
    return str(own)


def _install() -> None:
    if not PYTHON.exists():
        venv.create(VENV, symlinks=True, with_pip=False)
    try:
        _run(uv(), "pip", "sync", "--python", PYTHON, "--require-hashes", LOCK)
    except (OSError, subprocess.CalledProcessError):
        _say("uv did not do it; pip does the same, in a minute or two …")
        _make_tools()
        _run(TOOLS / "bin/pip", "--python", PYTHON, "install", "-qq", "--require-hashes", "-r", LOCK)
    # What pip would do for an installed project: its packages are found from any folder and any script.
    (VENV / "lib/python3.11/site-packages/peergroups.pth").write_text(f"{ROOT}\n")


def _make_tools() -> None:
    if not (TOOLS / "bin/pip").exists():
        _need_ensurepip()
        _run(sys.executable, "-m", "venv", "--clear", TOOLS)


def _need_ensurepip() -> None:
    """Debian leaves pip's installer out of its Python."""
    if importlib.util.find_spec("ensurepip"):
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        _run("apt-get", "update", "-qq")
        _run("apt-get", "install", "-y", "-qq", "--no-install-recommends", "python3.11-venv")
    else:
        sys.exit("This Python cannot make environments. As root: apt-get install python3.11-venv")


def _runs(python: Path) -> bool:
    """Tell whether the environment's interpreter is there, still works and is the right one."""
    test = "import sys; sys.exit(sys.version_info[:2] != (3, 11))"
    return python.exists() and subprocess.run([python, "-c", test], check=False).returncode == 0


def _run(*command: str | Path) -> None:
    subprocess.run(command, check=True, cwd=ROOT, env=SYSTEM_CERTS | os.environ)


def _say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as error:
        sys.exit(f"The environment is not complete, because this failed: {' '.join(map(str, error.cmd))}")
