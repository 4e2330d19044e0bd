"""How often one may miss a meeting: counting, in the words of the group. Nothing follows by itself.

A meeting of several days is missed day by day: each counts its part of the meeting. To be away counts whole,
whoever said so, because the others sat there without one; to be there for a part, or to come late where the
group counts that, counts half. Leave is leave: who is not expected misses nothing. A day that nobody recorded
counts for nobody.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from fractions import Fraction
from typing import NamedTuple

from meetings.models import Mark, Meeting, MeetingDay
from peergroups.models import Group

WINDOW = timedelta(days=365)
WHOLE, HALF, NONE = Fraction(1), Fraction(1, 2), Fraction(0)


class Attended(NamedTuple):
    """A recorded day at which a person was expected, and how they attended it."""

    meeting: Meeting
    day: MeetingDay
    days: int  # of the meeting
    mark: Mark
    declined_at: datetime | None  # when they said that they cannot come

    @property
    def is_away(self) -> bool:
        return self.mark in {Mark.ABSENT, Mark.EXCUSED}


class Miss(NamedTuple):
    """What a day counts, and why."""

    attended: Attended
    counts: Fraction
    reason: str

    @property
    def shown(self) -> str:
        return number(self.counts)


class Allowance(NamedTuple):
    """What a person may miss and has missed in twelve months; the latest miss first."""

    allowed: int | None
    used: Fraction
    misses: list[Miss]

    @property
    def shown(self) -> str:
        return number(self.used)

    @property
    def is_used_up(self) -> bool:
        return self.allowed is not None and self.used >= max(self.allowed, 1)


def allowance(group: Group, days: Iterable[Attended]) -> Allowance:
    """Count the days of one person in twelve months, by the rule of the group."""
    misses = [miss for day in days if (miss := _miss(group, day)).counts]
    misses.sort(key=lambda miss: miss.attended.day.starts_at, reverse=True)
    return Allowance(group.allowed_misses, sum((miss.counts for miss in misses), NONE), misses)


def in_a_row(days: Iterable[Attended]) -> int:
    """Return how many of the latest recorded meetings a person missed altogether, up to now."""
    away: dict[Meeting, bool] = {}
    for attended in sorted(days, key=lambda attended: attended.day.starts_at, reverse=True):
        away[attended.meeting] = away.get(attended.meeting, True) and attended.is_away
    count = 0
    for missed in away.values():
        if not missed:
            break
        count += 1
    return count


def rule_in_words(group: Group) -> str:
    """Say the rule of a group, to those who live by it."""
    if group.allowed_misses is None:
        return "This group has no rule on how often one comes. Nobody counts."
    meetings = {0: "No meeting", 1: "One meeting"}.get(
        group.allowed_misses, f"{group.allowed_misses} meetings"
    )
    late = "Coming late counts as half a miss" if group.late_is_half else "Coming late does not count"
    return (
        f"{meetings} in twelve months may be missed. Each day of a meeting counts by itself. {late}, and"
        " being there for a part counts as half. Who cannot come says so"
        f" {group.notice_hours} hours before. Leave is no miss. Whatever the count, nothing happens by"
        " itself: the group talks."
    )


def number(count: Fraction) -> str:
    """Write a count as people do: 1, 1½, 0.33."""
    whole, rest = divmod(count, 1)
    signs = {Fraction(1, 2): "½", Fraction(1, 4): "¼", Fraction(3, 4): "¾", NONE: ""}
    if rest not in signs:
        return f"{float(count):.2f}"
    return f"{int(whole) if whole or not rest else ''}{signs[rest]}"


def _miss(group: Group, attended: Attended) -> Miss:
    part = Fraction(1, attended.days)
    match attended.mark:
        case Mark.ABSENT | Mark.EXCUSED:
            return Miss(attended, WHOLE * part, f"away, {_notice(group, attended)}")
        case Mark.PARTIAL:
            return Miss(attended, HALF * part, "there for a part")
        case Mark.LATE if group.late_is_half:
            return Miss(attended, HALF * part, "came late")
    return Miss(attended, NONE, "")


def _notice(group: Group, attended: Attended) -> str:
    """Say whether somebody who was away had said so, and how long before."""
    declined_at = attended.declined_at
    if declined_at is None:
        return "excused" if attended.mark == Mark.EXCUSED else "without a word before"
    before = attended.meeting.starts_at - declined_at
    if before >= timedelta(hours=group.notice_hours):
        return "said in time"
    return f"said {_hours(before)} before"


def _hours(span: timedelta) -> str:
    hours = int(span.total_seconds() // 3600)
    return "less than an hour" if hours < 1 else "an hour" if hours == 1 else f"{hours} hours"
