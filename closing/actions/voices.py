"""What each person says at the end of a meeting: how it was, the best idea, what they take home."""

from datetime import datetime

from django.db import transaction

from closing.events import Happened
from closing.models import Idea, IdeaVote, Learning, Pulse
from closing.presence import presence
from ledger.actions import record
from meetings.models import Meeting
from members.models import Member
from peergroups.models import Keeps


class NotThere(Exception):
    """Only who was at the meeting says how it was and which idea was best."""


class NothingKept(Exception):
    """The group writes nothing down of its meetings, so no idea is kept."""


@transaction.atomic
def answer_pulse(
    meeting: Meeting, member: Member, *, worth: int, openness: int, line: str = "", by: Member, at: datetime
) -> None:
    """Set how somebody found the meeting, for the first time or over an earlier answer.

    Raises:
        NotThere: they were missed at it.
    """
    _check_was_there(meeting, member, at)
    Pulse.objects.bulk_create(
        [Pulse(meeting=meeting, member=member, worth=worth, openness=openness, line=line, answered_at=at)],
        update_conflicts=True,
        unique_fields=["meeting", "member"],
        update_fields=["worth", "openness", "line", "answered_at"],
    )
    record(Happened.PULSE_ANSWERED, by=by, about=meeting, group_id=meeting.group_id, at=at)


@transaction.atomic
def offer_idea(meeting: Meeting, member: Member, *, text: str, by: Member, at: datetime) -> Idea:
    """Name an idea for all. Naming the same again is the same idea.

    Raises:
        NotThere: they were missed at the meeting.
        NothingKept: what is said in this group stays in the room.
    """
    _check_was_there(meeting, member, at)
    if Keeps(meeting.group.keeps) is Keeps.NOTHING:
        raise NothingKept
    idea, is_new = Idea.objects.get_or_create(
        meeting=meeting, member=member, text=text, defaults={"offered_at": at}
    )
    if is_new:
        record(Happened.IDEA_OFFERED, by=by, about=idea, group_id=meeting.group_id, at=at)
    return idea


@transaction.atomic
def withdraw_idea(idea: Idea, *, by: Member, at: datetime) -> None:
    """Take an idea back, with the votes for it."""
    meeting, number = idea.meeting, idea.pk
    gone, _ = Idea.objects.filter(pk=number).delete()
    if gone:
        record(Happened.IDEA_WITHDRAWN, by=by, about=meeting, group_id=meeting.group_id, at=at)


@transaction.atomic
def vote_for_idea(idea: Idea, *, by: Member, at: datetime) -> None:
    """Find an idea best. One vote each: it moves from wherever it was.

    Raises:
        NotThere: they were missed at the meeting.
    """
    _check_was_there(idea.meeting, by, at)
    IdeaVote.objects.bulk_create(
        [IdeaVote(meeting=idea.meeting, member=by, idea=idea, voted_at=at)],
        update_conflicts=True,
        unique_fields=["meeting", "member"],
        update_fields=["idea", "voted_at"],
    )
    record(Happened.IDEA_CHOSEN, by=by, about=idea.meeting, group_id=idea.meeting.group_id, at=at)


@transaction.atomic
def write_learning(meeting: Meeting, member: Member, *, by: Member, at: datetime, **changes: str) -> None:
    """Keep what somebody takes home (`text`, `change`), for their eyes only; what is not given stays."""
    Learning.objects.update_or_create(meeting=meeting, member=member, defaults=changes | {"written_at": at})
    record(Happened.LEARNING_WRITTEN, by=by, about=meeting, group_id=meeting.group_id, at=at)


def _check_was_there(meeting: Meeting, member: Member, at: datetime) -> None:
    if not meeting.has_begun(at) or member not in presence(meeting).here:
        raise NotThere
