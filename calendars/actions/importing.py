"""Taking over what was kept in another calendar."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from calendars.events import Happened
from calendars.models import ImportedEvent
from calendars.reading import Event
from ledger.actions import record
from meetings.actions import AlreadyScheduled, schedule_meeting
from members.models import Member
from peergroups.models import Group
from series.actions import AlreadyStarted, start_series


@transaction.atomic
def import_events(group: Group, events: Sequence[Event], *, by: Member, at: datetime) -> int:
    """Make meetings and series of events, and return how many were new; the others stand already.

    The same file again brings nothing twice, whatever was changed here since. Of the meetings everybody is
    told once, by the first.
    """
    Group.objects.select_for_update().get(pk=group.pk)  # two clicks come one after the other
    known = set(ImportedEvent.objects.filter(group=group).values_list("uid", "recurrence"))
    fresh = {(event.uid, event.recurrence): event for event in events}
    fresh = {name: event for name, event in fresh.items() if name not in known}
    is_told = False
    for event in fresh.values():
        if event.rule:
            _take_series(group, event, by=by, at=at)
        else:
            _take_meeting(group, event, in_step=is_told, by=by, at=at)
            is_told = True
    if fresh:
        record(Happened.EVENTS_IMPORTED, by=by, about=group, group_id=group.pk, at=at)
    return len(fresh)


def _take_series(group: Group, event: Event, *, by: Member, at: datetime) -> None:
    try:
        series = start_series(group, event.plan(), skipping=event.skipping, by=by, at=at)
    except AlreadyStarted as same:
        series = same.series
    ImportedEvent.objects.create(group=group, uid=event.uid, recurrence=event.recurrence, series=series)


def _take_meeting(group: Group, event: Event, *, in_step: bool, by: Member, at: datetime) -> None:
    try:
        meeting = schedule_meeting(
            group, title=event.title, days=event.days, where=event.where, in_step=in_step, by=by, at=at
        )
    except AlreadyScheduled as same:
        meeting = same.meeting
    ImportedEvent.objects.create(group=group, uid=event.uid, recurrence=event.recurrence, meeting=meeting)
