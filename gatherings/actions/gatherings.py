"""Making the year: its weeks, when and where they are, and whether one can register."""

from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from django.db import transaction

from gatherings.actions.standing import refuse_when_cancelled
from gatherings.events import Happened
from gatherings.models import ContentDay, Gathering, Round, Track, Wave
from gatherings.models.programme import Kind
from ledger.actions import record
from members.keys import free_key
from members.models import Member
from peergroups.models import Community

A_YEAR = timedelta(weeks=52)
"""From a weekday to the same weekday of next year."""


class AlreadyStarted(Exception):
    """There is a week of that name with that first day: the form was sent twice."""

    def __init__(self, gathering: Gathering) -> None:
        self.gathering = gathering


class WeekOver(Exception):
    """The last day of the week is past, so there is nothing left to call off."""


class Slot(NamedTuple):
    """A round that a new Content Day begins with."""

    name: str
    starts: time
    ends: time
    kind: Kind = Kind.SESSION


USUAL_ROUNDS = (
    Slot("Opening", time(8), time(8, 30), Kind.TOGETHER),
    Slot("First round", time(8, 30), time(9, 45)),
    Slot("Second round", time(10), time(11, 15)),
    Slot("Third round", time(11, 30), time(12, 45)),
    Slot("Celebration lunch", time(12, 45), time(13, 45), Kind.TOGETHER),
    Slot("Afternoon", time(14), time(16, 30), Kind.ACTIVITY),
    Slot("Reception", time(17, 30), time(19, 30), Kind.TOGETHER),
)


@transaction.atomic
def start_gathering(
    *, name: str, starts_on: date, by: Member | None, at: datetime, **fields: Any
) -> Gathering:
    """Put a week into the year: a day to arrive, two days for wave A, Content Day, two days for wave B.

    Raises:
        AlreadyStarted: that week stands already.
    """
    _one_after_the_other()
    _refuse_a_second(name, starts_on)
    ends_on = starts_on + timedelta(days=5)
    gathering = _create(name=name, starts_on=starts_on, ends_on=ends_on, changed_at=at, **fields)
    for wave, first in (("A", 1), ("B", 4)):
        first_on = starts_on + timedelta(days=first)
        Wave.objects.create(
            gathering=gathering, name=wave, first_on=first_on, last_on=first_on + timedelta(days=1)
        )
    day = ContentDay.objects.create(gathering=gathering, on=starts_on + timedelta(days=3))
    Round.objects.bulk_create(Round(content_day=day, **slot._asdict()) for slot in USUAL_ROUNDS)
    record(Happened.GATHERING_STARTED, by=by, about=gathering, at=at)
    return gathering


@transaction.atomic
def copy_year(year: int, *, by: Member, at: datetime) -> list[Gathering]:
    """Copy the weeks of the year before into `year`, 52 weeks later, as far as they are not there yet.

    Waves, rounds and tracks come along; groups, sessions and people do not.
    """
    _one_after_the_other()
    there = {(copy.name, copy.starts_on) for copy in Gathering.objects.of_year(year)}
    weeks = Gathering.objects.standing().of_year(year - 1).select_related("content_day")
    return [
        _copy(week, _name_in(year, week), by=by, at=at)
        for week in weeks
        if (_name_in(year, week), week.starts_on + A_YEAR) not in there
    ]


@transaction.atomic
def change_gathering(gathering: Gathering, *, by: Member, at: datetime, **changes: Any) -> None:
    """Change a week's name, days or venue. What was made of it stays where it is until somebody moves it."""
    now = Gathering.objects.select_for_update().get(pk=gathering.pk)
    for field, value in changes.items():
        setattr(gathering, field, value)
    gathering.sequence, gathering.changed_at = now.sequence + 1, at
    gathering.save(update_fields=[*changes, "sequence", "changed_at"])
    record(Happened.GATHERING_CHANGED, by=by, about=gathering, at=at)


@transaction.atomic
def open_registration(gathering: Gathering, *, by: Member, at: datetime) -> None:
    """Let members register from now on.

    Raises:
        WeekCancelled: the week was called off.
    """
    refuse_when_cancelled(gathering)
    if Gathering.objects.filter(pk=gathering.pk, opened_at=None).update(opened_at=at):
        gathering.opened_at = at
        record(Happened.REGISTRATION_OPENED, by=by, about=gathering, at=at)


@transaction.atomic
def close_registration(gathering: Gathering, *, by: Member, at: datetime) -> None:
    """Take that back; who has registered stays so."""
    if Gathering.objects.filter(pk=gathering.pk).exclude(opened_at=None).update(opened_at=None):
        gathering.opened_at = None
        record(Happened.REGISTRATION_CLOSED, by=by, about=gathering, at=at)


@transaction.atomic
def cancel_gathering(gathering: Gathering, *, by: Member, at: datetime) -> None:
    """Call a week off. It stays in the year, and so do the meetings of the groups, which are theirs.

    Raises:
        WeekOver: its last day is past.
    """
    now = Gathering.objects.select_for_update().get(pk=gathering.pk)
    if now.is_cancelled:
        return
    if now.is_over(at):
        raise WeekOver
    Gathering.objects.filter(pk=gathering.pk).update(cancelled_at=at)
    _changed(gathering, at)
    record(Happened.GATHERING_CANCELLED, by=by, about=gathering, at=at)


@transaction.atomic
def restore_gathering(gathering: Gathering, *, by: Member, at: datetime) -> None:
    """Take a cancellation back, with registrations and programme as they were."""
    cancelled = Gathering.objects.filter(pk=gathering.pk).exclude(cancelled_at=None)
    if cancelled.update(cancelled_at=None):
        _changed(gathering, at)
        record(Happened.GATHERING_RESTORED, by=by, about=gathering, at=at)


def _one_after_the_other() -> None:
    """Two clicks come one after the other."""
    Community.objects.select_for_update(no_key=True).first()


def _refuse_a_second(name: str, starts_on: date) -> None:
    same = Gathering.objects.filter(name=name, starts_on=starts_on).first()
    if same:
        raise AlreadyStarted(same)


def _create(**fields: Any) -> Gathering:
    key = free_key(Gathering, f"{fields['name']}-{fields['starts_on']:%Y-%m}")
    return Gathering.objects.create(key=key, **fields)


def _changed(gathering: Gathering, at: datetime) -> None:
    gathering.refresh_from_db()
    gathering.sequence, gathering.changed_at = gathering.sequence + 1, at
    gathering.save(update_fields=["sequence", "changed_at"])


def _name_in(year: int, week: Gathering) -> str:
    return week.name.replace(str(year - 1), str(year))


def _copy(week: Gathering, name: str, *, by: Member, at: datetime) -> Gathering:
    copy = _create(
        name=name,
        starts_on=week.starts_on + A_YEAR,
        ends_on=week.ends_on + A_YEAR,
        timezone=week.timezone,
        venue=week.venue,
        address=week.address,
        hotel=week.hotel,
        area_id=week.area_id,
        changed_at=at,
    )
    for wave in week.waves.all():
        wave.pk, wave.gathering = None, copy
        wave.first_on, wave.last_on = wave.first_on + A_YEAR, wave.last_on + A_YEAR
        wave.save(force_insert=True)
    if hasattr(week, "content_day"):
        _copy_day(week.content_day, copy)
    record(Happened.GATHERING_STARTED, by=by, about=copy, at=at)
    return copy


def _copy_day(day: ContentDay, week: Gathering) -> None:
    copy = ContentDay.objects.create(gathering=week, on=day.on + A_YEAR)
    Round.objects.bulk_create(
        Round(content_day=copy, name=row.name, starts=row.starts, ends=row.ends, kind=row.kind)
        for row in day.rounds.all()
    )
    Track.objects.bulk_create(
        Track(content_day=copy, name=track.name, room=track.room) for track in day.tracks.all()
    )
