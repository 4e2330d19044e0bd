"""Who PostgreSQL runs as. It refuses to run as root, and a container's only user is often root."""

import ctypes
import os
import pwd
import stat
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

CLONE_NEWUSER = 0x10000000
_libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True)
class Account:
    """How a child becomes the account, and which user owns its files."""

    uid: int
    become: Callable[[], None] | None = None

    def own(self, folder: Path) -> None:
        """Give a folder and what is in it to the account, if it is not its own yet."""
        if folder.stat().st_uid != self.uid:
            for path in (folder, *folder.rglob("*")):
                os.lchown(path, self.uid, -1)

    def reach(self, *targets: Path) -> list[Path]:
        """Let the account pass through the folders above; return those that had to be opened to everybody."""
        opened = []
        if self.uid != os.geteuid():
            for folder in {parent for target in targets for parent in target.resolve().parents}:
                if not folder.stat().st_mode & stat.S_IXOTH:
                    folder.chmod(folder.stat().st_mode | stat.S_IXOTH)
                    opened.append(folder)
        return sorted(opened)


def choose(binary: Path, folder: Path) -> Account:
    """Return the gentlest account that can run the binary and reach the folder.

    As root that is root itself seen from a user namespace as `nobody`: no file changes hands. Where the
    kernel refuses it (Docker's usual profile, a chroot) it is the true `nobody`, who then owns the data.
    """
    if os.geteuid() != 0:
        return Account(os.geteuid())
    nobody = pwd.getpwnam("nobody")
    disguise = partial(_enter_namespace, nobody.pw_uid)
    if _works(disguise, binary, folder):
        return Account(0, disguise)
    return Account(nobody.pw_uid, partial(_drop_to, nobody))


def _works(become: Callable[[], None], binary: Path, folder: Path) -> bool:
    def try_out() -> None:
        become()
        os.chdir(folder)

    if sys.platform != "linux":
        return False
    try:
        subprocess.run([binary, "--version"], preexec_fn=try_out, capture_output=True, check=True)
    except (OSError, subprocess.SubprocessError):
        return False
    return True


def _enter_namespace(uid: int) -> None:
    """Become `uid` in our own eyes only: the kernel goes on seeing root, without root's powers."""
    if _libc.unshare(CLONE_NEWUSER) != 0:
        raise OSError(ctypes.get_errno(), "no user namespace")
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{uid} 0 1")
    Path("/proc/self/gid_map").write_text(f"{uid} 0 1")


def _drop_to(user: pwd.struct_passwd) -> None:
    os.setgroups([])
    os.setgid(user.pw_gid)
    os.setuid(user.pw_uid)
