"""Time zones as other programs write them: IANA's names, Microsoft's, and tables without a name."""

from datetime import date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from typing import Any

from icalendar import Timezone
from icalendar.timezone import tzp

from members.timezones import zone, zone_choices, zone_names

A_FORTNIGHT = timedelta(days=14)
MOST_CHANGES, MOST_RULES = 300, 12
RULE_OF_A_CLOCK = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYMONTH", "BYDAY", "BYMONTHDAY", "WKST"}
Offsets = tuple[timedelta | None, ...]


def iana_name(tzid: str, table: Timezone | None, near: date, preferred: str) -> str | None:
    """Return the IANA zone that a file means; None where no zone has clocks like that.

    A table without a known name is compared with every zone through the year after `near`; of several that
    agree the `preferred` one is taken.
    """
    if tzid in zone_names():
        return tzid
    if table is None:
        known = getattr(tzp.timezone(tzid), "key", None)
        return known if known in zone_names() else None
    wanted = _offsets(table_zone(table), near)
    names = (preferred, *(name for name, _ in zone_choices()))
    return next((name for name in names if _offsets_of(name, near) == wanted), None)


def is_plain(table: Timezone) -> bool:
    """Whether clocks change once a year by each rule of a table; any other would take too long to follow."""
    moments = [moments for part in table.subcomponents for moments in _listed(part.get("RDATE"))]
    rules = [rule for part in table.subcomponents for rule in _listed(part.get("RRULE"))]
    size = len(table.subcomponents) + sum(len(one.dts) for one in moments)
    return size <= MOST_CHANGES and len(rules) <= MOST_RULES and all(map(_is_once_a_year, rules))


def _is_once_a_year(rule: Any) -> bool:
    is_short = all(len(_listed(rule.get(name))) <= 1 for name in ("BYDAY", "BYMONTH"))
    return rule.get("FREQ") == ["YEARLY"] and is_short and set(rule) <= RULE_OF_A_CLOCK


def table_zone(table: Timezone) -> tzinfo:
    """Return the clock that a file describes by a table of its own."""
    clock: tzinfo = table.to_tz(lookup_tzid=False)
    return clock


@lru_cache(maxsize=5000)
def _offsets_of(name: str, near: date) -> Offsets:
    return _offsets(zone(name), near)


def _offsets(clock: tzinfo, near: date) -> Offsets:
    noons = (datetime.combine(near, time(12)) + n * A_FORTNIGHT for n in range(27))
    return tuple(noon.replace(tzinfo=clock).utcoffset() for noon in noons)


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
