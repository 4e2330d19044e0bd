"""A series as a calendar program would be told it (RFC 5545), for other libraries to expand and compare."""

from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Event
from icalendar.prop import vRecur

from members.timezones import zone
from series.models import Occurrence, Series


def as_event(series: Series) -> list[Event]:
    """Return the series as a repeating event, and each meeting that is not as the rule says as an override.

    Hours are wall time with a TZID, so they stay when clocks change; the calendar around it owes the
    VTIMEZONE. A skipped date is an EXDATE. Same series, same bytes: the stamp is the last change, not now.
    Nothing where the series ended before its first date. Two queries.
    """
    if next(series.dates(), None) is None:
        return []
    occurrences = list(series.occurrences.select_related("meeting"))
    off = {occurrence.on for occurrence in occurrences if occurrence.meeting.is_cancelled}
    skipped = off | set(series.skipped.values_list("on", flat=True))
    differing = [o for o in occurrences if o.on not in off and _differs(o, series)]
    return [_main(series, sorted(skipped)), *(_override(occurrence, series) for occurrence in differing)]


def _main(series: Series, skipped: list[date]) -> Event:
    event = _event(series, series.title, series.place, series.sequence, series.changed_at)
    event.add("dtstart", _wall(series, series.starts_on))
    event.add("duration", _length(series))
    event.add("rrule", _rule(series))
    for on in skipped:
        event.add("exdate", _wall(series, on))
    return event


def _override(occurrence: Occurrence, series: Series) -> Event:
    meeting, here = occurrence.meeting, occurrence.meeting.zone
    event = _event(series, meeting.title, meeting.place, meeting.sequence, meeting.changed_at)
    event.add("recurrence-id", _wall(series, occurrence.on))
    event.add("dtstart", meeting.starts_at.astimezone(here))
    event.add("dtend", meeting.ends_at.astimezone(here))
    return event


def _event(series: Series, title: str, place: str, sequence: int, changed_at: datetime) -> Event:
    event = Event()
    event.add("uid", f"{series.key}@{urlsplit(settings.BASE_URL).hostname}")
    event.add("sequence", sequence)
    event.add("dtstamp", changed_at)
    event.add("summary", f"{series.group.name}: {title}")
    event.add("url", settings.BASE_URL + series.get_absolute_url())
    if place:
        event.add("location", place)
    return event


def _rule(series: Series) -> vRecur:
    """Return the rule with its last date as the instant that RFC 5545 asks for beside a TZID."""
    rule = series.rule if series.ended_on is None else series.rule.until_at_most(series.ended_on)
    recur: vRecur = vRecur.from_ical(str(rule))
    if rule.until:
        last = max(rule.dates(series.starts_on))
        recur["UNTIL"] = [_wall(series, last).astimezone(UTC)]
    return recur


def _differs(occurrence: Occurrence, series: Series) -> bool:
    """Whether a calendar that reads the rule might show this meeting otherwise than it is.

    In a night in which clocks change while people meet, programs do not agree on the end.
    """
    meeting, begins = occurrence.meeting, _wall(series, occurrence.on).astimezone(UTC)
    says = (series.title, series.place, begins, _length(series))
    return says != (meeting.title, meeting.place, meeting.starts_at, meeting.ends_at - meeting.starts_at)


def _wall(series: Series, on: date) -> datetime:
    """Return when it begins by the rule; how to read an hour that clocks skip, RFC 5545 says."""
    return datetime.combine(on, series.starts, tzinfo=zone(series.timezone))


def _length(series: Series) -> timedelta:
    on = series.starts_on
    return datetime.combine(on, series.ends) - datetime.combine(on, series.starts)
