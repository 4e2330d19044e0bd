"""What the phones and the wall show of a run: where the meeting is, until when, and what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from django.db import connection
from django.utils import timezone

from meetings.models import Meeting, MeetingDay
from room.models import LEFT, Run, RunItem, State


@dataclass(frozen=True)
class Screen:
    """A run as it stands at a moment. `run` is nothing while the meeting has not been started."""

    meeting: Meeting
    run: Run | None
    items: Sequence[RunItem]
    days: Sequence[MeetingDay]
    at: datetime

    @cached_property
    def now(self) -> RunItem | None:
        return next((item for item in self.items if item.state == State.NOW), None)

    @cached_property
    def coming(self) -> list[RunItem]:
        return [item for item in self.items if item.state == State.WAITING]

    @property
    def behind(self) -> list[RunItem]:
        return [item for item in self.items if item.state in LEFT]

    @property
    def next(self) -> RunItem | None:
        return self.coming[0] if self.coming else None

    @property
    def is_opening(self) -> bool:
        """Whether the meeting is about to begin, or at its first item."""
        return not (self.run and self.run.is_over) and not self.behind

    @property
    def is_paused(self) -> bool:
        return self.run is not None and self.run.paused_at is not None

    @property
    def rests(self) -> bool:
        """Whether the meeting has been started and no item is on."""
        return self.run is not None and not self.run.is_over and self.now is None

    @property
    def can_go_back(self) -> bool:
        return self.run is not None and (self.run.is_over or any(item.ended_at for item in self.items))

    @property
    def seconds_left(self) -> int | None:
        """Of the item that is on; below zero when it is over time. Nothing where it has no end."""
        if self.now is None or self.now.due_at is None:
            return None
        clock = (self.run and self.run.paused_at) or self.at
        return int((self.now.due_at - clock).total_seconds())

    @property
    def gone(self) -> int:
        """How much of the item's time is over, in per cent."""
        whole = self.now.whole_seconds if self.now else None
        if not whole or self.seconds_left is None:
            return 0
        return max(0, min(100, round(100 - 100 * self.seconds_left / whole)))

    @property
    def day(self) -> MeetingDay | None:
        """The day of the item that is on, of the one before the rest, or today's."""
        on = self.now.on if self.now else None
        return next((day for day in self.days if day.on == (on or self.today)), None)

    @property
    def today(self) -> date:
        """The date at the venue."""
        return timezone.localdate(self.at, self.meeting.zone)

    @property
    def ends_at(self) -> datetime | None:
        """When the day ends if all that is to come keeps its time; nothing where that cannot be said."""
        if self.now is None or self.now.due_at is None or self.day is None:
            return None
        rest = [item for item in self.coming if item.on in {None, self.day.on}]
        if any(item.minutes is None for item in rest):
            return None
        left = timedelta(
            seconds=max(0, self.seconds_left or 0), minutes=sum(item.minutes or 0 for item in rest)
        )
        return self.at + left

    @property
    def minutes_late(self) -> int | None:
        """By how much the day ends later than planned; below zero if earlier."""
        if self.ends_at is None or self.day is None or self.day.starts is None:
            return None
        return round((self.ends_at - self.day.ends_at).total_seconds() / 60)

    @property
    def minutes_early(self) -> int:
        return max(0, -(self.minutes_late or 0))


def screen(meeting: Meeting, *, at: datetime) -> Screen:
    """Read where the meeting is; three queries."""
    run = Run.objects.filter(meeting=meeting).select_related("moved_by").first()
    items = list(run.items.select_related("owner")) if run else []
    return Screen(meeting, run, items, list(meeting.days.all()), at)


def version_of(meeting_id: int) -> int:
    """Return the version of what is shown of a meeting; 0 before it is started. One query.

    Every phone asks for it every two seconds, and to build this query takes longer than to run it.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT version FROM room_run WHERE meeting_id = %s", [meeting_id])
        row = cursor.fetchone()
    return int(row[0]) if row else 0
