"""Changing a series from a date on: what is to come follows, what has been stays as it was."""

from copy import copy
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import takewhile
from typing import NamedTuple

from django.db import transaction

from ledger.actions import record
from meetings.actions import ChangedMeanwhile, Hours, Place, cancel_meeting, change_meeting
from meetings.models import Meeting
from members.keys import free_key
from members.models import Member
from series.actions.running import Plan, agree, close, coming_dates, lock, make_meetings, save_change
from series.events import Happened
from series.models import Occurrence, Series, SkippedDate
from series.recurrence import month, moves, week

NOT_THIS_DATE = "The group meets on other dates now."
_DAY = timedelta(days=1)


@transaction.atomic
def change_series(
    series: Series,
    plan: Plan,
    *,
    since: date | None = None,
    rotates_host: bool | None = None,
    sequence: int,
    by: Member,
    at: datetime,
) -> Series:
    """Change a series as it was when its `sequence` was read: from its date `since` on, or all to come.

    `plan.starts_on` is the new date of the first that changes. Where earlier dates keep what they had, the
    series ends after them and goes on as a new one, which is returned. Each meeting follows in what it
    shared with the series; what somebody changed for one meeting only stays, and answers to a meeting that
    does not move hold. A date that is gone is cancelled.

    Raises:
        ChangedMeanwhile: somebody else changed or ended it since; nothing is written.
        RuleRefused: it would have no date at all.
    """
    old = lock(series)
    if old.sequence != sequence or old.ended_on is not None:
        raise ChangedMeanwhile
    before, first = copy(old), since or next(coming_dates(old, at), plan.starts_on)
    is_moved = _is_moved(old, plan, first)
    splits = next(old.dates()) < first and (since is not None or is_moved)
    if not (splits or is_moved):
        plan = plan._replace(starts_on=old.starts_on)
    elif plan.rule == old.rule:
        plan = plan._replace(rule=old.rule.rest(old.starts_on, first))
    heir = _split(old, plan, first, at) if splits else old
    agree(heir, plan)
    heir.rotates_host = old.rotates_host if rotates_host is None else rotates_host
    save_change(heir, at)
    _take_along(before, heir, first, by=by, at=at)
    make_meetings(heir, in_step=True, by=by, at=at)
    verb = Happened.SERIES_SPLIT if splits else Happened.SERIES_CHANGED
    record(verb, by=by, about=heir, group_id=heir.group_id, at=at)
    return heir


class _Shape(NamedTuple):
    """What a meeting shares with its series; each part follows the series for as long as it is the same."""

    title: str
    when: tuple[list[Hours], str]  # by the clock of that time zone
    place: str
    link: str


def _shape_by(series: Series, on: date) -> _Shape:
    return _Shape(series.title, ([series.hours_on(on)], series.timezone), series.place, series.link)


def _shape_of(meeting: Meeting) -> _Shape:
    days = [Hours(day.on, day.starts, day.ends) for day in meeting.days.all()]
    return _Shape(meeting.title, (days, meeting.timezone), meeting.place, meeting.link)


def _is_moved(series: Series, plan: Plan, first: date) -> bool:
    """Whether the plan has other dates or hours from that date on; another last day moves nothing."""
    asked = (replace(plan.rule, until=None), plan.starts_on, plan.starts, plan.ends, plan.where.timezone)
    rule = replace(series.rule, until=None)
    return asked != (rule, first, series.starts, series.ends, series.timezone)


def _split(old: Series, plan: Plan, since: date, at: datetime) -> Series:
    """End the old series before that date, and return a new one for what follows."""
    close(old, last_on=since - _DAY, at=at)
    key = free_key(Series, f"{old.group.key}-series")
    heir = Series(key=key, group=old.group, continues=old, changed_at=at)
    agree(heir, plan)
    heir.save()
    return heir


def _take_along(before: Series, heir: Series, since: date, *, by: Member, at: datetime) -> None:
    """Let meetings and skipped dates from that date on follow; of the nearest change everybody is told."""
    following = (
        before.occurrences.unbegun(at)
        .filter(on__gte=since)
        .select_related("meeting__group")
        .select_for_update(of=("self", "meeting"))
    )
    skipped = list(before.skipped.filter(on__gte=since))
    places = _new_dates([row.on for row in (*following, *skipped)], heir)
    is_told = False
    for occurrence in following:
        on = places[occurrence.on]
        if on is None:
            is_told |= _drop(occurrence, in_step=is_told, by=by, at=at)
        else:
            is_told |= _carry(occurrence, before, heir, on, in_step=is_told, by=by, at=at)
    for row in skipped:
        _carry_skipped(row, heir, places[row.on])


def _new_dates(dates: list[date], heir: Series) -> dict[date, date | None]:
    """Say where each of these dates goes, in the week or the month of the new rule."""
    if not dates:
        return {}
    end = max(dates) + 31 * _DAY
    new = list(takewhile(lambda on: on <= end, heir.dates()))
    return moves(sorted(set(dates)), new, span=month if heir.rule.is_monthly else week)


def _carry(
    occurrence: Occurrence, before: Series, heir: Series, on: date, *, in_step: bool, by: Member, at: datetime
) -> bool:
    """Let a meeting follow to a date of the changed series; return whether anything about it changed."""
    meeting = occurrence.meeting
    now, was, becomes = _shape_of(meeting), _shape_by(before, occurrence.on), _shape_by(heir, on)
    wanted = _Shape(
        becomes.title if now.title == was.title else now.title,
        becomes.when if now.when == was.when else now.when,
        becomes.place if now.place == was.place else now.place,
        becomes.link if now.link == was.link else now.link,
    )
    occurrence.series, occurrence.on = heir, on
    occurrence.save()
    if wanted == now:
        return False
    days, timezone = wanted.when
    change_meeting(
        meeting,
        sequence=meeting.sequence,
        title=wanted.title,
        days=days,
        where=Place(timezone, wanted.place, wanted.link),
        reply_by_on=meeting.reply_by_on,
        in_step=in_step,
        by=by,
        at=at,
    )
    return True


def _drop(occurrence: Occurrence, *, in_step: bool, by: Member, at: datetime) -> bool:
    """Cancel the meeting of a date that is gone, which leaves the series; return whether it stood."""
    meeting = occurrence.meeting
    stood = not meeting.is_cancelled
    cancel_meeting(meeting, because=NOT_THIS_DATE, in_step=in_step, by=by, at=at)
    occurrence.delete()
    return stood


def _carry_skipped(row: SkippedDate, heir: Series, on: date | None) -> None:
    if on is None:
        row.delete()
        return
    row.series, row.on = heir, on
    row.save()
