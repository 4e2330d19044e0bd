"""The halves of a meeting day: when each begins, and what both together say of the day.

A day of at least five hours has a morning and an afternoon, which meet in its middle; a shorter one, or one
whose hours nobody knows, is one part. The mark of a day follows from the marks of its halves:

- there in both: present, or late if they came late to either;
- there in one of two: partly;
- there in neither: excused if both are, otherwise absent;
- a half that nobody recorded says nothing, so the other speaks for the day.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from meetings.models import Half, Mark, MeetingDay

LONG_DAY = timedelta(hours=5)
OPENS_BEFORE = timedelta(minutes=30)
LATE_AFTER = timedelta(minutes=10)


class HalfDay(NamedTuple):
    """A half of a day, from when to when."""

    half: Half
    starts_at: datetime
    ends_at: datetime

    @property
    def opens_at(self) -> datetime:
        """From when on people may check themselves in."""
        return self.starts_at - OPENS_BEFORE

    def is_open(self, at: datetime) -> bool:
        return self.opens_at <= at <= self.ends_at

    def mark_of_coming(self, at: datetime) -> Mark:
        return Mark.LATE if at > self.starts_at + LATE_AFTER else Mark.PRESENT


def halves(day: MeetingDay) -> list[HalfDay]:
    """Return the parts of a day for which attendance is taken, in their order."""
    length = day.ends_at - day.starts_at
    if day.starts is None or length < LONG_DAY:
        return [HalfDay(Half.WHOLE, day.starts_at, day.ends_at)]
    middle = day.starts_at + timedelta(minutes=length.total_seconds() // 120)
    return [
        HalfDay(Half.MORNING, day.starts_at, middle),
        HalfDay(Half.AFTERNOON, middle, day.ends_at),
    ]


def open_half(day: MeetingDay, at: datetime) -> HalfDay | None:
    """Return the half for which people may check themselves in now; of two, the one that begins."""
    return next((half for half in reversed(halves(day)) if half.is_open(at)), None)


def day_mark(marks: Iterable[Mark | None]) -> Mark:
    """Return the mark of a day from those of its halves; None stands for a half that nobody recorded."""
    said = {mark for mark in marks if mark} - {Mark.NOT_RECORDED}
    here = said & {Mark.PRESENT, Mark.LATE}
    if not said:
        return Mark.NOT_RECORDED
    if here and said - here:
        return Mark.PARTIAL
    if here:
        return Mark.LATE if Mark.LATE in here else Mark.PRESENT
    return Mark.ABSENT if Mark.ABSENT in said else Mark.EXCUSED


def spread(mark: Mark, parts: Iterable[Half]) -> Mapping[Half, Mark]:
    """Return what the mark of a whole day says of its halves: who came late was late for the first."""
    if mark in {Mark.PARTIAL, Mark.NOT_RECORDED}:
        return {}
    first, *others = parts
    return {first: mark} | dict.fromkeys(others, Mark.PRESENT if mark == Mark.LATE else mark)


def said_of_halves(day: MeetingDay) -> dict[int, dict[Half, Mark]]:
    """Return by member what was said of the halves of a day, or else of the day as a whole; two queries."""
    parts = [part.half for part in halves(day)]
    marks = day.attendance.values_list("member_id", "mark")
    said = {member: dict(spread(Mark(mark), parts)) for member, mark in marks}
    stored: dict[int, dict[Half, Mark]] = {}
    for row in day.presence.filter(half__in=parts):
        stored.setdefault(row.member_id, {})[Half(row.half)] = Mark(row.mark)
    return said | stored
