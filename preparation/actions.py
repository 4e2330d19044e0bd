"""Making an agenda from people and open matters, and carrying over what a meeting did not come to."""

from datetime import datetime
from typing import Protocol

from django.db import transaction

from issues.actions import tie_to_agenda
from ledger.actions import record
from meetings.actions import AgendaInUse
from meetings.actions.arranging import arranging
from meetings.models import AgendaItem, Meeting
from members.models import Member
from preparation.events import Happened
from preparation.models import Leftover
from preparation.proposing import Line, Proposal


class AgendaChanged(Exception):
    """Somebody has changed the agenda or the days, or taken up a leftover, since this person looked."""


class HasBegun(Exception):
    """The meeting has begun or was cancelled; its agenda is made anew no more."""


@transaction.atomic
def make_agenda(
    meeting: Meeting, proposal: Proposal, *, seen: int, replaces: bool, by: Member, at: datetime
) -> None:
    """Put a proposal in the place of the agenda, as one change that can be undone like any other.

    `seen` is the sequence of the agenda that the person had before them. Hot seats find their places again,
    and what was left over is taken up for as long as it stands there.

    Raises:
        HasBegun: it is too late.
        AgendaChanged: the agenda is another by now, or something left over waits no more.
        AgendaInUse: there are items, and nobody has said that they may go.
    """
    if meeting.is_cancelled or meeting.has_begun(at):
        raise HasBegun
    made: list[tuple[Line, AgendaItem]] = []
    with arranging(meeting, "made the agenda from people and open matters", by=by, at=at) as agenda:
        days = list(meeting.days.all())
        if meeting.agenda_sequence != seen or len(days) != len(proposal.days):
            raise AgendaChanged
        if agenda.items and not replaces:
            raise AgendaInUse
        _lock_leftovers(proposal)
        for item in agenda.items:
            agenda.take(item)
        for day, lines in zip(days, proposal.days, strict=True):
            for line in lines:
                made.append((line, _item(line)))
                agenda.put(made[-1][1], day)
    _take_up(made, meeting, by=by, at=at)
    tie_to_agenda(meeting, by=by, at=at)


class Unfinished(Protocol):
    """What can be left over: an item of the agenda, or a matter that came up in the room."""

    title: str
    minutes: int | None
    format: str
    owner: Member | None
    owner_role: str


@transaction.atomic
def leave_over(thing: Unfinished, *, meeting: Meeting, by: Member, at: datetime) -> Leftover:
    """Offer what a meeting did not come to to the next agenda; the second time it is the same."""
    Meeting.objects.select_for_update(no_key=True).get(pk=meeting.pk)  # two clicks come one after the other
    item = thing if isinstance(thing, AgendaItem) else None
    known = {"item": item} if item else {"item": None, "title": thing.title, "from_meeting": meeting}
    told = {
        "group_id": meeting.group_id,
        "from_meeting": meeting,
        "title": thing.title,
        "minutes": thing.minutes or 15,
        "format": thing.format,
        "owner": thing.owner,
        "owner_role": thing.owner_role,
        "left_at": at,
    }
    leftover, is_new = Leftover.objects.get_or_create(**known, defaults=told)
    if is_new:
        _note(Happened.ITEM_LEFT_OVER, leftover, by=by, at=at)
    return leftover


@transaction.atomic
def drop_leftover(leftover: Leftover, *, by: Member, at: datetime) -> None:
    """Let go what was left over: no agenda is asked to take it up any more."""
    if Leftover.objects.waiting().filter(pk=leftover.pk).update(dropped_at=at):
        _note(Happened.LEFTOVER_DROPPED, leftover, by=by, at=at)


@transaction.atomic
def keep_leftover(leftover: Leftover, *, by: Member, at: datetime) -> None:
    """Undo that: it waits for an agenda again."""
    if Leftover.objects.filter(pk=leftover.pk, dropped_at__isnull=False).update(dropped_at=None):
        _note(Happened.LEFTOVER_KEPT, leftover, by=by, at=at)


def _item(line: Line) -> AgendaItem:
    part = line.part
    return AgendaItem(
        title=part.title,
        minutes=line.minutes,
        format=part.format,
        owner_id=part.owner,
        owner_role="" if part.owner else part.role,
        record=part.record,
    )


def _lock_leftovers(proposal: Proposal) -> None:
    """Hold what was left over, so that it lands on one agenda and nobody lets it go in this moment."""
    wanted = {line.part.leftover for lines in proposal.days for line in lines if line.part.leftover}
    waiting = Leftover.objects.waiting().filter(pk__in=wanted).order_by("pk")
    if len(waiting.select_for_update()) != len(wanted):
        raise AgendaChanged


def _take_up(made: list[tuple[Line, AgendaItem]], meeting: Meeting, *, by: Member, at: datetime) -> None:
    """Note which items take up what was left over."""
    taken = {line.part.leftover: item for line, item in made if line.part.leftover}
    for leftover, item in taken.items():
        Leftover.objects.filter(pk=leftover).update(taken_as=item)
    if taken:
        record(Happened.LEFTOVERS_TAKEN_UP, by=by, about=meeting, group_id=meeting.group_id, at=at)


def _note(verb: Happened, leftover: Leftover, *, by: Member, at: datetime) -> None:
    record(verb, by=by, about=leftover, group_id=leftover.group_id, at=at)
