"""Which mail a worker let go of last, kept where `kill -9` of the worker does not reach it.

A worker that is about to end a mail writes the mail's number into a file and then ends the mail, with nothing
in between. What is written to a file is the kernel's, so it outlives the process. Whoever finds the worker's
claim abandoned can so tell the mail that was let go of from the one that was not.

The file is of use on this machine until it is restarted. Elsewhere, and after that, there is no trace.
"""

import os
from contextlib import suppress
from pathlib import Path
from uuid import UUID

from django.conf import settings

_BOOT = Path("/proc/sys/kernel/random/boot_id")  # Linux; elsewhere a stale trace is told by its claim alone


class Trace:
    """The trace of one worker, by its claim."""

    def __init__(self, claim: UUID | None) -> None:
        boot = _BOOT.read_text().strip() if _BOOT.exists() else "boot"
        self.path = Path(settings.NOTICE_TRACES) / f"peergroups-{claim}-{boot}.trace"

    def open(self) -> None:
        """Begin a trace that says: nothing let go of yet."""
        flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC
        self._file = os.open(self.path, flags, 0o600)
        self.note(0)

    def note(self, number: int) -> None:
        """Write that this mail is being let go of."""
        os.pwrite(self._file, number.to_bytes(8, "big"), 0)

    def close(self, *, keep: bool) -> None:
        """End the trace; `keep` it where the worker could not account for each of its mails."""
        os.close(self._file)
        if not keep:
            self.remove()

    def read(self) -> int | None:
        """Return the number of the mail last let go of, 0 if there was none; None without a trace."""
        with suppress(FileNotFoundError):
            return int.from_bytes(self.path.read_bytes(), "big")
        return None

    def remove(self) -> None:
        self.path.unlink(missing_ok=True)
