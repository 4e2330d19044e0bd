"""Find a Chromium for the journeys in tests/, installing one where that is possible."""

import ctypes.util
import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome")
SORRY = (
    "The tests need Chromium, and it could not be installed here. As root on Debian or Ubuntu: "
    "apt-get install chromium fonts-dejavu-core libatomic1. "
    "Elsewhere name one: CHROMIUM=/path/to/chromium make test"
)


def executable() -> str | None:
    """Return the machine's Chromium; None means Playwright's own."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def main() -> None:
    """Make sure that Playwright can start and finds a browser, or say what to do."""
    missing = []
    if sys.platform == "linux" and not ctypes.util.find_library("atomic"):
        missing.append("libatomic1")  # Playwright's own Node does not start without it
    if not executable() and not _playwright_has_one():
        missing += ["chromium", "fonts-dejavu-core"]
    if not missing:
        return
    print(f"Installing for the tests: {', '.join(missing)} …", flush=True)
    if not _by_apt(missing) and not _by_playwright():
        sys.exit(SORRY)


def _by_apt(packages: list[str]) -> bool:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    return _succeeds("apt-get", "update", "-qq") and _succeeds(
        "apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages
    )


def _by_playwright() -> bool:
    return _succeeds(sys.executable, "-m", "playwright", "install", "chromium")


def _playwright_has_one() -> bool:
    """Ask in a process of its own, because Playwright does not always end cleanly when it cannot start."""
    question = (
        "from pathlib import Path; from playwright.sync_api import sync_playwright as play\n"
        "with play() as p: raise SystemExit(not Path(p.chromium.executable_path).exists())"
    )
    return _succeeds(sys.executable, "-c", question)


def _succeeds(*command: str) -> bool:
    return subprocess.run(command, check=False).returncode == 0


if __name__ == "__main__":
    main()
