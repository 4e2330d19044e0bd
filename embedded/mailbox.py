"""The mailbox of the embedded mode: mails go into a folder instead of to a server, to be read on a page."""

import email
import mailbox
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMessage as OutgoingMail
from django.core.mail.backends.base import BaseEmailBackend

from embedded.places import Places

KEPT = 500
KEY = re.compile(r"(?P<seconds>\d+)\.M(?P<micros>\d+)P\d+Q(?P<count>\d+)\.")


class MailboxBackend(BaseEmailBackend):
    """Deliver every mail into the folder, and forget the oldest."""

    def send_messages(self, email_messages: Sequence[OutgoingMail]) -> int:
        folder = _folder()
        for mail in email_messages:
            folder.add(mail.message().as_bytes())
        for key in _newest_first(folder)[KEPT:]:
            folder.discard(key)
        return len(email_messages)


@dataclass(frozen=True)
class Letter:
    """One delivered mail."""

    key: str
    content: EmailMessage

    @property
    def at(self) -> datetime:
        return datetime.fromtimestamp(_moment(self.key)[0], UTC)

    @property
    def to(self) -> str:
        return str(self.content["To"])

    @property
    def subject(self) -> str:
        return str(self.content["Subject"])

    @property
    def headers(self) -> list[tuple[str, str]]:
        return [(name, str(value)) for name, value in self.content.items()]

    @property
    def text(self) -> str:
        return self._part("plain")

    @property
    def html(self) -> str:
        return self._part("html")

    @property
    def attachments(self) -> list[str]:
        return [part.get_filename("without a name") for part in self.content.iter_attachments()]

    def _part(self, kind: str) -> str:
        part = self.content.get_body((kind,))
        return str(part.get_content()) if part else ""


def letters(to: str = "") -> Iterator[Letter]:
    """Yield the letters whose recipients contain `to`, the newest first."""
    folder = _folder()
    for key in _newest_first(folder):
        letter = _open(folder, key)
        if letter and to.casefold() in letter.to.casefold():
            yield letter


def letter(key: str) -> Letter | None:
    """Return the letter, or None if there is none, or no more."""
    return _open(_folder(), key) if KEY.match(key) else None


def _open(folder: mailbox.Maildir, key: str) -> Letter | None:
    try:
        return Letter(key, email.message_from_bytes(folder.get_bytes(key), policy=policy.default))
    except KeyError:  # forgotten a moment ago
        return None


def _folder() -> mailbox.Maildir:
    if settings.EMBEDDED_VAR is None:
        raise ImproperlyConfigured("The mailbox belongs to the embedded mode. Set EMAIL_URL.")
    return mailbox.Maildir(Places(settings.EMBEDDED_VAR).mail)


def _newest_first(folder: mailbox.Maildir) -> list[str]:
    return sorted((key for key in folder.iterkeys() if KEY.match(key)), key=_moment, reverse=True)


def _moment(key: str) -> tuple[int, int, int]:
    """Read the moment of delivery out of a name as the standard library gives it."""
    found = KEY.match(key)
    if found is None:
        raise ValueError(key)
    return int(found["seconds"]), int(found["micros"]), int(found["count"])
