"""Inviting by mail, so that a calendar program can answer."""

from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.db import transaction

from calendars import ical
from calendars.addresses import reply_address
from calendars.events import Happened
from calendars.models import ReplyAddress, Retelling
from calendars.models.replies import CHANCE_DIGITS
from calendars.tokens import new_chance
from ledger.actions import record
from meetings.models import Meeting
from members.models import Member


class CalendarPart(NamedTuple):
    """What a mail carries for a calendar program: a file, and what the program shall do with it."""

    method: str
    content: str


def invite(meeting: Meeting, member: Member, reply: str | None, *, at: datetime) -> CalendarPart:
    """Return the calendar part of a mail about a meeting, with the member's answer so far.

    Called again for the same meeting it gives the same. Where no mailbox takes replies, it is a file to look
    at: a program would offer buttons that lead nowhere, and nothing is written. No entry in the ledger: what
    is kept for the replies is nobody's doing, and the mail is noted where mails are.
    """
    if not settings.CALENDAR_REPLY_ADDRESS:
        return CalendarPart("PUBLISH", ical.publication(meeting).decode())
    reply_to = reply_address(_chance(meeting, member, at), meeting, member)
    file = ical.invitation(meeting, member, reply, reply_to=reply_to)
    return CalendarPart(ical.method(meeting), file.decode())


@transaction.atomic
def _chance(meeting: Meeting, member: Member, at: datetime) -> str:
    """Keep what reading a reply needs, and return what makes the member's address impossible to guess."""
    if meeting.moved_at:
        Retelling.objects.get_or_create(
            meeting=meeting, moved_at=meeting.moved_at, defaults={"sequence": meeting.sequence}
        )
    fresh = {"chance": new_chance(CHANCE_DIGITS // 2), "made_at": at}
    return ReplyAddress.objects.get_or_create(member=member, defaults=fresh)[0].chance


@transaction.atomic
def renew_reply_address(member: Member, *, by: Member, at: datetime) -> None:
    """Let no reply to an earlier invitation count any more; later mails carry a new address."""
    fresh = {"chance": new_chance(CHANCE_DIGITS // 2), "made_at": at}
    own, _ = ReplyAddress.objects.update_or_create(member=member, defaults=fresh)
    record(Happened.REPLY_ADDRESS_RENEWED, by=by, about=own, at=at)
