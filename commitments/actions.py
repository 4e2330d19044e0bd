"""Making a promise, coming back to it, and saying what became of it."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from commitments.events import Happened
from commitments.models import Commitment, Outcome, Rollover
from ledger.actions import record
from meetings.models import Meeting
from members.keys import free_key
from members.models import Member
from peergroups.models import Group

VERB_OF_OUTCOME = {
    Outcome.KEPT: Happened.COMMITMENT_KEPT,
    Outcome.PARTLY: Happened.COMMITMENT_PARTLY_KEPT,
    Outcome.CHANGED: Happened.COMMITMENT_CHANGED,
    Outcome.MISSED: Happened.COMMITMENT_MISSED,
    Outcome.DROPPED: Happened.COMMITMENT_DROPPED,
}


class AlreadyMade(Exception):
    """The same promise by the same person is open already: the form was sent twice."""

    def __init__(self, commitment: Commitment) -> None:
        self.commitment = commitment


class AlreadyClosed(Exception):
    """Someone, perhaps the same person, got there first."""


@transaction.atomic
def make_commitment(
    group: Group,
    member: Member,
    *,
    text: str,
    due_on: date,
    meeting: Meeting | None = None,
    by: Member,
    on: date,
    at: datetime,
    **fields: Any,
) -> Commitment:
    """Promise something to the group, at a meeting or between two.

    Raises:
        AlreadyMade: the same person has the same promise open.
    """
    Member.objects.select_for_update(no_key=True).get(pk=member.pk)  # two clicks come one after the other
    same = Commitment.objects.open().filter(group=group, member=member, text=text, due_on=due_on).first()
    if same:
        raise AlreadyMade(same)
    commitment = Commitment.objects.create(
        key=free_key(Commitment, f"{member.key}-{on}"),
        group=group,
        member=member,
        meeting=meeting,
        text=text,
        made_on=on,
        first_due_on=due_on,
        due_on=due_on,
        **fields,
    )
    _note(Happened.COMMITMENT_MADE, commitment, by=by, at=at)
    return commitment


@transaction.atomic
def reword_commitment(commitment: Commitment, *, by: Member, at: datetime, **changes: Any) -> None:
    """Say it better. The date as first set stays, so that moving the date is no way to be on time.

    Raises:
        AlreadyClosed: what was said stays beside what became of it.
    """
    if not Commitment.objects.open().select_for_update().filter(pk=commitment.pk).exists():
        raise AlreadyClosed
    for field, value in changes.items():
        setattr(commitment, field, value)
    commitment.save(update_fields=list(changes))
    _note(Happened.COMMITMENT_REWORDED, commitment, by=by, at=at)


@transaction.atomic
def close_commitment(
    commitment: Commitment, outcome: Outcome, *, learned: str = "", by: Member, on: date, at: datetime
) -> None:
    """Say what became of it, and what was learned.

    Raises:
        AlreadyClosed: it has an outcome; only the first of two callers succeeds.
    """
    closed = Commitment.objects.open().filter(pk=commitment.pk)
    if not closed.update(outcome=outcome, closed_on=on, learned=learned):
        raise AlreadyClosed
    commitment.refresh_from_db(fields=["outcome", "closed_on", "learned"])
    _note(VERB_OF_OUTCOME[outcome], commitment, by=by, at=at)


@transaction.atomic
def reopen_commitment(commitment: Commitment, *, by: Member, at: datetime) -> None:
    """Take an outcome back; what was learned stays to be corrected."""
    closed = Commitment.objects.filter(pk=commitment.pk).exclude(outcome="")
    if closed.update(outcome="", closed_on=None):
        commitment.refresh_from_db(fields=["outcome", "closed_on"])
        _note(Happened.COMMITMENT_REOPENED, commitment, by=by, at=at)


@transaction.atomic
def roll_commitment(commitment: Commitment, *, to: date, by: Member, at: datetime) -> None:
    """Take an open promise over to a later date. Done twice, it is a debt (`models.DEBT`).

    Raises:
        AlreadyClosed: there is nothing left to take over.
    """
    open_still = Commitment.objects.open().select_for_update().filter(pk=commitment.pk).first()
    if open_still is None:
        raise AlreadyClosed
    if open_still.due_on == to:  # a second click asks for what is already so
        return
    Rollover.objects.create(
        commitment=commitment, was_due_on=open_still.due_on, now_due_on=to, rolled_at=at, by=by
    )
    Commitment.objects.filter(pk=commitment.pk).update(due_on=to)
    commitment.due_on = to
    _note(Happened.COMMITMENT_ROLLED, commitment, by=by, at=at)


@transaction.atomic
def take_first_step(commitment: Commitment, *, by: Member, at: datetime) -> None:
    """Note that the first step has been taken; the first time counts."""
    if Commitment.objects.filter(pk=commitment.pk, first_step_taken_at=None).update(first_step_taken_at=at):
        commitment.first_step_taken_at = at
        _note(Happened.FIRST_STEP_TAKEN, commitment, by=by, at=at)


@transaction.atomic
def undo_first_step(commitment: Commitment, *, by: Member, at: datetime) -> None:
    """Take that note back."""
    taken = Commitment.objects.filter(pk=commitment.pk).exclude(first_step_taken_at=None)
    if taken.update(first_step_taken_at=None):
        commitment.first_step_taken_at = None
        _note(Happened.FIRST_STEP_UNDONE, commitment, by=by, at=at)


def _note(verb: Happened, commitment: Commitment, *, by: Member, at: datetime) -> None:
    record(
        verb,
        by=by,
        toward=None if by == commitment.member else commitment.member,
        about=commitment,
        group_id=commitment.group_id,
        at=at,
    )
