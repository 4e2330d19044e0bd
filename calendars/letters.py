"""Reading the mails that calendar programs send: whom they are for, and what they answer.

A stranger may write anything, so nothing here raises: what cannot be read says nothing.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import Message
from hashlib import sha256
from typing import Any, NamedTuple

from icalendar import Calendar, Component

from calendars.addresses import tokens_in
from calendars.ical import PARTSTAT
from meetings.models import Reply

LARGEST = 1024 * 1024
MOST_EVENTS = 100
LARGEST_SEQUENCE = 2**31 - 1
REPLY_OF = {partstat: reply for reply, partstat in PARTSTAT.items()}
TO = ("Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "To", "Cc")
"""Where mail servers write for whom a mail is."""


class Said(NamedTuple):
    """What a calendar says of a meeting, or of one of its days."""

    key: str  # of the meeting
    day: str  # which of several it is about; empty for all of them
    reply: Reply | None
    attendee: str  # who answers, in the words of the calendar
    sequence: int
    at: datetime | None


class Letter(NamedTuple):
    """A mail as far as it matters."""

    message_id: str
    tokens: list[str]
    said: list[Said]


def read_letter(raw: bytes, *, to: str = "") -> Letter:
    """Read a mail as it lies on the wire; `to` is the address it came to, if the mail server says so."""
    try:
        return _read(message_from_bytes(raw), raw, to)
    except Exception:  # noqa: BLE001 - such as parts within parts a thousand deep; see above
        return Letter(_digest(raw), tokens_in(to), [])


def _read(mail: Message, raw: bytes, to: str) -> Letter:
    headers = [to, *(str(value) for name in TO for value in mail.get_all(name, []))]
    return Letter(_message_id(mail, raw), tokens_in(" ".join(headers)), _said_in(mail))


def _message_id(mail: Message, raw: bytes) -> str:
    """Return the name of the mail; where it has none, one that is the same for the same mail."""
    given = re.sub(r"[^!-~]", "", str(mail.get("Message-ID", "")))
    return given[:250] or _digest(raw)


def _digest(raw: bytes) -> str:
    return f"sha256:{sha256(raw).hexdigest()}"


def _said_in(mail: Message) -> list[Said]:
    """Return what the first reply in the mail says; many programs send the same a second time, attached."""
    for part in mail.walk():
        try:
            said = _said_by(part)
        except Exception:  # noqa: BLE001, S112 - however a stranger's file is broken, it is no reply
            continue
        if said:
            return said
    return []


def _said_by(part: Message) -> list[Said]:
    is_calendar = part.get_content_type() in {"text/calendar", "application/ics"}
    if is_calendar or (part.get_filename() or "").casefold().endswith(".ics"):
        return list(_replies(Calendar.from_ical(_text(part)), str(part.get_param("method", ""))))
    return []


def _text(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    try:
        text = content.decode(part.get_content_charset("utf-8"))
    except (UnicodeError, LookupError):
        text = content.decode(errors="replace")
    return text.replace("\0", "").encode(errors="replace")


def _replies(calendar: Calendar, named_method: str) -> Iterator[Said]:
    """Yield what each event says, if the calendar replies; an invitation that was passed on does not."""
    method = str(calendar.get("METHOD", "")) or named_method
    if method.upper() != "REPLY":
        return
    for event in calendar.walk("VEVENT")[:MOST_EVENTS]:
        for attendee in _listed(event.get("ATTENDEE")):
            yield Said(
                key=str(event.get("UID", "")).strip().rpartition("@")[0],
                day=str(event["RECURRENCE-ID"].to_ical()) if "RECURRENCE-ID" in event else "",
                reply=REPLY_OF.get(str(attendee.params.get("PARTSTAT", "")).upper()),
                attendee=str(attendee).casefold().removeprefix("mailto:").strip(),
                sequence=max(0, min(int(event.get("SEQUENCE", 0)), LARGEST_SEQUENCE)),
                at=_stamp(event),
            )


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _stamp(event: Component) -> datetime | None:
    """Return when the reply was given; a stamp without a zone is taken for UTC, as it has to be."""
    stamp = getattr(event.get("DTSTAMP"), "dt", None)
    if not isinstance(stamp, datetime):
        return None
    return stamp.replace(tzinfo=stamp.tzinfo or UTC).astimezone(UTC)
