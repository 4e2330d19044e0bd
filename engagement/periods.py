"""Quarters: the periods in which engagement is counted, by the community's calendar."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

_WRITTEN = re.compile(r"([0-9]{4})-Q([1-4])")


@dataclass(frozen=True, order=True, slots=True)
class Quarter:
    """A quarter of a year. Its `id`, four times the year plus 0 to 3, is what rows keep."""

    id: int

    @classmethod
    def of(cls, day: date) -> "Quarter":
        """Return the quarter in which a day lies."""
        return cls(day.year * 4 + (day.month - 1) // 3)

    @classmethod
    def parse(cls, text: str) -> "Quarter":
        """Return the quarter written as `2018-Q3`.

        Raises:
            ValueError: with a sentence that says what a right one looks like.
        """
        written = _WRITTEN.fullmatch(text)
        if written is None:
            msg = f"“{text}” is not a quarter; a right one looks like 2018-Q3."
            raise ValueError(msg)
        return cls(int(written[1]) * 4 + int(written[2]) - 1)

    @property
    def year(self) -> int:
        return self.id // 4

    @property
    def number(self) -> int:
        """1 to 4."""
        return self.id % 4 + 1

    @property
    def first_day(self) -> date:
        return date(self.year, self.number * 3 - 2, 1)

    @property
    def last_day(self) -> date:
        return self.next.first_day - timedelta(days=1)

    @property
    def next(self) -> "Quarter":
        return self.shifted(1)

    @property
    def previous(self) -> "Quarter":
        return self.shifted(-1)

    def shifted(self, quarters: int) -> "Quarter":
        """Return the quarter that many later, or earlier if negative."""
        return Quarter(self.id + quarters)

    def __str__(self) -> str:
        return f"{self.year}-Q{self.number}"


def quarters(first: Quarter, last: Quarter) -> list[Quarter]:
    """Return the quarters from the first to the last, both included."""
    return [Quarter(number) for number in range(first.id, last.id + 1)]
