"""Writing down for the presenter what the group has said, and who may read it."""

from datetime import datetime

from django.db import transaction

from issues.events import Happened
from issues.models import HotSeat, HotSeatNote
from issues.models.hot_seat import SAME_EVENING
from ledger.actions import record
from meetings.formats import kept
from members.models import Member
from peergroups.models import Keeps


class KeepsNoNotes(Exception):
    """The group has agreed that nothing of this is written down."""


class HotSeatGone(Exception):
    """The choice was undone meanwhile."""


class NotesClosed(Exception):
    """Others than the presenter write while the meeting lasts, not before it and not the day after."""


def keeps_notes(hot_seat: HotSeat) -> bool:
    """Whether anything is written down there: as its agenda item says, and never more than its group."""
    group, item = hot_seat.meeting.group, hot_seat.item
    return (kept(item, group) if item else Keeps(group.keeps)) is Keeps.NOTES


@transaction.atomic
def add_note(hot_seat: HotSeat, text: str, *, by: Member, at: datetime) -> HotSeatNote:
    """Write something down for the presenter; the same words by the same person again are a second click.

    The presenter may write at any time, the others while the meeting lasts and for the evening after.

    Raises:
        KeepsNoNotes: the group writes down less than that, or nothing of this item.
        NotesClosed: it is not the time.
        HotSeatGone: there is nothing to write at any more.
    """
    meeting = hot_seat.meeting
    if not keeps_notes(hot_seat):
        raise KeepsNoNotes
    is_presenter = by.pk == hot_seat.presenter_id
    if not is_presenter and not meeting.starts_at <= at < meeting.ends_at + SAME_EVENING:
        raise NotesClosed
    if not HotSeat.objects.select_for_update().filter(pk=hot_seat.pk).first():
        raise HotSeatGone
    same = hot_seat.notes.filter(written_by=by, text=text).first()
    if same:
        return same
    note = HotSeatNote.objects.create(hot_seat=hot_seat, text=text, written_by=by, written_at=at)
    _note(Happened.NOTE_WRITTEN, note, by=by, at=at)
    return note


@transaction.atomic
def release_note(note: HotSeatNote, *, by: Member, at: datetime) -> None:
    """Let the group of that meeting read it."""
    if HotSeatNote.objects.filter(pk=note.pk, released_at=None).update(released_at=at):
        _note(Happened.NOTE_RELEASED, note, by=by, at=at)


@transaction.atomic
def hold_back_note(note: HotSeatNote, *, by: Member, at: datetime) -> None:
    """Take that back: it is the presenter's alone again."""
    if HotSeatNote.objects.filter(pk=note.pk, released_at__isnull=False).update(released_at=None):
        _note(Happened.NOTE_HELD_BACK, note, by=by, at=at)


@transaction.atomic
def remove_note(note: HotSeatNote, *, by: Member, at: datetime) -> None:
    """Take a note away for good; there is no copy."""
    hot_seat = note.hot_seat
    if HotSeatNote.objects.filter(pk=note.pk).delete()[0]:
        group_id = hot_seat.meeting.group_id
        record(Happened.NOTE_REMOVED, by=by, about=hot_seat, group_id=group_id, at=at)


def _note(verb: Happened, note: HotSeatNote, *, by: Member, at: datetime) -> None:
    group_id = note.hot_seat.meeting.group_id
    toward = None if by.pk == note.hot_seat.presenter_id else note.hot_seat.presenter
    record(verb, by=by, toward=toward, about=note, group_id=group_id, at=at)
