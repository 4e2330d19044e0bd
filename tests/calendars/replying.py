"""What real calendar programs send when their owner accepts or declines, after mails of each of them."""

from collections.abc import Callable, Iterable
from datetime import datetime
from email.message import EmailMessage

from calendars.actions import invite, receive_mail
from calendars.models import InboundReply
from meetings.models import Answer, Meeting
from members.models import Member
from tests.calendars.reading import events
from tests.conftest import NOW


def invited(member: Member, meeting: Meeting) -> bytes:
    """Mail an invitation; return what the member's calendar program gets."""
    return invite(Meeting.objects.get(pk=meeting.pk), member, None, at=NOW).content.encode()


def reply_address_in(invitation: bytes) -> str:
    return str(events(invitation)[0]["organizer"]).removeprefix("mailto:")


def reply(
    invitation: bytes,
    *partstats: str,
    stamp: datetime = NOW,
    sequence: int | None = None,
    days: Iterable[bytes] = (),
    attendee: str = "",
    more: str = "",
) -> str:
    """Return a reply to an invitation: to all of it, or for each of `days` (RECURRENCE-ID) its own."""
    invited_to = events(invitation)[0]
    about = [b"RECURRENCE-ID:" + day for day in days] or [b""] * len(partstats)
    lines = ["BEGIN:VCALENDAR", "METHOD:REPLY", "PRODID:-//Example//Calendar//EN", "VERSION:2.0"]
    for partstat, day in zip(partstats, about, strict=True):
        lines += [
            "BEGIN:VEVENT",
            f"UID:{invited_to['uid']}",
            *([day.decode()] if day else []),
            f"SEQUENCE:{invited_to['sequence'] if sequence is None else sequence}",
            f"DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}",
            f"ORGANIZER;CN=Oak:mailto:{reply_address_in(invitation)}",
            f"ATTENDEE;CN=Somebody;PARTSTAT={partstat}:mailto:{attendee or 'member@example.org'}",
            *more.splitlines(),
            "END:VEVENT",
        ]
    return "\r\n".join([*lines, "END:VCALENDAR", ""])


def days_of(invitation: bytes) -> list[bytes]:
    """Return by what name a program calls each day of a meeting of several."""
    entries = events(invitation)
    return [e["recurrence-id" if "recurrence-id" in e else "dtstart"].to_ical() for e in entries]


def in_mail(to: str, calendar: str, message_id: str = "<1@phone.example.com>") -> bytes:
    """Wrap a reply as most programs do: beside a text for people, the same once more as a file."""
    mail = EmailMessage()
    mail["From"], mail["To"] = "whoever@anywhere.example.net", to
    mail["Subject"], mail["Message-ID"] = "Accepted: Oak: meeting", message_id
    mail.set_content("Somebody has accepted.")
    mail.add_alternative(calendar.encode(), maintype="text", subtype="calendar", params={"method": "REPLY"})
    mail.add_attachment(calendar.encode(), maintype="application", subtype="ics", filename="invite.ics")
    return mail.as_bytes()


def send(
    invitation: bytes, calendar: str, *, message_id: str = "<1@phone.example.com>", at: datetime = NOW
) -> str:
    """Let a reply arrive; return what became of it."""
    raw = in_mail(reply_address_in(invitation), calendar, message_id)
    return received(raw, at=at)


def received(raw: bytes, *, at: datetime = NOW) -> str:
    return receive_mail(raw, at=at).outcome


def answer_of(member: Member, meeting: Meeting) -> str | None:
    return Answer.objects.filter(member=member, meeting=meeting).values_list("reply", flat=True).first()


def outcomes() -> list[str]:
    return list(InboundReply.objects.order_by("pk").values_list("outcome", flat=True))


def as_outlook(to: str, calendar: str) -> bytes:
    """One part in base64, lines ending in LF, properties of its own, no parameter that names the method."""
    own = "X-MICROSOFT-CDO-BUSYSTATUS:BUSY\r\nX-MICROSOFT-DISALLOW-COUNTER:FALSE\r\nEND:VEVENT"
    mail = EmailMessage()
    mail["To"], mail["Message-ID"] = f'"Oak" <{to.upper()}>', "<outlook@example.com>"
    mail.set_content("")
    content = calendar.replace("END:VEVENT", own).encode()
    mail.add_alternative(content, maintype="text", subtype="calendar", cte="base64")
    return mail.as_bytes()


def as_gmail(to: str, calendar: str) -> bytes:
    return in_mail(to, calendar, "<gmail@example.com>")


def as_apple(to: str, calendar: str) -> bytes:
    """Nothing but the calendar, in which long lines are folded, also within an address."""
    lines = [folded(line) for line in calendar.split("\r\n")]
    head = f"To: {to}\r\nMessage-ID: <apple@example.com>\r\nMIME-Version: 1.0\r\n"
    kind = "Content-Type: text/calendar; charset=utf-8; method=REPLY\r\n\r\n"
    return (head + kind + "\r\n".join(lines)).encode()


def as_a_relay(to: str, calendar: str) -> bytes:
    """Addressed to a list of recipients, ours named only by the mail server, with bare line feeds."""
    mail = in_mail("undisclosed@example.net", calendar, "<relay@example.com>").replace(b"\r\n", b"\n")
    return f"Delivered-To: {to}\n".encode() + mail


def as_an_attachment(to: str, calendar: str) -> bytes:
    """A file of a kind that says nothing."""
    mail = EmailMessage()
    mail["To"], mail["Message-ID"] = to, "<attached@example.com>"
    mail.set_content("See attached.")
    mail.add_attachment(calendar.encode(), maintype="application", subtype="octet-stream", filename="R.ICS")
    return mail.as_bytes()


PROGRAMS: list[Callable[[str, str], bytes]] = [as_outlook, as_gmail, as_apple, as_a_relay, as_an_attachment]


def folded(line: str) -> str:
    return "\r\n ".join(line[n : n + 60] for n in range(0, len(line), 60))
