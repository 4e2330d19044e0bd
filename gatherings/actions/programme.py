"""Making the programme of Content Day: the day, its rounds and tracks, and when it stands."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import pairwise
from typing import TypeVar

from django.db import transaction
from django.db.models import ProtectedError

from gatherings.actions.standing import refuse_when_cancelled
from gatherings.events import Happened
from gatherings.models import ContentDay, Gathering, Round, Track
from ledger.actions import record
from members.models import Member

Part = TypeVar("Part", Round, Track)


class StillUsed(Exception):
    """Sessions stand in the round or track; it stays as long as they do."""

    def __init__(self, part: Round | Track) -> None:
        self.part = part


class TimeTaken(Exception):
    """Two rounds would be at the same time."""


class NameTaken(Exception):
    """Two tracks would have one name."""


@transaction.atomic
def move_content_day(gathering: Gathering, *, on: date, by: Member, at: datetime) -> ContentDay:
    """Put Content Day on that date; a week that had none gets one."""
    day, is_new = ContentDay.objects.get_or_create(gathering=gathering, defaults={"on": on})
    if is_new or day.on != on:
        day.on = on
        day.save(update_fields=["on"])
        record(Happened.CONTENT_DAY_CHANGED, by=by, about=day, at=at)
    return day


@transaction.atomic
def lay_out_rounds(
    day: ContentDay, rounds: Sequence[Round], *, without: Sequence[Round] = (), by: Member, at: datetime
) -> None:
    """Save these rounds, new or changed, and drop those `without`; the others stay.

    Raises:
        StillUsed: sessions stand in one that would go, or that would become a time for everybody together.
        TimeTaken: two rounds would overlap.
    """
    _lock(day)
    _refuse_another_kind(rounds)
    _save(day, rounds, without)
    times = [(each.starts, each.ends) for each in day.rounds.all()]
    if any(later[0] < earlier[1] for earlier, later in pairwise(times)):
        raise TimeTaken
    record(Happened.CONTENT_DAY_CHANGED, by=by, about=day, at=at)


@transaction.atomic
def lay_out_tracks(
    day: ContentDay, tracks: Sequence[Track], *, without: Sequence[Track] = (), by: Member, at: datetime
) -> None:
    """Save these tracks, new or changed, and drop those `without`; the others stay.

    Raises:
        StillUsed: sessions stand in one that would go.
        NameTaken: two tracks would have one name.
    """
    _lock(day)
    _save(day, tracks, without)
    names = [track.name.casefold() for track in day.tracks.all()]
    if len(set(names)) < len(names):
        raise NameTaken
    record(Happened.CONTENT_DAY_CHANGED, by=by, about=day, at=at)


@transaction.atomic
def set_programme(day: ContentDay, *, by: Member, at: datetime) -> None:
    """Let the programme stand: from now on members sign up, and nothing is proposed or voted for any more.

    Raises:
        WeekCancelled: the week was called off.
    """
    refuse_when_cancelled(day.gathering)
    if ContentDay.objects.filter(pk=day.pk, set_at=None).update(set_at=at):
        day.set_at = at
        record(Happened.PROGRAMME_SET, by=by, about=day, at=at)


@transaction.atomic
def reopen_programme(day: ContentDay, *, by: Member, at: datetime) -> None:
    """Take that back; who has signed up stays so."""
    if ContentDay.objects.filter(pk=day.pk).exclude(set_at=None).update(set_at=None):
        day.set_at = None
        record(Happened.PROGRAMME_REOPENED, by=by, about=day, at=at)


def _lock(day: ContentDay) -> None:
    ContentDay.objects.select_for_update(no_key=True).get(pk=day.pk)


def _refuse_another_kind(rounds: Sequence[Round]) -> None:
    kinds = {each.pk: each.kind for each in rounds if each.pk}
    for stored in Round.objects.filter(pk__in=kinds, sessions__isnull=False).distinct():
        if stored.kind != kinds[stored.pk]:
            raise StillUsed(stored)


def _save(day: ContentDay, parts: Sequence[Part], without: Sequence[Part]) -> None:
    for part in without:
        try:
            part.delete()
        except ProtectedError as error:
            raise StillUsed(part) from error
    for part in parts:
        part.content_day = day
        part.save()
