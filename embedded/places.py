"""Where the embedded services keep their things, and under which addresses they answer."""

import errno
import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parents[1]  # of the checkout
LONGEST_SOCKET_PATH = 103  # bytes; Linux allows 107, macOS 103
NAME = "peergroups"  # of the database and of its owner


@dataclass(frozen=True)
class Places:
    """The folder `var` of one installation."""

    var: Path

    def prepare(self) -> None:
        """Make the folders, closed to everybody else; but take nobody's over, not even as root."""
        self.var.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.var.stat().st_uid != os.geteuid():
            raise PermissionError(errno.EPERM, "not its owner", str(self.var))
        for folder in (self.run, self.log):
            folder.mkdir(mode=0o700, exist_ok=True)
        if not self._sockets.is_dir():  # missing, or a link into a temporary folder that was cleaned since
            self._make_sockets()

    @property
    def run(self) -> Path:
        return self.var / "run"

    @property
    def log(self) -> Path:
        return self.var / "log"

    @property
    def mail(self) -> Path:
        return self.var / "mail"

    @property
    def sockets(self) -> Path:
        """Return the true folder of the sockets, whose path is always short enough."""
        return self._sockets.resolve()

    @property
    def database_url(self) -> str:
        return f"postgres://{NAME}@{quote(str(self.sockets / 'postgres'), safe='')}/{NAME}"

    @property
    def redis_url(self) -> str:
        return f"unix://{self.sockets / 'valkey.sock'}"

    @property
    def _sockets(self) -> Path:
        return self.run / "sockets"

    def _make_sockets(self) -> None:
        """A Unix socket with a long path cannot be opened; then the folder is a link to a short one."""
        self._sockets.unlink(missing_ok=True)
        if len(os.fsencode(self._sockets.absolute() / "postgres/.s.PGSQL.5432")) <= LONGEST_SOCKET_PATH:
            self._sockets.mkdir(mode=0o700)
            return
        mark = hashlib.sha256(os.fsencode(self.var.absolute())).hexdigest()[:12]
        self._sockets.symlink_to(tempfile.mkdtemp(prefix=f"{NAME}-{mark}-"))
