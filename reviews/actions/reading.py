"""Reading the reviews of others, and leaving one offer or one question on each."""

from datetime import datetime

from django.db import transaction

from ledger.actions import record
from members.models import Member
from reviews.actions.writing import ReviewsClosed
from reviews.events import Happened
from reviews.models import Note, NoteKind, Reading, Review

VERB_OF_KIND = {NoteKind.OFFER: Happened.OFFER_LEFT, NoteKind.QUESTION: Happened.QUESTION_LEFT}


class NotHandedIn(Exception):
    """Its author took the review back meanwhile; nobody reads it until it is handed in again."""


class ChangedMeanwhile(Exception):
    """The writer changed the same note in another tab or on another device."""

    def __init__(self, note: Note) -> None:
        self.note = note


@transaction.atomic
def mark_read(review: Review, *, by: Member, at: datetime) -> None:
    """Note that somebody has read it, once for each time it was handed in.

    Raises:
        NotHandedIn: there is nothing to read any more.
    """
    handed_in_at = _handed_in(review)
    reading, is_new = Reading.objects.get_or_create(review=review, reader=by, defaults={"read_at": at})
    read_anew = Reading.objects.filter(pk=reading.pk, read_at__lt=handed_in_at)
    if is_new or read_anew.update(read_at=at):
        _note(Happened.REVIEW_READ, review, by=by, at=at)


@transaction.atomic
def mark_unread(review: Review, *, by: Member, at: datetime) -> None:
    """Take that note back, to come to it once more."""
    gone, _ = Reading.objects.filter(review=review, reader=by).delete()
    if gone:
        _note(Happened.REVIEW_UNREAD, review, by=by, at=at)


@transaction.atomic
def leave_note(review: Review, kind: NoteKind, text: str, *, shown: str, by: Member, at: datetime) -> None:
    """Leave an offer or a question, or put another in its place; who leaves one has read the review.

    `shown` is the text of the note that the page showed before.

    Raises:
        ReviewsClosed: the meeting has begun or was cancelled.
        NotHandedIn: there is nothing to answer any more.
        ChangedMeanwhile: the note stands otherwise than the page showed.
    """
    if review.meeting.is_cancelled or review.meeting.has_begun(at):
        raise ReviewsClosed
    mark_read(review, by=by, at=at)
    told = {"kind": kind, "text": text, "written_at": at}
    note, is_new = Note.objects.select_for_update().get_or_create(review=review, author=by, defaults=told)
    if is_new:
        _note(VERB_OF_KIND[kind], review, by=by, at=at)
        return
    if (note.kind, note.text) == (kind, text):  # a second click asks for what is already so
        return
    if note.text not in {shown, text}:
        raise ChangedMeanwhile(note)
    Note.objects.filter(pk=note.pk).update(**told)
    _note(Happened.NOTE_CHANGED, review, by=by, at=at)


@transaction.atomic
def withdraw_note(note: Note, *, by: Member, at: datetime) -> None:
    """Take an offer or question back, as if it had not been left.

    Raises:
        ReviewsClosed: the meeting has begun; what was left for the author stays theirs.
    """
    if note.review.meeting.has_begun(at):
        raise ReviewsClosed
    gone, _ = Note.objects.filter(pk=note.pk).delete()
    if gone:
        _note(Happened.NOTE_WITHDRAWN, note.review, by=by, at=at)


def _handed_in(review: Review) -> datetime:
    """Return since when it is handed in, under a lock that keeps it so until the transaction ends."""
    now = Review.objects.select_for_update(no_key=True).get(pk=review.pk)
    if now.handed_in_at is None:
        raise NotHandedIn
    return now.handed_in_at


def _note(verb: Happened, review: Review, *, by: Member, at: datetime) -> None:
    record(verb, by=by, toward=review.member, about=review, group_id=review.meeting.group_id, at=at)
