"""Asking the room, answering, and looking at how the answers spread."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import F

from ledger.actions import record
from members.models import Member
from room.events import Happened
from room.models import Ballot, Run, Vote, VoteKind


class VoteOpen(Exception):
    """The room is voting already, or the run is over."""

    def __init__(self, other: Vote | None) -> None:
        self.other = other

    def is_the_same(self, question: str, by: Member) -> bool:
        """Whether the open one is what this person asks for: the form was sent twice."""
        return self.other is not None and (self.other.question, self.other.opened_by) == (question, by)


class VoteClosed(Exception):
    """The vote is closed: what is on the table is no longer changed."""


@transaction.atomic
def open_vote(
    run: Run, question: str, kind: VoteKind, *, options: Sequence[str] = (), by: Member, at: datetime
) -> Vote:
    """Ask the room. One vote at a time.

    Raises:
        VoteOpen: another one is open, or the run is over.
    """
    run.refresh_from_db(from_queryset=Run.objects.select_for_update(no_key=True).select_related("meeting"))
    other = run.votes.filter(closed_at=None).first()
    if run.is_over or other:
        raise VoteOpen(other)
    vote = run.votes.create(question=question, kind=kind, options=list(options), opened_at=at, opened_by=by)
    _show(vote)
    _note(Happened.VOTE_OPENED, vote, by=by, at=at)
    return vote


@transaction.atomic
def cast_ballot(vote: Vote, numbers: Sequence[Decimal], *, by: Member, at: datetime) -> None:
    """Answer, or answer anew. Of two ballots of one person the later counts.

    Raises:
        VoteClosed: too late.
    """
    _hold(vote)
    Ballot.objects.update_or_create(vote=vote, member=by, defaults={"numbers": list(numbers), "cast_at": at})
    _show(vote)
    _note(Happened.BALLOT_CAST, vote, by=by, at=at)


@transaction.atomic
def close_vote(vote: Vote, *, by: Member, at: datetime) -> None:
    """Let everybody see the answers; from now on none changes.

    Raises:
        VoteClosed: the second of two hands.
    """
    _hold(vote)
    vote.closed_at = max(at, vote.opened_at)
    vote.save(update_fields=["closed_at"])
    _show(vote)
    _note(Happened.VOTE_CLOSED, vote, by=by, at=at)


@transaction.atomic
def take_back_vote(vote: Vote, *, by: Member, at: datetime) -> None:
    """Withdraw a question that was asked wrongly, with the answers to it, which nobody has seen.

    Raises:
        VoteClosed: it is too late for that, or somebody was quicker.
    """
    _hold(vote)
    _show(vote)
    _note(Happened.VOTE_TAKEN_BACK, vote, by=by, at=at)
    vote.delete()


def _hold(vote: Vote) -> None:
    """Let nobody else change the vote until the transaction ends, and make sure that it is open."""
    if not Vote.objects.select_for_update(no_key=True).filter(pk=vote.pk, closed_at=None).exists():
        raise VoteClosed


def _show(vote: Vote) -> None:
    """Let those who follow see it."""
    Run.objects.filter(pk=vote.run_id).update(version=F("version") + 1)


def _note(verb: Happened, vote: Vote, *, by: Member, at: datetime) -> None:
    record(verb, by=by, about=vote, group_id=vote.run.meeting.group_id, at=at)
