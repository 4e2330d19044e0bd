"""Writing before seeing."""

from datetime import datetime

from django.db import transaction

from members.models import Member
from room.actions.asking import hold, hold_for_a_question, tell
from room.events import Happened
from room.models import Prompt, Run, View


@transaction.atomic
def open_prompt(run: Run, question: str, *, by: Member, at: datetime) -> Prompt:
    """Ask everybody to write. One prompt at a time.

    Raises:
        QuestionOpen: another one is open, or the run is over.
    """
    hold_for_a_question(run, run.prompts.filter(revealed_at=None))
    prompt = run.prompts.create(question=question, opened_at=at, opened_by=by)
    tell(Happened.PROMPT_OPENED, prompt, by=by, at=at)
    return prompt


@transaction.atomic
def write_view(prompt: Prompt, text: str, *, by: Member, at: datetime) -> None:
    """Write one's view, or write it anew. Only its author reads it before the prompt is revealed.

    Raises:
        QuestionOver: too late.
    """
    _hold(prompt)
    View.objects.update_or_create(prompt=prompt, member=by, defaults={"text": text, "written_at": at})
    tell(Happened.VIEW_WRITTEN, prompt, by=by, at=at)


@transaction.atomic
def reveal_views(prompt: Prompt, *, by: Member, at: datetime) -> None:
    """Put all views side by side.

    Raises:
        QuestionOver: the second of two hands.
    """
    _hold(prompt)
    prompt.revealed_at = max(at, prompt.opened_at)
    prompt.save(update_fields=["revealed_at"])
    tell(Happened.VIEWS_REVEALED, prompt, by=by, at=at)


@transaction.atomic
def take_back_prompt(prompt: Prompt, *, by: Member, at: datetime) -> None:
    """Withdraw a question that was asked wrongly, with what was written, which nobody has seen.

    Raises:
        QuestionOver: it is too late for that, or somebody was quicker.
    """
    _hold(prompt)
    tell(Happened.PROMPT_TAKEN_BACK, prompt, by=by, at=at)
    prompt.delete()


def _hold(prompt: Prompt) -> None:
    hold(prompt, Prompt.objects.filter(revealed_at=None))
