"""Writing mails: who, when and where, and a link. What was said in a group never stands in one.

The words of each kind stand in templates/notifications/mails/KIND.txt, the subject first; a layout of text
and one of HTML dress the same words.
"""

from datetime import datetime
from email.mime.text import MIMEText
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from calendars.actions import invite
from meetings.models import Meeting, Reply
from meetings.wording import day_hours, when
from notifications import kinds
from notifications.cases import Case, CommitmentCase, MeetingCase
from notifications.tokens import answer_token, refusal_token

ASKING = {kinds.SAVE_THE_DATE, kinds.REPLY_NUDGE, kinds.MEETING_CHANGED}
"""Kinds that carry the answers as links, for those who have given none that holds."""

ANSWERS = {Reply.YES: "Yes, I am coming", Reply.MAYBE: "Maybe", Reply.NO: "No, I cannot"}

Lines = list[tuple[str, str]]


def write_mail(case: Case, *, at: datetime) -> EmailMultiAlternatives:
    """Return the mail that a case asks for, as things stand now."""
    subject, words = _words(case, at)
    stop = _address("notifications:unsubscribe", refusal_token(case.notice.recipient_id, case.notice.kind))
    context = {
        "recipient": case.notice.recipient,
        "community": case.community,
        "kind": case.notice.nature,
        "words": words,
        "facts": [("Group", case.notice.group.name), *_facts(case)],
        "links": _links(case),
        "stop": stop,
        "choose": _address("notifications:preferences"),
    }
    mail = EmailMultiAlternatives(
        subject,
        render_to_string("notifications/mails/layout.txt", context),
        to=[case.notice.recipient.email],
        headers=_headers(case, stop),
    )
    mail.attach_alternative(render_to_string("notifications/mails/layout.html", context), "text/html")
    if isinstance(case, MeetingCase) and case.notice.kind in kinds.NEWS:
        _add_calendar(mail, case, at)
    return mail


def _words(case: Case, at: datetime) -> tuple[str, str]:
    """Return subject and text, which a template holds as its first line and the rest."""
    context: dict[str, Any] = {"case": case, "group": case.notice.group}
    context |= {"today": timezone.localdate(at, case.clock), "asks": _asks(case)}
    text = render_to_string(f"notifications/mails/{case.notice.kind}.txt", context)
    subject, _, words = text.strip().partition("\n")
    return " ".join(subject.split()), words.strip()


def _headers(case: Case, stop: str) -> dict[str, str]:
    return {
        "Message-ID": case.notice.message_id,
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }


def _facts(case: Case) -> Lines:
    if isinstance(case, MeetingCase):
        return _when_and_where(case.meeting, case)
    if isinstance(case, CommitmentCase) and case.is_own and case.commitment.due_on:
        return [("Due", f"{case.commitment.due_on:%A %-d %B %Y}")]
    return []


def _when_and_where(meeting: Meeting, case: Case) -> Lines:
    time = when(meeting, case.clock)
    clocks = "; ".join(clock for clock in (time.zone, time.yours) if clock)
    facts = [("When", f"{time} ({clocks})" if clocks else str(time))]
    if meeting.has_several_days:
        facts += [(f"{day.on:%A}", hours) for day in meeting.days.all() if (hours := day_hours(day))]
    if not meeting.is_cancelled:
        facts += [(label, fact) for label, fact in (("Where", meeting.place), ("Link", meeting.link)) if fact]
    return facts


def _links(case: Case) -> Lines:
    if isinstance(case, CommitmentCase):
        return [("The commitment", settings.BASE_URL + case.commitment.get_absolute_url())]
    if not isinstance(case, MeetingCase):
        return []
    links = [("The meeting", settings.BASE_URL + case.meeting.get_absolute_url())]
    if not _asks(case):
        return links
    page = _address("notifications:answer", answer_token(case.meeting.pk, case.notice.recipient_id))
    return [(words, f"{page}?reply={reply}") for reply, words in ANSWERS.items()] + links


def _asks(case: Case) -> bool:
    return isinstance(case, MeetingCase) and case.notice.kind in ASKING and case.answer is None


def _address(name: str, *args: str) -> str:
    """Return where a page is. Never by the Host header: a mail is written without a request."""
    return settings.BASE_URL + reverse(name, args=args)


def _add_calendar(mail: EmailMultiAlternatives, case: MeetingCase, at: datetime) -> None:
    """Add the meeting for a calendar program: as another way to read the mail if the program may answer."""
    reply = case.answer.reply if case.answer else None
    method, file = invite(case.meeting, case.notice.recipient, reply, at=at)
    if method == "PUBLISH":
        part = MIMEText(file, "calendar", "utf-8")
        part.set_param("method", method)
        part.add_header("Content-Disposition", "attachment", filename="meeting.ics")
        mail.attach(part)
    else:
        mail.attach_alternative(file, f"text/calendar; method={method}")
