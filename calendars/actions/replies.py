"""Answering by mail: what calendar programs say when their owner accepts or declines.

Who may answer for whom is told by the address that the mail came to, never by who says to have sent it. No
mail is ever answered, so that two programs cannot keep each other writing.
"""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.crypto import constant_time_compare

from calendars.addresses import reply_token
from calendars.letters import Letter, Said, read_letter
from calendars.models import InboundReply, Outcome, ReplyAddress, Retelling
from calendars.tokens import chance_in
from meetings.actions import NotInvited, answer_invitation
from meetings.models import Answer, Meeting, Reply
from members.models import Member

KEPT = timedelta(days=90)
"""How long it is known that a mail came."""

log = logging.getLogger(__name__)


@transaction.atomic
def receive_mail(raw: bytes, *, to: str = "", at: datetime) -> InboundReply:
    """Let a mail set the answer that it gives, and write down what became of it.

    Receiving it again changes nothing. The replies of one member are heard one after the other.
    """
    InboundReply.objects.filter(received_at__lt=at - KEPT).delete()
    letter = read_letter(raw, to=to)
    address = _address_of(letter)
    if address is None:
        return _note(letter, Outcome.UNKNOWN_ADDRESS, at=at)
    if not letter.said:
        return _note(letter, Outcome.UNREADABLE, at=at)
    meeting = _meeting_of(letter, address)
    if meeting is None:
        return _note(letter, Outcome.UNKNOWN_MEETING, at=at)
    member = address.member
    heard = InboundReply.objects.filter(member=member, message_id=letter.message_id).first()
    if heard:
        return heard
    said = [one for one in letter.said if one.key == meeting.key]
    return _note(letter, _answer(meeting, member, said, at=at), meeting=meeting, member=member, at=at)


def _address_of(letter: Letter) -> ReplyAddress | None:
    """Lock and return whose address the mail came to, if its half of chance is somebody's."""
    chances = {chance_in(token) for token in letter.tokens}
    addresses = ReplyAddress.objects.select_related("member").select_for_update(of=["self"])
    return addresses.filter(chance__in=chances, member__is_active=True).first()


def _meeting_of(letter: Letter, address: ReplyAddress) -> Meeting | None:
    """Return the meeting of which the mail speaks and for which the address was made: both must agree."""
    keys = {one.key for one in letter.said}
    for meeting in Meeting.objects.filter(key__in=keys).select_related("group"):
        right = reply_token(address.chance, meeting, address.member)
        if any(constant_time_compare(token, right) for token in letter.tokens):
            return meeting
    return None


def _answer(meeting: Meeting, member: Member, said: list[Said], *, at: datetime) -> Outcome:
    """Set the answer unless something speaks against it; return what came of it."""
    standing = Answer.objects.select_for_update().filter(meeting=meeting, member=member).first()
    given_at = max((one.at for one in said if one.at), default=at)
    if objection := _objection(meeting, member, said, at=at):
        return objection
    if standing and standing.answered_at > given_at:
        return Outcome.OVERTAKEN
    reply = _gist(said, days=meeting.days.count())
    if reply is None and Answer.objects.holding().filter(meeting=meeting, member=member).exists():
        return Outcome.SOME_DAYS
    answered_at = min(max(given_at, meeting.moved_at or given_at), at)
    try:
        answer_invitation(meeting, member, reply or Reply.MAYBE, by=member, at=answered_at)
    except NotInvited:
        return Outcome.NOT_EXPECTED
    return Outcome.ANSWERED


def _objection(meeting: Meeting, member: Member, said: list[Said], *, at: datetime) -> Outcome | None:
    if not any(one.reply for one in said):
        return Outcome.NO_ANSWER
    if Member.objects.exclude(pk=member.pk).filter(email__in={one.attendee for one in said}).exists():
        return Outcome.ANOTHER_MEMBER
    if meeting.is_cancelled or meeting.has_begun(at):
        return Outcome.CLOSED
    return None if _knows_the_time(meeting, max(one.sequence for one in said)) else Outcome.OLD_TIME


def _knows_the_time(meeting: Meeting, sequence: int) -> bool:
    """Whether a calendar with this SEQUENCE has the meeting where it is now."""
    if meeting.moved_at is None:
        return True
    retold = Retelling.objects.filter(meeting=meeting, moved_at=meeting.moved_at, sequence__lte=sequence)
    return retold.exists()


def _gist(said: list[Said], *, days: int) -> Reply | None:
    """Return the answer that one makes to the whole meeting, or None where only some days are declined.

    Who comes on any day comes.
    """
    replies = {one.reply for one in said}
    for reply in (Reply.YES, Reply.MAYBE):
        if reply in replies:
            return reply
    declined = {one.day for one in said if one.reply}
    return Reply.NO if "" in declined or len(declined) >= days else None


def _note(
    letter: Letter,
    outcome: Outcome,
    *,
    meeting: Meeting | None = None,
    member: Member | None = None,
    at: datetime,
) -> InboundReply:
    log.info("calendar reply %s: %s", letter.message_id, outcome.label)
    return InboundReply.objects.create(
        received_at=at, message_id=letter.message_id, member=member, meeting=meeting, outcome=outcome
    )
