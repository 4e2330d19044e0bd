"""The quarters that are lived through, and what clocks show in them."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

import numpy as np

from exchange.synthetic.chances import Ints
from members.timezones import zone

DAY = 86_400
EPOCH = date(1970, 1, 1)


def number(day: date) -> int:
    """Return a day as arrays keep it: counted from 1970."""
    return (day - EPOCH).days


def first_of_quarter(day: date) -> date:
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


class Quarters:
    """So many whole quarters, numbered from 0, the last of which is over on a day."""

    def __init__(self, count: int, *, until: date) -> None:
        after = first_of_quarter(until + timedelta(days=1))
        firsts = [after]
        for _ in range(count):
            firsts.insert(0, first_of_quarter(firsts[0] - timedelta(days=1)))
        self.count = count
        self.first_days: Ints = np.array([number(day) for day in firsts])
        self.seasons: Ints = np.array([day.month // 3 for day in firsts[:-1]])

    @property
    def end(self) -> int:
        """The day after the last."""
        return int(self.first_days[-1])

    @property
    def last_day(self) -> date:
        return self.day(self.end - 1)

    @staticmethod
    def day(number: int) -> date:
        return EPOCH + timedelta(days=int(number))

    def start_of(self, quarter: int) -> date:
        return self.day(self.first_days[quarter])

    def end_of(self, quarter: int) -> date:
        """Return the last day of a quarter, or of the last one if it lies beyond."""
        return self.day(self.first_days[min(quarter, self.count - 1) + 1] - 1)


class Clocks:
    """How far from Greenwich the clocks of some zones are on each day."""

    def __init__(self, zones: Sequence[str], first: int, last: int) -> None:
        self._first = first
        noons = [datetime.combine(EPOCH + timedelta(days=n), time(12), UTC) for n in range(first, last + 1)]
        self._offsets: Ints = np.array(
            [[_offset(noon.astimezone(zone(name))) for noon in noons] for name in zones]
        )

    def instant(self, zones: Ints | int, days: Ints, seconds: Ints | int) -> Ints:
        """Return the seconds since 1970 at which clocks in these zones show so many seconds of these days."""
        shift = self._offsets[zones, days - self._first]
        return np.asarray(days * DAY + seconds - shift)


def _offset(moment: datetime) -> int:
    shift = moment.utcoffset()
    return int(shift.total_seconds()) if shift else 0
