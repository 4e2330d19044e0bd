"""Reading the reviews of others, and leaving one offer or one question on each."""

from datetime import datetime

from django.db import transaction

from ledger.actions import record
from members.models import Member
from reviews.actions.writing import ReviewsClosed
from reviews.events import Happened
from reviews.models import Reading, Remark, RemarkKind, Review

VERB_OF_KIND = {RemarkKind.OFFER: Happened.OFFER_LEFT, RemarkKind.QUESTION: Happened.QUESTION_LEFT}


class NotHandedIn(Exception):
    """Its author took the review back meanwhile; nobody reads it until it is handed in again."""


class ChangedMeanwhile(Exception):
    """The writer changed the same remark in another tab or on another device."""

    def __init__(self, remark: Remark) -> None:
        self.remark = remark


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
def leave_remark(
    review: Review, kind: RemarkKind, text: str, *, shown: str, by: Member, at: datetime
) -> None:
    """Leave an offer or a question, or put another in its place; who leaves one has read the review.

    `shown` is the text of the remark that the page showed before.

    Raises:
        ReviewsClosed: the meeting has begun or was cancelled.
        NotHandedIn: there is nothing to answer any more.
        ChangedMeanwhile: the remark stands otherwise than the page showed.
    """
    if review.meeting.is_cancelled or review.meeting.has_begun(at):
        raise ReviewsClosed
    mark_read(review, by=by, at=at)
    told = {"kind": kind, "text": text, "written_at": at}
    remark, is_new = Remark.objects.select_for_update().get_or_create(review=review, author=by, defaults=told)
    if is_new:
        _note(VERB_OF_KIND[kind], review, by=by, at=at)
        return
    if (remark.kind, remark.text) == (kind, text):  # a second click asks for what is already so
        return
    if remark.text not in {shown, text}:
        raise ChangedMeanwhile(remark)
    Remark.objects.filter(pk=remark.pk).update(**told)
    _note(Happened.REMARK_CHANGED, review, by=by, at=at)


@transaction.atomic
def withdraw_remark(remark: Remark, *, by: Member, at: datetime) -> None:
    """Take an offer or question back, as if it had not been left.

    Raises:
        ReviewsClosed: the meeting has begun; what was left for the author stays theirs.
    """
    if remark.review.meeting.has_begun(at):
        raise ReviewsClosed
    gone, _ = Remark.objects.filter(pk=remark.pk).delete()
    if gone:
        _note(Happened.REMARK_WITHDRAWN, remark.review, by=by, at=at)


def _handed_in(review: Review) -> datetime:
    """Return since when it is handed in, under a lock that keeps it so until the transaction ends."""
    now = Review.objects.select_for_update(no_key=True).get(pk=review.pk)
    if now.handed_in_at is None:
        raise NotHandedIn
    return now.handed_in_at


def _note(verb: Happened, review: Review, *, by: Member, at: datetime) -> None:
    record(verb, by=by, toward=review.member, about=review, group_id=review.meeting.group_id, at=at)
