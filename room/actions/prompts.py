"""Writing before seeing."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from ledger.actions import record
from members.models import Member
from room.events import Happened
from room.models import Prompt, Run, View


class PromptOpen(Exception):
    """The room is writing already, or the run is over."""

    def __init__(self, other: Prompt | None) -> None:
        self.other = other

    def is_the_same(self, question: str, by: Member) -> bool:
        """Whether the open one is what this person asks for: the form was sent twice."""
        return self.other is not None and (self.other.question, self.other.opened_by) == (question, by)


class PromptRevealed(Exception):
    """All have seen what all wrote, or the question was taken back; nothing is written any more."""


@transaction.atomic
def open_prompt(run: Run, question: str, *, by: Member, at: datetime) -> Prompt:
    """Ask everybody to write. One prompt at a time.

    Raises:
        PromptOpen: another one is open, or the run is over.
    """
    run.refresh_from_db(from_queryset=Run.objects.select_for_update(no_key=True).select_related("meeting"))
    other = run.prompts.filter(revealed_at=None).first()
    if run.is_over or other:
        raise PromptOpen(other)
    prompt = run.prompts.create(question=question, opened_at=at, opened_by=by)
    _show(prompt)
    _note(Happened.PROMPT_OPENED, prompt, by=by, at=at)
    return prompt


@transaction.atomic
def write_view(prompt: Prompt, text: str, *, by: Member, at: datetime) -> None:
    """Write one's view, or write it anew. Only its author reads it before the prompt is revealed.

    Raises:
        PromptRevealed: too late.
    """
    _hold(prompt)
    View.objects.update_or_create(prompt=prompt, member=by, defaults={"text": text, "written_at": at})
    _show(prompt)
    _note(Happened.VIEW_WRITTEN, prompt, by=by, at=at)


@transaction.atomic
def reveal_views(prompt: Prompt, *, by: Member, at: datetime) -> None:
    """Put all views side by side.

    Raises:
        PromptRevealed: the second of two hands.
    """
    _hold(prompt)
    prompt.revealed_at = max(at, prompt.opened_at)
    prompt.save(update_fields=["revealed_at"])
    _show(prompt)
    _note(Happened.VIEWS_REVEALED, prompt, by=by, at=at)


@transaction.atomic
def take_back_prompt(prompt: Prompt, *, by: Member, at: datetime) -> None:
    """Withdraw a question that was asked wrongly, with what was written, which nobody has seen.

    Raises:
        PromptRevealed: it is too late for that, or somebody was quicker.
    """
    _hold(prompt)
    _show(prompt)
    _note(Happened.PROMPT_TAKEN_BACK, prompt, by=by, at=at)
    prompt.delete()


def _hold(prompt: Prompt) -> None:
    """Let nobody else change it until the transaction ends, and make sure that it is open."""
    if not Prompt.objects.select_for_update(no_key=True).filter(pk=prompt.pk, revealed_at=None).exists():
        raise PromptRevealed


def _show(prompt: Prompt) -> None:
    """Let those who follow see it."""
    Run.objects.filter(pk=prompt.run_id).update(version=F("version") + 1)


def _note(verb: Happened, prompt: Prompt, *, by: Member, at: datetime) -> None:
    record(verb, by=by, about=prompt, group_id=prompt.run.meeting.group_id, at=at)
