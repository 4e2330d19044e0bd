"""The mail addresses to which calendar programs reply: one for each member and meeting."""

import re

from django.conf import settings

from calendars.tokens import sealed
from meetings.models import Meeting
from members.models import Member


def reply_address(chance: str, meeting: Meeting, member: Member) -> str:
    """Return where this member's calendar answers for this meeting."""
    name, _, host = settings.CALENDAR_REPLY_ADDRESS.partition("@")
    return f"{name}+{reply_token(chance, meeting, member)}@{host}"


def reply_token(chance: str, meeting: Meeting, member: Member) -> str:
    """Return what makes that address theirs; with another e-mail address of the member it is another."""
    return sealed(chance, "reply", meeting.pk, member.email)


def tokens_in(headers: str) -> list[str]:
    """Return the tokens of our addresses in some headers, whatever became of their capitals on the way."""
    name, _, host = settings.CALENDAR_REPLY_ADDRESS.casefold().partition("@")
    return re.findall(
        rf"(?<![\w.+-]){re.escape(name)}\+([0-9a-f]+)@{re.escape(host)}(?![\w.-])", headers.casefold()
    )
