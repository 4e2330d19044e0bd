"""Closing a meeting, and what is said aloud at its end."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from closing.events import Happened
from closing.models import Closing, Confirmation
from commitments.models import Commitment
from ledger.actions import record
from meetings.models import Meeting
from members.models import Member
from room.actions import end_run
from room.models import Run


class NotBegun(Exception):
    """The meeting has not begun, or was cancelled: there is nothing to close."""


def can_be_closed(meeting: Meeting, *, at: datetime) -> bool:
    return meeting.has_begun(at) and not meeting.is_cancelled


@transaction.atomic
def close_meeting(meeting: Meeting, *, by: Member, at: datetime) -> None:
    """Say that the meeting is over, and end its run. A second click finds it closed and changes nothing.

    Raises:
        NotBegun: there is nothing to close yet.
    """
    if not can_be_closed(meeting, at=at):
        raise NotBegun
    _, is_new = Closing.objects.get_or_create(meeting=meeting, defaults={"closed_at": at, "closed_by": by})
    if is_new:
        for run in Run.objects.select_for_update().filter(meeting=meeting, ended_at=None):
            end_run(run, step=run.step, by=by, at=at)
        record(Happened.MEETING_CLOSED, by=by, about=meeting, group_id=meeting.group_id, at=at)


@transaction.atomic
def reopen_meeting(meeting: Meeting, *, by: Member, at: datetime) -> None:
    """Take the closing back. What was carried over, confirmed or written stays."""
    gone, _ = Closing.objects.filter(meeting=meeting).delete()
    if gone:
        record(Happened.MEETING_REOPENED, by=by, about=meeting, group_id=meeting.group_id, at=at)


@transaction.atomic
def confirm_commitments(
    meeting: Meeting, confirmed: Collection[int], *, shown: Collection[int], by: Member, at: datetime
) -> None:
    """Note which of the `shown` commitments of a meeting were confirmed aloud (ids); the others were not."""
    Meeting.objects.select_for_update(no_key=True).get(pk=meeting.pk)  # one hand after the other
    made = Commitment.objects.filter(meeting=meeting, pk__in=shown)
    for commitment in made.select_related("confirmation", "member").order_by("pk"):
        was_confirmed = hasattr(commitment, "confirmation")
        if commitment.pk in confirmed and not was_confirmed:
            Confirmation.objects.create(commitment=commitment, confirmed_at=at, confirmed_by=by)
            _note(Happened.COMMITMENT_CONFIRMED, commitment, by=by, at=at)
        elif was_confirmed and commitment.pk not in confirmed:
            commitment.confirmation.delete()
            _note(Happened.CONFIRMATION_TAKEN_BACK, commitment, by=by, at=at)


def _note(verb: Happened, commitment: Commitment, *, by: Member, at: datetime) -> None:
    record(verb, by=by, toward=commitment.member, about=commitment, group_id=commitment.group_id, at=at)
