"""Run a command as root where the kernel refuses user namespaces, as in most containers.

Root makes one last namespace, in which it is root as before, and forbids further ones in it.
"""

import ctypes
import os
import sys
from pathlib import Path

CLONE_NEWUSER = 0x10000000
EVERYBODY = "0 0 100000\n"


def main() -> None:
    """Become the command in the child; the parent, still outside, gives it its users."""
    made, mapped = os.pipe(), os.pipe()
    child = os.fork()
    if child == 0:
        if ctypes.CDLL(None).unshare(CLONE_NEWUSER) != 0:
            sys.exit("no namespace to begin with")
        os.write(made[1], b".")
        os.read(mapped[0], 1)
        os.setuid(0)
        Path("/proc/sys/user/max_user_namespaces").write_text("0")
        os.execvp(sys.argv[1], sys.argv[1:])  # noqa: S606 - the test names the command
    os.read(made[0], 1)
    Path(f"/proc/{child}/uid_map").write_text(EVERYBODY)
    Path(f"/proc/{child}/gid_map").write_text(EVERYBODY)
    os.write(mapped[1], b".")
    _, status = os.waitpid(child, 0)
    sys.exit(os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    main()
