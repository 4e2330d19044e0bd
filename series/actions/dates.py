"""Skipping a date of a series: “not this week”."""

from datetime import date, datetime

from django.db import transaction

from ledger.actions import record
from meetings.actions import cancel_meeting, restore_meeting
from members.models import Member
from series.actions.running import lock, make_meetings
from series.events import Happened
from series.models import Occurrence, Series, SkippedDate


class NoSuchDate(Exception):
    """The series has no such date."""


class TooLate(Exception):
    """The meeting of that date has begun or does not take place."""


@transaction.atomic
def skip_date(series: Series, on: date, *, because: str = "", by: Member, at: datetime) -> None:
    """Let nobody meet on a date of the series; the others stay as they are.

    A date that is a meeting already is cancelled, and everybody is told. A later one just never becomes one.

    Raises:
        NoSuchDate: the series has no such date.
        TooLate: people have begun to meet.
    """
    now = lock(series)
    occurrence = _occurrence(now, on, at)
    if occurrence:
        cancel_meeting(occurrence.meeting, because=because, by=by, at=at)
        return
    if next(now.dates(since=on), None) != on:
        raise NoSuchDate
    _, is_new = SkippedDate.objects.get_or_create(
        series=now, on=on, defaults={"skipped_at": at, "skipped_by": by}
    )
    if is_new:
        record(Happened.DATE_SKIPPED, by=by, about=series, group_id=series.group_id, at=at)


@transaction.atomic
def keep_date(series: Series, on: date, *, by: Member, at: datetime) -> None:
    """Take a skip back; answers are as they were.

    Raises:
        TooLate: the hour has come.
    """
    now = lock(series)
    occurrence = _occurrence(now, on, at)
    if occurrence:
        restore_meeting(occurrence.meeting, by=by, at=at)
        return
    gone, _ = now.skipped.filter(on=on).delete()
    if gone:
        make_meetings(now, in_step=True, by=by, at=at)
        record(Happened.DATE_KEPT, by=by, about=series, group_id=series.group_id, at=at)


def _occurrence(series: Series, on: date, at: datetime) -> Occurrence | None:
    occurrence = series.occurrences.filter(on=on).select_related("meeting").first()
    if occurrence and occurrence.meeting.has_begun(at):
        raise TooLate
    return occurrence
