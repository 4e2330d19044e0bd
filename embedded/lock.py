"""Write the lock files from pyproject.toml, or check that they agree with it.

They hold versions and hashes and no address, so they fit any index (docs/decisions/0002-lock-file.md).
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from embedded.install import ROOT, SYSTEM_CERTS, uv

COMPILE = (
    *("pip", "compile", "--quiet", "--universal", "--python-version", "3.11", "--fork-strategy", "fewest"),
    *("--generate-hashes", "--no-header", "--no-annotate"),
)
LOCKS = {  # file: the dependency groups in it
    "requirements.lock": ("dev", "embedded"),
    "deploy/requirements.lock": (),
}
NO_SOLUTION, COULD_NOT_ASK = 1, 2  # uv's exit statuses


def main() -> None:
    parser = argparse.ArgumentParser(description="Write the lock files, or check them.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when one is out of date")
    parser.add_argument(
        "--upgrade", action="store_true", help="take the newest versions that pyproject.toml allows"
    )
    options = parser.parse_args()
    for name, groups in LOCKS.items():
        if options.check:
            _check(name, groups)
        else:
            _write(name, groups, upgrade=options.upgrade)


def _compile(
    lock: Path, groups: tuple[str, ...], *, upgrade: bool = False
) -> "subprocess.CompletedProcess[str]":
    """Compile into a file; the versions that stand in it already are kept if they fit."""
    try:
        program = uv()
    except subprocess.CalledProcessError:
        return subprocess.CompletedProcess([], COULD_NOT_ASK, stdout="uv could not be installed.")
    chosen = [word for group in groups for word in ("--group", group)]
    flags = ["--upgrade"] if upgrade else []
    command = [program, *COMPILE, *flags, "pyproject.toml", *chosen, "-o", str(lock)]
    return subprocess.run(
        command,
        cwd=ROOT,
        env=SYSTEM_CERTS | os.environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def _write(name: str, groups: tuple[str, ...], *, upgrade: bool) -> None:
    done = _compile(ROOT / name, groups, upgrade=upgrade)
    if done.returncode:
        sys.exit(f"{name} could not be written:\n{done.stdout}".strip())


def _check(name: str, groups: tuple[str, ...]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copy(ROOT / name, folder))
        done = _compile(copy, groups)
        if done.returncode >= COULD_NOT_ASK:
            print(f"{name}: not compared with pyproject.toml, because the package index cannot be reached.")
        elif done.returncode == NO_SOLUTION or copy.read_text() != (ROOT / name).read_text():
            sys.exit(f"{name} does not agree with pyproject.toml. Run `make lock`.\n{done.stdout}".strip())


if __name__ == "__main__":
    main()
