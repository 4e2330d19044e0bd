"""Which mail a worker let go of last, kept where `kill -9` of the worker does not reach it.

A worker that is about to end a mail writes the mail's number into a file and then ends the mail, with nothing
in between. The file is mapped into memory, so writing takes no call of the system; and its pages are the
kernel's, so they outlive the process. Whoever finds the worker's claim abandoned can so tell the mail that
was let go of from the one that was not.

The file is of use on this machine until it is restarted. Elsewhere, and after that, there is no trace.
"""

import mmap
import os
from contextlib import suppress
from pathlib import Path
from uuid import UUID

from django.conf import settings

_BOOT = Path("/proc/sys/kernel/random/boot_id")  # on Linux; elsewhere a trace may outlive a restart

BYTES = 8  # written at once, by one instruction


class Trace:
    """The trace of one worker, by its claim."""

    def __init__(self, claim: UUID | None) -> None:
        boot = _BOOT.read_text().strip() if _BOOT.exists() else "boot"
        self.path = Path(settings.NOTICE_TRACES) / f"peergroups-{claim}-{boot}.trace"

    def open(self) -> None:
        """Begin a trace that says: nothing let go of yet."""
        file = os.open(self.path, os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_CLOEXEC, 0o600)
        os.ftruncate(file, BYTES)
        self._page = mmap.mmap(file, BYTES)
        os.close(file)
        self.note(0)

    def note(self, number: int) -> None:
        """Write that this mail is being let go of."""
        self._page[:] = number.to_bytes(BYTES)

    def close(self, *, keep: bool) -> None:
        """End the trace; `keep` it where the worker could not account for each of its mails."""
        self._page.close()
        if not keep:
            self.remove()

    def read(self) -> int | None:
        """Return the number of the mail last let go of, 0 if there was none; None without a trace."""
        with suppress(FileNotFoundError):
            return int.from_bytes(self.path.read_bytes())
        return None

    def remove(self) -> None:
        self.path.unlink(missing_ok=True)
