"""Two days, from nine to five by the wall, where offsets are odd and where clocks change between them.

The offsets are written down here, and not read from where the product reads them.
"""

from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

import pytest


class TwoDays(NamedTuple):
    """A first day at a venue, and how far its clocks are from UTC on that day and on the next."""

    zone: str
    on: date
    offsets: tuple[str, str]

    def at(self, day: int, wall: str) -> datetime:
        """The instant at which the wall shows that time on the first or the second day."""
        on = self.on + timedelta(days=day - 1)
        return datetime.fromisoformat(f"{on}T{wall}:00{self.offsets[day - 1]}").astimezone(UTC)


ALL = [
    TwoDays("Asia/Kolkata", date(2027, 1, 13), ("+05:30", "+05:30")),
    TwoDays("Asia/Kathmandu", date(2027, 1, 13), ("+05:45", "+05:45")),
    TwoDays("America/St_Johns", date(2027, 1, 13), ("-03:30", "-03:30")),
    TwoDays("Pacific/Tongatapu", date(2027, 1, 13), ("+13:00", "+13:00")),
    TwoDays("Pacific/Apia", date(2027, 1, 13), ("+13:00", "+13:00")),
    TwoDays("America/St_Johns", date(2026, 10, 31), ("-02:30", "-03:30")),
    TwoDays("Europe/Berlin", date(2026, 10, 24), ("+02:00", "+01:00")),
    TwoDays("Europe/Berlin", date(2027, 3, 27), ("+01:00", "+02:00")),
    TwoDays("America/New_York", date(2026, 10, 31), ("-04:00", "-05:00")),
    TwoDays("America/New_York", date(2027, 3, 13), ("-05:00", "-04:00")),
]

everywhere = pytest.mark.parametrize("days", ALL, ids=lambda days: f"{days.zone} {days.on}")
