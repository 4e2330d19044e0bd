"""Reading a calendar that was kept elsewhere: what becomes a meeting, what a series, and what neither.

Who organised or attended is not read at all. A name or a word of the text is one line without control signs.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from hashlib import sha256
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from icalendar import Calendar

from calendars.ical import CONTROLS
from calendars.models.imports import LONGEST_UID
from calendars.zones import iana_name, is_plain, table_zone
from meetings.actions import Hours, Place
from members.timezones import zone
from series.actions import Plan
from series.recurrence import Rule, RuleRefused

LARGEST = 1024 * 1024
MOST_EVENTS = 200
MOST_ZONES = 50
MOST_SKIPPED = 300
MOST_DAYS = 31
EARLIEST = 1970
A_DAY, AN_HOUR, A_MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
TEN_YEARS = timedelta(days=3653)
LINKS = ("CONFERENCE", "X-GOOGLE-CONFERENCE", "X-MICROSOFT-SKYPETEAMSMEETINGURL", "LOCATION")
"""Where programs write how to join from afar."""


class Unreadable(Exception):
    """The file is no calendar; the sentence says so."""


class NotTaken(Exception):
    """An event cannot be a meeting of ours; the sentence says why."""


class Event(NamedTuple):
    """An event of the file that becomes a meeting, or a series where it has a rule."""

    uid: str
    recurrence: str
    title: str
    where: Place
    days: tuple[Hours, ...]
    rule: str = ""
    skipping: tuple[date, ...] = ()

    def plan(self) -> Plan:
        """Return what the group agrees on, of an event with a rule."""
        day = self.days[0]
        starts, ends = day.starts or time.min, day.ends or time.max  # `_series` saw to that
        return Plan(self.title, self.where, Rule.read(self.rule), day.on, starts, ends)


class Left(NamedTuple):
    """An event that is left out, and why."""

    title: str
    on: date | None
    why: str


class Contents(NamedTuple):
    events: list[Event]
    left: list[Left]


def read_calendar(raw: bytes, *, timezone: str, today: date) -> Contents:
    """Read a file; `timezone` is for hours without a zone, and what was over before `today` is left out.

    Raises:
        Unreadable: it is no calendar, or one too long.
    """
    try:
        calendar = Calendar.from_ical(raw.decode("utf-8-sig", "replace").replace("\0", "").encode())
    except Exception as error:
        msg = "This is no calendar file. Export one as .ics from your calendar program."
        raise Unreadable(msg) from error
    found = calendar.walk("VEVENT")
    if not found or len(found) > MOST_EVENTS:
        msg = f"There are more than {MOST_EVENTS} events in it." if found else "There is no event in it."
        raise Unreadable(f"{msg} Export one calendar, or a part of it.")
    if len(calendar.timezones) > MOST_ZONES:
        raise Unreadable(f"There are more than {MOST_ZONES} time zones in it. Export one calendar at a time.")
    return _Reader(calendar, timezone, today).contents(found)


class _Reader:
    """Makes events of ours out of those of one file."""

    def __init__(self, calendar: Calendar, timezone: str, today: date) -> None:
        self._tables = {str(table.get("TZID", "")): table for table in calendar.timezones if is_plain(table)}
        self._names: dict[str, str | None] = {}
        self._clocks: dict[str, tzinfo] = {}
        self._timezone, self._today = timezone, today
        self._exceptions: dict[str, set[date]] = defaultdict(set)
        self._repeating: dict[str, Any] = {
            _uid(one): one for one in calendar.walk("VEVENT") if "RRULE" in one
        }

    def contents(self, found: Sequence[Any]) -> Contents:
        """Return what is taken and what is left out, in the order of the file."""
        events, left = [], []
        for one in sorted(found, key=lambda one: "RECURRENCE-ID" not in one):  # exceptions before their rule
            try:
                events.append(self._event(one))
            except (NotTaken, RuleRefused) as why:
                left.append(Left(_title(one), _date_of(one), str(why)))
            except Exception:  # noqa: BLE001 - however one event is broken, the others can be read
                left.append(Left(_title(one), None, "It cannot be read."))
        return Contents(events, left)

    def _event(self, one: Any) -> Event:
        uid, recurrence = _uid(one), ""
        if "RECURRENCE-ID" in one:
            replaced = self._replaced(one)
            self._exceptions[uid].add(replaced)
            recurrence = f"{replaced}"
        if str(one.get("STATUS", "")).upper() == "CANCELLED":
            raise NotTaken("It is cancelled.")
        if "DTSTART" not in one:
            raise NotTaken("It has no date.")
        rule = self._rule(one)
        timed = isinstance(one["DTSTART"].dt, datetime)
        timezone = self._zone_of(one, repeats=bool(rule)) if timed else self._timezone
        days = (self._hours(one, timezone),) if timed else _whole_days(one)
        place, link = _place_and_link(one)
        event = Event(uid, recurrence, _title(one), Place(timezone, place, link), days, rule)
        return self._series(one, event) if rule else self._meeting(event)

    def _replaced(self, one: Any) -> date:
        """Return the date by the rule for which this event stands, by the clock of the rule."""
        rule = self._repeating.get(_uid(one))
        is_timed = rule is not None and isinstance(rule["DTSTART"].dt, datetime)
        return self._local(one["RECURRENCE-ID"], self._zone_of(rule, repeats=True) if is_timed else "").date()

    def _meeting(self, event: Event) -> Event:
        if event.days[-1].on < self._today:
            raise NotTaken("It is over.")
        return event

    def _series(self, one: Any, event: Event) -> Event:
        first = event.days[0]
        if first.starts is None:
            raise NotTaken(
                "It repeats without hours. Give it hours in your calendar, or start a series here."
            )
        rule = Rule.read(event.rule, starts=first.starts, timezone=event.where.timezone)
        if next(rule.dates(first.on), None) is None:
            raise NotTaken("By its rule there is no date at all.")
        if next(rule.dates(first.on, since=self._today), None) is None:
            raise NotTaken("Its last date is over.")
        near = [moment for moment in _moments(one, "EXDATE") if abs(_day(moment) - self._today) < TEN_YEARS]
        if len(near) > MOST_SKIPPED:
            raise NotTaken(f"It leaves out more than {MOST_SKIPPED} dates. Start the series here.")
        left_out = {self._local(moment, event.where.timezone).date() for moment in near}
        skipping = tuple(sorted(left_out | self._exceptions[event.uid]))
        return event._replace(rule=str(rule), skipping=skipping)

    def _rule(self, one: Any) -> str:
        if "RDATE" in one:
            raise NotTaken("It has further dates beside its rule. Take them out, or schedule them by hand.")
        rule = one.get("RRULE")
        if isinstance(rule, list):
            raise NotTaken("It has several rules. Make an event of each.")
        return rule.to_ical().decode() if rule else ""

    def _hours(self, one: Any, timezone: str) -> Hours:
        starts = self._local(one["DTSTART"], timezone)
        if "DTEND" in one:
            ends = self._local(one["DTEND"], timezone)
        else:
            ends = starts + (one["DURATION"].dt if "DURATION" in one else AN_HOUR)
        if starts.year < EARLIEST:
            raise NotTaken(f"It begins before {EARLIEST}.")
        if ends == datetime.combine(starts.date() + A_DAY, time.min, tzinfo=ends.tzinfo):
            ends -= A_MINUTE
        if ends.date() != starts.date() or ends <= starts:
            raise NotTaken("It does not begin and end on one day. Schedule it here, a row for each day.")
        return Hours(starts.date(), _minute(starts), _minute(ends))

    def _zone_of(self, one: Any, *, repeats: bool) -> str:
        """Return by which clock the event is kept here.

        What happens once can be told by any clock; what repeats needs the one that its rule is meant by.
        """
        starts = one["DTSTART"]
        tzid = str(starts.params.get("TZID", ""))
        if tzid:
            name = self._name(tzid, starts.dt.date())
            if name is None and (repeats or tzid not in self._tables):
                raise NotTaken(f"No zone of this world has clocks like “{tzid}”.")
            return name or self._timezone
        return "UTC" if starts.dt.tzinfo and repeats else self._timezone

    def _name(self, tzid: str, near: date) -> str | None:
        """Return the zone of this world by that name in the file; each is looked for once."""
        if tzid not in self._names:
            near = min(max(near, self._today), self._today + TEN_YEARS)
            self._names[tzid] = iana_name(tzid, self._tables.get(tzid), near, self._timezone)
        return self._names[tzid]

    def _clock(self, tzid: str) -> tzinfo:
        if tzid not in self._clocks:
            self._clocks[tzid] = table_zone(self._tables[tzid])
        return self._clocks[tzid]

    def _local(self, moment: Any, timezone: str = "") -> datetime:
        """Return a moment of the file by the clock of that zone, or by its own."""
        value, tzid = moment.dt, str(moment.params.get("TZID", ""))
        if not isinstance(value, datetime):
            return datetime.combine(value, time.min, tzinfo=UTC)
        name = self._name(tzid, value.date()) if tzid else None
        if tzid and name is None and tzid in self._tables:
            value = value.replace(tzinfo=self._clock(tzid))
        elif tzid or value.tzinfo is None:
            value = value.replace(tzinfo=zone(name or timezone or self._timezone))
        return value.astimezone(zone(timezone)) if timezone else value


def _whole_days(one: Any) -> tuple[Hours, ...]:
    first = one["DTSTART"].dt
    if "DTEND" in one:
        after = one["DTEND"].dt
    else:
        after = first + (one["DURATION"].dt if "DURATION" in one else A_DAY)
    count = (after - first).days or 1
    if not 1 <= count <= MOST_DAYS:
        raise NotTaken("It does not end within a month.")
    return tuple(Hours(first + n * A_DAY) for n in range(count))


def _place_and_link(one: Any) -> tuple[str, str]:
    """Return where it is; a place that is an address of the web is where one joins from afar."""
    links = (str(value) for name in LINKS for value in _listed(one.get(name)))
    link = next(filter(_is_link, links), "")
    place = _line(one.get("LOCATION"))[:300]
    return ("" if place == link else place), link


def _is_link(text: str) -> bool:
    try:
        URLValidator(["http", "https"])(text)
    except ValidationError:
        return False
    return len(text) <= 500


def _moments(one: Any, name: str) -> Iterator[Any]:
    for dates in _listed(one.get(name)):
        for moment in dates.dts:
            moment.params.setdefault("TZID", dates.params.get("TZID", ""))
            yield moment


def _uid(one: Any) -> str:
    """Return the name of an event; a long one, or one that is missing, is made of what there is."""
    uid = _line(one.get("UID"))
    return uid if 0 < len(uid) <= LONGEST_UID else sha256(uid.encode() or one.to_ical()).hexdigest()


def _title(one: Any) -> str:
    return _line(one.get("SUMMARY"))[:200] or "Meeting"


def _date_of(one: Any) -> date | None:
    return _day(one["DTSTART"]) if hasattr(one.get("DTSTART"), "dt") else None


def _day(moment: Any) -> date:
    on: date = moment.dt.date() if isinstance(moment.dt, datetime) else moment.dt
    return on


def _line(text: Any) -> str:
    return " ".join(CONTROLS.sub(" ", str(text or "")).split())


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _minute(moment: datetime) -> time:
    return moment.time().replace(second=0, microsecond=0)
