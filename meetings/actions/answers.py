"""Saying whether one comes."""

from datetime import datetime

from django.db import transaction

from ledger.actions import record
from meetings.events import Happened
from meetings.models import Answer, Meeting, Reply
from members.models import Member

VERB_OF_REPLY = {
    Reply.YES: Happened.ANSWERED_YES,
    Reply.NO: Happened.ANSWERED_NO,
    Reply.MAYBE: Happened.ANSWERED_MAYBE,
}


class NotInvited(Exception):
    """The person holds no seat that the meeting expects."""


class AnswersClosed(Exception):
    """The meeting has begun or was cancelled; attendance says the rest."""


@transaction.atomic
def answer_invitation(meeting: Meeting, member: Member, reply: Reply, *, by: Member, at: datetime) -> None:
    """Set a member's answer, for the first time or over an earlier one. The ledger keeps each change.

    One statement, so that many people answering in the same second never wait for each other.

    Raises:
        NotInvited: the member is not expected at this meeting.
        AnswersClosed: the meeting has begun, or does not take place.
    """
    if meeting.is_cancelled or meeting.has_begun(at):
        raise AnswersClosed
    if not meeting.group.memberships.expected(meeting.starts_on).filter(member=member).exists():
        raise NotInvited
    Answer.objects.bulk_create(
        [Answer(meeting=meeting, member=member, reply=reply, answered_at=at)],
        update_conflicts=True,
        unique_fields=["meeting", "member"],
        update_fields=["reply", "answered_at"],
    )
    record(
        VERB_OF_REPLY[reply],
        by=by,
        toward=None if by == member else member,
        about=meeting,
        group_id=meeting.group_id,
        at=at,
    )
