"""The files of the project, as git knows them, and the layers of its apps."""

import subprocess
import tomllib
from functools import cache
from pathlib import Path

from embedded.places import ROOT


def layers() -> list[str]:
    """Return the apps from the uppermost down, as the import contract has them."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    found: list[str] = contracts[0]["layers"]
    return found


@cache
def tracked(*patterns: str) -> list[Path]:
    """Return the files under git whose paths match, relative to the root."""
    listed = subprocess.run(
        ["/usr/bin/env", "git", "ls-files", "-z", "--", *patterns],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return [Path(name) for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def text_of(path: Path) -> str:
    return (ROOT / path).read_text()
