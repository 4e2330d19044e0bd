"""The code at the door: who scans it is in the room, and may check in.

On the wall screen it changes every ten minutes, so that a photograph sent to somebody at home is soon of no
use; the one before still holds. A printed one holds for its day. It is no log-in: that is asked for as well.
"""

from datetime import date, datetime, timedelta
from itertools import groupby
from typing import NamedTuple

import segno
from django.conf import settings
from django.core import signing
from django.urls import reverse

from meetings.halves import open_half
from meetings.models import Meeting

SLOT_SECONDS = 10 * 60
LATECOMERS = timedelta(minutes=45)
QUIET = 4  # empty modules round a QR code, so that a camera finds it


class Picture(NamedTuple):
    """A QR code as the path of an SVG, one unit a module, and the address that it holds."""

    size: int
    path: str
    url: str


def wall_code(meeting_id: int, *, at: datetime) -> str:
    """Return a code that holds for ten to twenty minutes."""
    return signing.dumps(_slot(at), salt=_salt(meeting_id))


def printed_code(meeting_id: int, *, on: date) -> str:
    """Return a code that holds on that day, by the venue's date."""
    return signing.dumps(on.isoformat(), salt=_salt(meeting_id))


def is_filling(meeting: Meeting, *, at: datetime) -> bool:
    """Whether people may check in, and a half of the day has not begun long ago: somebody may come late."""
    day = meeting.days.filter(on=at.astimezone(meeting.zone).date()).first()
    half = open_half(day, at) if day else None
    return half is not None and at < half.starts_at + LATECOMERS


def holds(code: str, meeting_id: int, *, at: datetime, on: date) -> bool:
    """Whether the code was made for this meeting and still holds; `on` is the venue's date."""
    try:
        said = signing.loads(code, salt=_salt(meeting_id))
    except signing.BadSignature:
        return False
    return said in {on.isoformat(), _slot(at), _slot(at) - 1}


def picture(meeting_id: int, code: str) -> Picture:
    """Draw the code with the address at which one checks in."""
    url = settings.BASE_URL + reverse("room:here", args=[meeting_id, code])
    matrix = segno.make(url, error="m", micro=False).matrix
    runs = (_row(y, row) for y, row in enumerate(matrix, QUIET))
    return Picture(len(matrix) + 2 * QUIET, "".join(runs), url)


def _row(y: int, row: bytes | bytearray) -> str:
    """Draw the dark modules of a row, those side by side as one."""
    drawn, x = "", QUIET
    for dark, modules in groupby(row):
        width = len(list(modules))
        drawn += f"M{x} {y}h{width}v1h-{width}z" if dark else ""
        x += width
    return drawn


def _slot(at: datetime) -> int:
    return int(at.timestamp()) // SLOT_SECONDS


def _salt(meeting_id: int) -> str:
    return f"room.here.{meeting_id}"
