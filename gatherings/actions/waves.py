"""Waves, the groups in them, and the meetings that are made for all of them in one act."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from gatherings.actions.standing import refuse_when_cancelled
from gatherings.events import Happened
from gatherings.models import Gathering, Wave, WaveGroup
from gatherings.planning import place_of, plan_of
from ledger.actions import record
from meetings.actions import change_meeting, lay_out_agenda, schedule_meeting
from meetings.agendas import Template
from meetings.models import AgendaTemplate, Meeting
from members.models import Member
from peergroups.models import Group


@transaction.atomic
def change_wave(wave: Wave, *, by: Member, at: datetime, **changes: Any) -> None:
    """Change the days and hours of a wave; meetings made for it stay until somebody moves them."""
    Gathering.objects.select_for_update().get(pk=wave.gathering_id)
    for field, value in changes.items():
        setattr(wave, field, value)
    wave.save(update_fields=list(changes))
    record(Happened.WAVES_CHANGED, by=by, about=wave.gathering, at=at)


@transaction.atomic
def place_groups(
    gathering: Gathering, waves: Mapping[Group, Wave | None], *, by: Member, at: datetime
) -> None:
    """Put these groups into waves, or with None out of the week; the others stay where they are.

    Raises:
        WeekCancelled: the week was called off.
    """
    Gathering.objects.select_for_update().get(pk=gathering.pk)
    refuse_when_cancelled(gathering)
    gathering.places.filter(group__in=[group for group, wave in waves.items() if wave is None]).delete()
    WaveGroup.objects.bulk_create(
        [WaveGroup(gathering=gathering, group=group, wave=wave) for group, wave in waves.items() if wave],
        update_conflicts=True,
        unique_fields=["gathering", "group"],
        update_fields=["wave"],
    )
    if waves:
        record(Happened.GROUPS_PLACED, by=by, about=gathering, at=at)


@transaction.atomic
def make_meetings(
    gathering: Gathering,
    *,
    title: str,
    template: Template | AgendaTemplate | None = None,
    reply_by_on: date | None = None,
    by: Member,
    at: datetime,
) -> list[Meeting]:
    """Make the meeting of every group that has none in its wave; a second call makes what is missing.

    Under a lock of the week and of its groups, so that nobody schedules another in between.

    Raises:
        WeekCancelled: the week was called off.
        ValidationError: an hour of a wave does not exist at the venue, because clocks go forward over it.
    """
    _lock(gathering)
    made = []
    for row in plan_of(gathering, at=at).to_make:
        meeting = schedule_meeting(
            row.place.group,
            title=title,
            days=row.place.wave.hours,
            where=gathering.where,
            reply_by_on=reply_by_on,
            by=by,
            at=at,
        )
        if template and row.place.group.plans_agenda:
            lay_out_agenda(meeting, template, by=by, at=at)
        _note_as_set(row.place, meeting, gathering.place, at)
        made.append(meeting)
    if made:
        record(Happened.MEETINGS_MADE, by=by, about=gathering, at=at)
    return made


@transaction.atomic
def move_meetings(gathering: Gathering, *, by: Member, at: datetime) -> list[Meeting]:
    """Let the meetings follow the waves and the venue; what somebody moved by hand stays where it is.

    Raises:
        WeekCancelled: the week was called off.
        ValidationError: an hour of a wave does not exist at the venue.
    """
    _lock(gathering)
    rows = plan_of(gathering, at=at).to_move
    moved = [_move(row.place, row.meeting, by=by, at=at) for row in rows if row.meeting]
    if moved:
        record(Happened.MEETINGS_MOVED, by=by, about=gathering, at=at)
    return moved


def _move(place: WaveGroup, meeting: Meeting, *, by: Member, at: datetime) -> Meeting:
    """Give a meeting the wave's days; answers are wanted as long before as they were."""
    gathering = place.gathering
    where = gathering.where._replace(place=place_of(gathering, place, meeting), link=meeting.link)
    later = place.wave.first_on - meeting.starts_on
    change_meeting(
        meeting,
        sequence=meeting.sequence,
        title=meeting.title,
        days=place.wave.hours,
        where=where,
        reply_by_on=_shifted(meeting.reply_by_on, later),
        by=by,
        at=at,
    )
    _note_as_set(place, meeting, gathering.place, at)
    return meeting


def _shifted(on: date | None, by: timedelta) -> date | None:
    return on + by if on else None


def _note_as_set(place: WaveGroup, meeting: Meeting, venue: str, at: datetime) -> None:
    place.meeting, place.set_at, place.set_place = meeting, at, venue
    place.save(update_fields=["meeting", "set_at", "set_place"])


def _lock(gathering: Gathering) -> None:
    """Hold a week that stands, its groups and its meetings."""
    Gathering.objects.select_for_update().get(pk=gathering.pk)
    refuse_when_cancelled(gathering)
    list(Group.objects.filter(wave_places__gathering=gathering).order_by("pk").select_for_update())
    list(
        Meeting.objects.filter(wave_place__gathering=gathering).order_by("pk").select_for_update(of=("self",))
    )
