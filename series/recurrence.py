"""Which dates a series has: a rule of RFC 5545 over plain dates, so that no clock change can touch them.

Nothing here reads the database or the time of day.
"""

from calendar import monthrange
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import MAXYEAR, UTC, date, datetime, time, timedelta
from itertools import dropwhile, islice, takewhile
from typing import Self

from members.timezones import zone

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
MOST = 999  # no count, no interval is longer
MOST_BARREN = 500
"""After so many months without a date there will be none: 30 February, every year."""


class RuleRefused(ValueError):
    """The rule is no rule, or none by which people meet; the sentence says why."""


@dataclass(frozen=True)
class Rule:
    """Every so many weeks on some weekdays, or every so many months on some days."""

    is_monthly: bool = False
    interval: int = 1
    weekdays: tuple[str, ...] = ()  # "TH"; in a month also "2TU" and "-1FR"
    month_days: tuple[int, ...] = ()  # -1 is the last
    count: int | None = None
    until: date | None = None
    week_starts: str = "MO"

    @classmethod
    def read(cls, text: str, *, starts: time = time.max, timezone: str = "UTC") -> Self:
        """Read the text of an RRULE. `starts` and `timezone` say what an UNTIL with a time means there.

        Raises:
            RuleRefused: it has a part that this house does not keep, or a value that is none.
        """
        parts = _parts(text.strip().upper().removeprefix("RRULE:"))
        frequency, weekdays = parts.pop("FREQ", ""), _listed(parts.pop("BYDAY", ""))
        if frequency not in {"WEEKLY", "MONTHLY"}:
            msg = "A series repeats every so many weeks or months; this rule says otherwise."
            raise RuleRefused(msg)
        if position := parts.pop("BYSETPOS", ""):
            weekdays = _counted(weekdays, position)
        rule = cls(
            is_monthly=frequency == "MONTHLY",
            interval=_number(parts.pop("INTERVAL", "1"), 1, MOST),
            weekdays=weekdays,
            month_days=tuple(_number(day, -31, 31) for day in _listed(parts.pop("BYMONTHDAY", ""))),
            count=_number(count, 1, MOST) if (count := parts.pop("COUNT", "")) else None,
            until=_last_day(until, starts, timezone) if (until := parts.pop("UNTIL", "")) else None,
            week_starts=parts.pop("WKST", "MO"),
        )
        if parts:
            msg = f"A series knows nothing of {', '.join(sorted(parts))}. Choose a simpler rule."
            raise RuleRefused(msg)
        rule._check()
        return rule

    def __str__(self) -> str:
        """The text of the RRULE; UNTIL is a date, the last on which people may meet."""
        parts = {
            "FREQ": "MONTHLY" if self.is_monthly else "WEEKLY",
            "INTERVAL": str(self.interval) if self.interval > 1 else "",
            "BYDAY": ",".join(self.weekdays),
            "BYMONTHDAY": ",".join(map(str, self.month_days)),
            "COUNT": str(self.count or ""),
            "UNTIL": f"{self.until:%Y%m%d}" if self.until else "",
            "WKST": self.week_starts if self.week_starts != "MO" else "",
        }
        return ";".join(f"{name}={value}" for name, value in parts.items() if value)

    def dates(self, first: date, *, since: date = date.min) -> Iterator[date]:
        """Yield the dates from the day that the rule is counted from, in order, perhaps without end.

        Those before `since` are left out, and without a count not even looked at: it costs nothing that a
        series is old.
        """
        near = first if self.count else max(first, since)
        found = self._in_months(first, near) if self.is_monthly else self._in_weeks(first, near)
        counted = islice(dropwhile(lambda on: on < first, found), self.count)
        last = self.until or date.max
        return takewhile(lambda on: on <= last, dropwhile(lambda on: on < since, counted))

    def rest(self, first: date, since: date) -> "Rule":
        """The rule for a series that goes on from `since`: of a counted one only what is left."""
        if self.count is None:
            return self
        gone = sum(1 for _ in takewhile(lambda on: on < since, self.dates(first)))
        return replace(self, count=max(1, self.count - gone))

    def until_at_most(self, last: date) -> "Rule":
        """The rule, ending with that day at the latest."""
        return replace(self, count=None, until=min(last, self.until or last))

    def _in_weeks(self, first: date, near: date) -> Iterator[date]:
        """Yield the dates of every week that counts, beginning with the last one before `near`."""
        week_starts, step = WEEKDAYS.index(self.week_starts), 7 * self.interval
        names = self.weekdays or (WEEKDAYS[first.weekday()],)
        days = sorted({(WEEKDAYS.index(name) - week_starts) % 7 for name in names})
        begins = first.toordinal() - (first.weekday() - week_starts) % 7
        begins += (near.toordinal() - begins) // step * step
        for start in range(begins, date.max.toordinal() - 6, step):
            yield from (date.fromordinal(start + day) for day in days)

    def _in_months(self, first: date, near: date) -> Iterator[date]:
        """Yield the dates of every month that counts, beginning with the last one before `near`."""
        begins, step = _months(first), self.interval
        begins += (_months(near) - begins) // step * step
        barren = 0
        for month in range(begins, 12 * MAXYEAR + 12, step):
            days = self._in_month(month // 12, month % 12 + 1, first.day)
            barren = 0 if days else barren + 1
            if barren > MOST_BARREN:
                return
            yield from days

    def _in_month(self, year: int, month: int, day: int) -> list[date]:
        """Return the dates in a month; a rule that names none means this `day`."""
        length = monthrange(year, month)[1]
        numbers = {number if number > 0 else length + 1 + number for number in self.month_days}
        for name in self.weekdays:
            begins = 1 + (WEEKDAYS.index(name[-2:]) - date(year, month, 1).weekday()) % 7
            numbers.update(_counted_out(range(begins, length + 1, 7), name[:-2]))
        if not (self.month_days or self.weekdays):
            numbers = {day}
        return [date(year, month, number) for number in sorted(numbers) if 1 <= number <= length]

    def _check(self) -> None:
        if self.count and self.until:
            msg = "A series ends after so many times or with a day, not both."
            raise RuleRefused(msg)
        if 0 in self.month_days:
            msg = "There is no day 0 of a month."
            raise RuleRefused(msg)
        if self.weekdays and self.month_days:
            msg = "Choose weekdays or days of the month, not both."
            raise RuleRefused(msg)
        if not self.is_monthly and (self.month_days or any(len(day) > 2 for day in self.weekdays)):
            msg = "A weekly series names weekdays only."
            raise RuleRefused(msg)
        if len({len(day) > 2 for day in self.weekdays}) > 1:  # programs disagree on what it means
            msg = "Give every weekday a position in the month, or none of them."
            raise RuleRefused(msg)
        for day in (*self.weekdays, self.week_starts):
            if day[-2:] not in WEEKDAYS or (day[:-2] and _number(day[:-2], -5, 5) == 0):
                msg = f"“{day}” is no weekday; right ones are MO, 2TU and -1FR."
                raise RuleRefused(msg)


def moves(
    old: Sequence[date], new: Sequence[date], *, span: Callable[[date], Hashable]
) -> dict[date, date | None]:
    """Say where each old date goes when a series gets a new rule.

    A date that both rules have stays. Another goes to a date of the new rule in the same `span` (`week` or
    `month`) that is not taken; where there is none, it is off.
    """
    kept = set(old) & set(new)
    free: dict[Hashable, list[date]] = {}
    for on in new:
        if on not in kept:
            free.setdefault(span(on), []).append(on)
    return {on: on if on in kept else _taken(free.get(span(on), [])) for on in old}


def week(on: date) -> Hashable:
    return on.isocalendar()[:2]


def month(on: date) -> Hashable:
    return on.year, on.month


def _months(on: date) -> int:
    return 12 * on.year + on.month - 1


def _counted_out(days: range, position: str) -> range:
    """Return the day at a position such as 2 or -1, if there is one; without a position all of them."""
    if not position:
        return days
    number = int(position)
    index = number - 1 if number > 0 else len(days) + number
    return days[index : index + 1] if index >= 0 else days[:0]


def _taken(free: list[date]) -> date | None:
    return free.pop(0) if free else None


def _parts(text: str) -> dict[str, str]:
    pairs = [part.partition("=") for part in text.split(";") if part]
    if any(not value for _, _, value in pairs) or len({name for name, _, _ in pairs}) < len(pairs):
        msg = "This is not a rule of RFC 5545; a right one looks like FREQ=WEEKLY;BYDAY=TH."
        raise RuleRefused(msg)
    return {name: value for name, _, value in pairs}


def _listed(text: str) -> tuple[str, ...]:
    return tuple(text.split(",")) if text else ()


def _counted(weekdays: tuple[str, ...], position: str) -> tuple[str, ...]:
    """Say “the second of the Tuesdays”, as some programs do, as “2TU”."""
    if len(weekdays) != 1 or len(weekdays[0]) != 2:
        msg = "BYSETPOS is understood with one weekday only, such as BYDAY=TU;BYSETPOS=2."
        raise RuleRefused(msg)
    return (f"{_number(position, -5, 5)}{weekdays[0]}",)


def _number(text: str, least: int, most: int) -> int:
    try:
        number = int(text)
    except ValueError:
        number = most + 1
    if not least <= number <= most:
        msg = f"“{text}” is no number from {least} to {most}."
        raise RuleRefused(msg)
    return number


def _last_day(text: str, starts: time, timezone: str) -> date:
    """Return the last date on which an UNTIL, a day or an instant, lets people meet."""
    try:
        if len(text) == 8:
            return datetime.strptime(text, "%Y%m%d").date()  # noqa: DTZ007 - a date has no zone
        moment = datetime.strptime(text.removesuffix("Z"), "%Y%m%dT%H%M%S")  # noqa: DTZ007 - given below
    except ValueError:
        msg = f"“{text}” is no last day; a right one looks like 20261231."
        raise RuleRefused(msg) from None
    local = moment.replace(tzinfo=UTC).astimezone(zone(timezone)) if text.endswith("Z") else moment
    return local.date() if local.time() >= starts or starts == time.max else local.date() - timedelta(days=1)
