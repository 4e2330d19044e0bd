"""What quick votes and writing before seeing share: one is open at a time, until all see all answers."""

from datetime import datetime

from django.db.models import QuerySet

from ledger.actions import record
from members.models import Member
from room.events import Happened
from room.models import Prompt, Run, Vote

Question = Vote | Prompt


class QuestionOpen(Exception):
    """The room is asked something of this kind already, or the run is over."""

    def __init__(self, other: Question | None) -> None:
        self.other = other

    def is_the_same(self, question: str, by: Member) -> bool:
        """Whether the open one is what this person asks for: the form was sent twice."""
        return self.other is not None and (self.other.question, self.other.opened_by) == (question, by)


class QuestionOver(Exception):
    """All have seen all answers, or the question was taken back; nothing is answered any more."""


def hold_for_a_question(run: Run, open_ones: QuerySet[Vote] | QuerySet[Prompt]) -> None:
    """Let nobody else ask until the transaction ends, and make sure that nothing is asked now."""
    run.refresh_from_db(from_queryset=Run.objects.select_for_update(no_key=True).select_related("meeting"))
    other = open_ones.first()
    if run.is_over or other:
        raise QuestionOpen(other)


def hold(question: Question, open_ones: QuerySet[Vote] | QuerySet[Prompt]) -> None:
    """Let nobody else change it until the transaction ends, and make sure that it is open."""
    if not open_ones.select_for_update(no_key=True).filter(pk=question.pk).exists():
        raise QuestionOver


def tell(verb: Happened, question: Question, *, by: Member, at: datetime) -> None:
    """Let those who follow see it, and note it."""
    Run.objects.filter(pk=question.run_id).show()
    record(verb, by=by, about=question, group_id=question.run.meeting.group_id, at=at)
