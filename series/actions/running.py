"""Starting a series, keeping its next dates in the calendar, ending it."""

from collections.abc import Collection, Iterator
from datetime import date, datetime, time
from itertools import dropwhile, islice
from typing import NamedTuple

from django.db import transaction

from ledger.actions import record
from meetings.actions import AlreadyScheduled, Place, cancel_meeting, restore_meeting, schedule_meeting
from meetings.walltime import instant
from members.keys import free_key
from members.models import Member
from members.timezones import zone
from peergroups.models import Group
from series.events import Happened
from series.models import Occurrence, Series, SkippedDate
from series.recurrence import Rule, RuleRefused

AHEAD = 12
"""So many dates stand in the calendar as meetings: a quarter of a weekly series, a year of a monthly one."""

ENDED = "The series has ended."


class AlreadyStarted(Exception):
    """The group has this series already: the form was sent twice."""

    def __init__(self, series: Series) -> None:
        self.series = series


class GoesOn(Exception):
    """The series did not just end: from some date on it goes on as another one."""


class Plan(NamedTuple):
    """What a group agrees on for a series: what, where, and when by the venue's clock."""

    title: str
    where: Place
    rule: Rule
    starts_on: date
    starts: time
    ends: time

    def first_date(self) -> date:
        """Return the first date by the rule that is not before the day it is counted from.

        Raises:
            RuleRefused: there is none.
        """
        for on in self.rule.dates(self.starts_on):
            return on
        msg = "By this rule there is no date at all. Choose a later last day, or another rule."
        raise RuleRefused(msg)


@transaction.atomic
def start_series(
    group: Group,
    plan: Plan,
    *,
    skipping: Collection[date] = (),
    rotates_host: bool = False,
    by: Member | None,
    at: datetime,
) -> Series:
    """Let a group meet again and again. The next dates become meetings, and of the first everybody is told.

    `skipping` are dates by the rule on which nobody meets (EXDATE). What lies in the past becomes no meeting.

    Raises:
        AlreadyStarted: the same series stands already.
        RuleRefused: it has no date at all.
    """
    Group.objects.select_for_update().get(pk=group.pk)  # two clicks come one after the other
    series = Series(
        key=free_key(Series, f"{group.key}-series"), group=group, rotates_host=rotates_host, changed_at=at
    )
    agree(series, plan)
    told = ("title", "rule_text", "starts_on", "starts", "timezone")
    same = Series.objects.running().filter(group=group, **{name: getattr(series, name) for name in told})
    if found := same.first():
        raise AlreadyStarted(found)
    series.save()
    SkippedDate.objects.bulk_create(
        SkippedDate(series=series, on=on, skipped_at=at, skipped_by=by) for on in set(skipping)
    )
    record(Happened.SERIES_STARTED, by=by, about=series, group_id=group.pk, at=at)
    make_meetings(series, in_step=False, by=by, at=at)
    return series


@transaction.atomic
def extend_series(series: Series, *, by: Member | None = None, at: datetime) -> None:
    """Make meetings of the next dates that are none yet. Nobody is told of each."""
    now = lock(series)
    if now.ended_on is None and make_meetings(now, in_step=True, by=by, at=at):
        record(Happened.SERIES_EXTENDED, by=by, about=series, group_id=series.group_id, at=at)


@transaction.atomic
def end_series(series: Series, *, last_on: date, by: Member, at: datetime) -> None:
    """Let that day be the last. Meetings after it are cancelled; everybody is told of the nearest."""
    now = lock(series)
    if now.ended_on is not None:  # a second click asks for what is already so
        return
    close(now, last_on=last_on, at=at)
    coming = now.occurrences.unbegun(at).standing().filter(on__gt=last_on).select_related("meeting")
    for number, occurrence in enumerate(coming):
        cancel_meeting(occurrence.meeting, because=ENDED, in_step=number > 0, by=by, at=at)
    record(Happened.SERIES_ENDED, by=by, about=series, group_id=series.group_id, at=at)


@transaction.atomic
def resume_series(series: Series, *, by: Member, at: datetime) -> None:
    """Take the end back: the meetings that it cancelled stand again, with their answers.

    Raises:
        GoesOn: it goes on as another series, so people would meet twice.
    """
    now = lock(series)
    if Series.objects.filter(continues=now).exists():
        raise GoesOn
    if now.ended_on is None:
        return
    called_off = now.occurrences.unbegun(at).filter(meeting__cancelled_at=now.ended_at)
    for number, occurrence in enumerate(called_off.select_related("meeting")):
        restore_meeting(occurrence.meeting, in_step=number > 0, by=by, at=at)
    now.ended_on = now.ended_at = None
    save_change(now, at)
    make_meetings(now, in_step=True, by=by, at=at)
    record(Happened.SERIES_RESUMED, by=by, about=series, group_id=series.group_id, at=at)


def lock(series: Series) -> Series:
    """Return the series as it stands, for one hand at a time."""
    return Series.objects.select_for_update(of=("self",)).select_related("group").get(pk=series.pk)


def agree(series: Series, plan: Plan) -> None:
    """Let the series be as planned; nothing is saved."""
    series.title = plan.title
    series.timezone, series.place, series.link = plan.where
    series.rule_text, series.starts_on = str(plan.rule), plan.first_date()
    series.starts, series.ends = plan.starts, plan.ends


def save_change(series: Series, at: datetime) -> None:
    series.sequence += 1
    series.changed_at = at
    series.save()


def close(series: Series, *, last_on: date, at: datetime) -> None:
    series.ended_on, series.ended_at = last_on, at
    save_change(series, at)


def coming_dates(series: Series, at: datetime) -> Iterator[date]:
    """Yield the dates of a series on which people have not yet begun to meet."""
    today = at.astimezone(zone(series.timezone)).date()

    def has_begun(on: date) -> bool:
        hours = series.hours_on(on)
        return hours.starts is not None and instant(hours.on, hours.starts, series.timezone) <= at

    return dropwhile(has_begun, series.dates(since=today))


def missing_dates(series: Series, at: datetime) -> list[date]:
    """Return which of the next dates are no meetings yet and are not skipped."""
    known = {each.on for each in (*series.occurrences.all(), *series.skipped.all())}
    return [on for on in islice(coming_dates(series, at), AHEAD) if on not in known]


def make_meetings(series: Series, *, in_step: bool, by: Member | None, at: datetime) -> int:
    """Make meetings of the next dates that are none and are not skipped; return how many were made.

    A meeting of that title at that time which stands already becomes the one of its date.
    """
    made = 0
    for on in missing_dates(series, at):
        try:
            meeting = schedule_meeting(
                series.group,
                title=series.title,
                days=[series.hours_on(on)],
                where=series.where,
                in_step=in_step or made > 0,
                by=by,
                at=at,
            )
        except AlreadyScheduled as same:
            meeting = same.meeting
            if Occurrence.objects.filter(meeting=meeting).exists():  # of another series at the same time
                continue
        Occurrence.objects.create(series=series, meeting=meeting, on=on)
        made += 1
    return made
