"""Asking the room, answering, and looking at how the answers spread."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from members.models import Member
from room.actions.asking import hold, hold_for_a_question, tell
from room.events import Happened
from room.models import Ballot, Run, Vote, VoteKind


@transaction.atomic
def open_vote(
    run: Run, question: str, kind: VoteKind, *, options: Sequence[str] = (), by: Member, at: datetime
) -> Vote:
    """Ask the room. One vote at a time.

    Raises:
        QuestionOpen: another one is open, or the run is over.
    """
    hold_for_a_question(run, run.votes.filter(closed_at=None))
    vote = run.votes.create(question=question, kind=kind, options=list(options), opened_at=at, opened_by=by)
    tell(Happened.VOTE_OPENED, vote, by=by, at=at)
    return vote


@transaction.atomic
def cast_ballot(vote: Vote, numbers: Sequence[Decimal], *, by: Member, at: datetime) -> None:
    """Answer, or answer anew. Of two ballots of one person the later counts.

    Raises:
        QuestionOver: too late.
    """
    _hold(vote)
    Ballot.objects.update_or_create(vote=vote, member=by, defaults={"numbers": list(numbers), "cast_at": at})
    tell(Happened.BALLOT_CAST, vote, by=by, at=at)


@transaction.atomic
def close_vote(vote: Vote, *, by: Member, at: datetime) -> None:
    """Let everybody see the answers; from now on none changes.

    Raises:
        QuestionOver: the second of two hands.
    """
    _hold(vote)
    vote.closed_at = max(at, vote.opened_at)
    vote.save(update_fields=["closed_at"])
    tell(Happened.VOTE_CLOSED, vote, by=by, at=at)


@transaction.atomic
def take_back_vote(vote: Vote, *, by: Member, at: datetime) -> None:
    """Withdraw a question that was asked wrongly, with the answers to it, which nobody has seen.

    Raises:
        QuestionOver: it is too late for that, or somebody was quicker.
    """
    _hold(vote)
    tell(Happened.VOTE_TAKEN_BACK, vote, by=by, at=at)
    vote.delete()


def _hold(vote: Vote) -> None:
    hold(vote, Vote.objects.filter(closed_at=None))
