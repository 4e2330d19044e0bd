"""Writing a review, handing it in, taking it back. All of it by its author, until the meeting begins."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from ledger.actions import record
from meetings.models import Meeting
from members.models import Member
from reviews.events import Happened
from reviews.models import Review, ReviewArea

COLUMN_OF = {"progress": "progress", "next": "next_steps"}


class ReviewsClosed(Exception):
    """The meeting has begun or was cancelled: a review stays as it is."""


class HandedInAlready(Exception):
    """The group may be reading it now. Its author takes it back first."""


class Unfinished(Exception):
    """The headline or the ask is missing; without them the others have nothing to answer."""


@transaction.atomic
def write_review(
    meeting: Meeting, words: Mapping[str, str], *, shown: Mapping[str, str], by: Member, at: datetime
) -> dict[str, str]:
    """Keep what the author has typed, in a draft that the first words begin.

    `words` are the new texts by their names (`Review.texts`), `shown` those that the page showed before.
    Where another tab or device put other words meanwhile, those stay, and are returned for the author to
    choose.

    Raises:
        ReviewsClosed: it is too late for changes.
        HandedInAlready: the review is with the group.
    """
    review = _draft(meeting, by=by, at=at)
    now = review.texts()
    others = {
        name: text for name in words if (text := now.get(name, "")) not in {shown.get(name, ""), words[name]}
    }
    ours = {name: text for name, text in words.items() if name not in others}
    for name in ours.keys() & {"headline", "numbers", "ask"}:
        setattr(review, name, ours[name])
    review.changed_at = at
    review.save()
    _write_areas(review, {name: text for name, text in ours.items() if "-" in name})
    return others


@transaction.atomic
def begin_from(earlier: Review, meeting: Meeting, *, by: Member, at: datetime) -> None:
    """Put what the author planned last time where they say how it went, and the old numbers to be renewed.

    Only what is still empty is filled.

    Raises:
        ReviewsClosed: it is too late for changes.
        HandedInAlready: the review is with the group.
    """
    planned = {f"progress-{area.area_id}": area.next_steps for area in earlier.areas.all()}
    words = {name: text for name, text in {**planned, "numbers": earlier.numbers}.items() if text}
    write_review(meeting, words, shown={}, by=by, at=at)


@transaction.atomic
def hand_in_review(review: Review, *, by: Member, at: datetime) -> None:
    """Let the group read it. A second click asks for what is already so.

    Raises:
        ReviewsClosed: it is too late for changes.
        Unfinished: the headline or the ask is missing.
    """
    _open(review.meeting, at=at)
    now = Review.objects.select_for_update().get(pk=review.pk)
    if now.is_handed_in:
        return
    if not (now.headline and now.ask):
        raise Unfinished
    Review.objects.filter(pk=review.pk).update(handed_in_at=at)
    review.handed_in_at = at
    _note(Happened.REVIEW_HANDED_IN, review, by=by, at=at)


@transaction.atomic
def take_back_review(review: Review, *, by: Member, at: datetime) -> None:
    """Make it a draft again, which nobody else sees; what the others left on it comes back with it.

    Raises:
        ReviewsClosed: it is too late for changes.
    """
    _open(review.meeting, at=at)
    if Review.objects.filter(pk=review.pk).handed_in().update(handed_in_at=None):
        review.handed_in_at = None
        _note(Happened.REVIEW_TAKEN_BACK, review, by=by, at=at)


def _open(meeting: Meeting, *, at: datetime) -> None:
    if meeting.is_cancelled or meeting.has_begun(at):
        raise ReviewsClosed


def _draft(meeting: Meeting, *, by: Member, at: datetime) -> Review:
    """Return the author's draft under lock, begun now if there is none."""
    _open(meeting, at=at)
    told = {"begun_at": at, "changed_at": at}
    review, is_new = Review.objects.get_or_create(meeting=meeting, member=by, defaults=told)
    if is_new:
        _note(Happened.REVIEW_BEGUN, review, by=by, at=at)
    review = Review.objects.select_for_update().get(pk=review.pk)
    if review.is_handed_in:
        raise HandedInAlready
    return review


def _write_areas(review: Review, words: Mapping[str, str]) -> None:
    """Write the texts of areas, named “progress-3” or “next-3” by the area they are about."""
    rows = {row.area_id: row for row in review.areas.all()}
    for name, text in words.items():
        what, area_id = name.split("-")
        row = rows.setdefault(int(area_id), ReviewArea(review=review, area_id=int(area_id)))
        setattr(row, COLUMN_OF[what], text)
        row.save()


def _note(verb: Happened, review: Review, *, by: Member, at: datetime) -> None:
    record(verb, by=by, about=review, group_id=review.meeting.group_id, at=at)
