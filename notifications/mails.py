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

from calendars.actions.inviting import CalendarPart
from meetings.models import Reply
from notifications.occasion import Case, Lines
from notifications.tokens import answer_token, refusal_token

ANSWERS = {Reply.YES: "Yes, I am coming", Reply.MAYBE: "Maybe", Reply.NO: "No, I cannot"}


def write_mail(case: Case[Any], *, at: datetime) -> EmailMultiAlternatives:
    """Return the mail that a case asks for, as things stand now."""
    notice = case.notice
    subject, words = _words(case, at)
    stop = _address("notifications:unsubscribe", refusal_token(notice.recipient_id, notice.kind))
    context = {
        "recipient": notice.recipient,
        "community": case.community,
        "kind": notice.nature,
        "words": words,
        "facts": [*([("Group", notice.group.name)] if notice.group else []), *case.facts()],
        "links": _links(case),
        "stop": stop,
        "choose": _address("notifications:preferences"),
    }
    mail = EmailMultiAlternatives(
        subject,
        render_to_string("notifications/mails/layout.txt", context),
        to=[notice.recipient.email],
        headers=_headers(case, stop),
    )
    mail.attach_alternative(render_to_string("notifications/mails/layout.html", context), "text/html")
    if part := case.calendar(at):
        _add_calendar(mail, part)
    return mail


def _words(case: Case[Any], at: datetime) -> tuple[str, str]:
    """Return subject and text, which a template holds as its first line and the rest."""
    context: dict[str, Any] = {"case": case, "group": case.notice.group}
    context |= {"today": timezone.localdate(at, case.clock), "asks": case.asks is not None}
    text = render_to_string(f"notifications/mails/{case.notice.kind}.txt", context)
    subject, _, words = text.strip().partition("\n")
    return " ".join(subject.split()), words.strip()


def _headers(case: Case[Any], stop: str) -> dict[str, str]:
    return {
        "Message-ID": case.notice.message_id,
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }


def _links(case: Case[Any]) -> Lines:
    """Return where the mail leads; first of all to the answers, where it asks for one."""
    links = [(words, settings.BASE_URL + path) for words, path in case.links()]
    if case.asks is None:
        return links
    page = _address("notifications:answer", answer_token(case.asks.pk, case.notice.recipient_id))
    return [(words, f"{page}?reply={reply}") for reply, words in ANSWERS.items()] + links


def _address(name: str, *args: str) -> str:
    """Return where a page is. Never by the Host header: a mail is written without a request."""
    return settings.BASE_URL + reverse(name, args=args)


def _add_calendar(mail: EmailMultiAlternatives, calendar: CalendarPart) -> None:
    """Add the meeting for a calendar program: as another way to read the mail if the program may answer."""
    method, file = calendar
    if method == "PUBLISH":
        part = MIMEText(file, "calendar", "utf-8")
        part.set_param("method", method)
        part.add_header("Content-Disposition", "attachment", filename="meeting.ics")
        mail.attach(part)
    else:
        mail.attach_alternative(file, f"text/calendar; method={method}")
