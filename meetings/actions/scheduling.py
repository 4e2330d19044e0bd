"""When and where a group meets."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import NamedTuple

from django.db import transaction

from ledger.actions import record
from meetings.events import Happened
from meetings.models import Meeting, MeetingDay
from meetings.walltime import end_of_day, instant, start_of_day
from members.keys import free_key
from members.models import Member
from peergroups.models import Group


class AlreadyScheduled(Exception):
    """The group has a meeting of this title at this time: the form was sent twice."""

    def __init__(self, meeting: Meeting) -> None:
        self.meeting = meeting


class ChangedMeanwhile(Exception):
    """Somebody else changed the meeting after this form was opened."""


class DayInUse(Exception):
    """A day on which somebody was marked cannot go."""

    def __init__(self, day: MeetingDay) -> None:
        self.day = day


class Hours(NamedTuple):
    """A meeting day as people speak of it: the date, and from when to when by the venue's clock."""

    on: date
    starts: time | None = None
    ends: time | None = None


class Place(NamedTuple):
    """Where a meeting is, and by which clock."""

    timezone: str
    place: str = ""
    link: str = ""


@transaction.atomic
def schedule_meeting(
    group: Group,
    *,
    title: str,
    days: Sequence[Hours],
    where: Place,
    reply_by_on: date | None = None,
    in_step: bool = False,
    by: Member | None,
    at: datetime,
) -> Meeting:
    """Put a meeting of one or several days into the group's calendar; everybody with a seat is invited.

    One that comes `in_step` with many others is not told of by itself: whoever makes them tells of all once.

    Raises:
        AlreadyScheduled: the same title at the same time stands already.
        ValidationError: a time does not exist in the zone.
    """
    Group.objects.select_for_update().get(pk=group.pk)  # two clicks come one after the other
    meeting = Meeting(
        key=free_key(Meeting, f"{group.key}-{min(day.on for day in days)}"),
        group=group,
        title=title,
        reply_by_on=reply_by_on,
        changed_at=at,
        **where._asdict(),
    )
    laid_out = lay_out(meeting, days)
    same = Meeting.objects.standing().filter(group=group, title=title, starts_at=meeting.starts_at).first()
    if same:
        raise AlreadyScheduled(same)
    meeting.save()
    MeetingDay.objects.bulk_create(laid_out)
    verb = Happened.MEETING_IN_STEP if in_step else Happened.MEETING_SCHEDULED
    record(verb, by=by, about=meeting, group_id=group.pk, at=at)
    return meeting


@transaction.atomic
def change_meeting(
    meeting: Meeting,
    *,
    sequence: int,
    title: str,
    days: Sequence[Hours],
    where: Place,
    reply_by_on: date | None,
    in_step: bool = False,
    by: Member | None,
    at: datetime,
) -> None:
    """Change a meeting as it was when its `sequence` was read; `in_step` with others as in scheduling.

    Day by day, the first day becomes the first and so on, with its agenda and attendance. Items of a day that
    goes move to the last day that stays. If a date or an hour changes, earlier answers no longer hold.

    Raises:
        ChangedMeanwhile: somebody else changed it since; nothing is written.
        DayInUse: attendance was taken on a day that would go.
        ValidationError: a time does not exist in the zone.
    """
    now = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if now.sequence != sequence:
        raise ChangedMeanwhile
    meeting.agenda_sequence = now.agenda_sequence  # others may be arranging the agenda
    old_times = _times(now.days.all())
    meeting.title, meeting.reply_by_on = title, reply_by_on
    meeting.timezone, meeting.place, meeting.link = where
    wanted = lay_out(meeting, days)
    _rearrange(meeting, wanted)
    if _times(wanted) != old_times:
        meeting.moved_at = at
    _save_change(meeting, at)
    verb = Happened.MEETING_IN_STEP if in_step else Happened.MEETING_CHANGED
    record(verb, by=by, about=meeting, group_id=meeting.group_id, at=at)


@transaction.atomic
def cancel_meeting(
    meeting: Meeting, *, because: str, in_step: bool = False, by: Member, at: datetime
) -> None:
    """Call a meeting off. It stays visible, counts in no rate, and can be restored."""
    if Meeting.objects.standing().filter(pk=meeting.pk).update(cancelled_at=at, cancelled_because=because):
        meeting.refresh_from_db()
        _save_change(meeting, at)
        verb = Happened.MEETING_IN_STEP if in_step else Happened.MEETING_CANCELLED
        record(verb, by=by, about=meeting, group_id=meeting.group_id, at=at)


@transaction.atomic
def restore_meeting(meeting: Meeting, *, in_step: bool = False, by: Member, at: datetime) -> None:
    """Take a cancellation back, with the answers as they were."""
    cancelled = Meeting.objects.filter(pk=meeting.pk).exclude(cancelled_at=None)
    if cancelled.update(cancelled_at=None, cancelled_because=""):
        meeting.refresh_from_db()
        _save_change(meeting, at)
        verb = Happened.MEETING_IN_STEP if in_step else Happened.MEETING_RESTORED
        record(verb, by=by, about=meeting, group_id=meeting.group_id, at=at)


def lay_out(meeting: Meeting, days: Sequence[Hours]) -> list[MeetingDay]:
    """Return the unsaved days and set the meeting's own dates and instants to match.

    Raises:
        ValidationError: a time does not exist in the zone.
    """
    zone = meeting.timezone
    rows = [
        MeetingDay(
            meeting=meeting,
            on=day.on,
            starts=day.starts,
            ends=day.ends,
            starts_at=instant(day.on, day.starts, zone) if day.starts else start_of_day(day.on, zone),
            ends_at=instant(day.on, day.ends, zone) if day.ends else end_of_day(day.on, zone),
        )
        for day in sorted(days, key=lambda day: day.on)
    ]
    meeting.starts_on, meeting.ends_on = rows[0].on, rows[-1].on
    meeting.starts_at, meeting.ends_at = rows[0].starts_at, rows[-1].ends_at
    return rows


def _times(days: Iterable[MeetingDay]) -> list[tuple[datetime, datetime]]:
    return [(day.starts_at, day.ends_at) for day in days]


def _rearrange(meeting: Meeting, wanted: list[MeetingDay]) -> None:
    """Turn the stored days into the wanted ones, keeping what hangs on them."""
    stored = list(meeting.days.all())
    going = stored[len(wanted) :]
    for day in going:
        if day.attendance.recorded().exists():
            raise DayInUse(day)
    for day, like in zip(stored, wanted, strict=False):
        like.pk = day.pk
    for day in going:
        _hand_over(day, stored[len(wanted) - 1])
        day.delete()
    if going:
        meeting.agenda_changes.all().delete()  # what they would undo stands on days that are gone
    for day in wanted:  # two days may swap dates: `one_meeting_day_each_date` is checked at the end
        day.save()


def _hand_over(day: MeetingDay, heir: MeetingDay) -> None:
    """Move the items of a day that goes behind those of the day that stays."""
    taken = heir.items.count()
    for item in day.items.all():
        item.day, item.position = heir, taken + item.position
        item.save(update_fields=["day", "position"])


def _save_change(meeting: Meeting, at: datetime) -> None:
    meeting.sequence += 1
    meeting.changed_at = at
    meeting.save()
