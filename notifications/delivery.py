"""Handing mails to the mail server so that `kill -9` at any moment leaves no mail lost and none sent twice.

A mail server takes responsibility for a mail when it reads the dot that ends it; what breaks off before the
dot never was a mail. So everything but the dot is sent first, then the database is told that this mail goes
out, then comes the dot. See docs/decisions/0006-mail-exactly-once.md.
"""

import re
import smtplib
import socket
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Any, Self
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends import smtp

from notifications.traces import Trace

DOT = b".\r\n"


class Unreachable(Exception):
    """The mail server does not answer, or takes nothing from us at all. No mail is to blame."""


class Refused(Exception):
    """The mail server will not take this mail: for now, or for good."""

    def __init__(self, code: int, words: bytes | str) -> None:
        self.is_final = code >= 500
        text = words.decode(errors="replace") if isinstance(words, bytes) else words
        super().__init__(f"{code} {text}")


class Interrupted(Exception):
    """The connection broke before the mail was let go of: it was not delivered."""


class Unanswered(Exception):
    """The connection broke after the mail was let go of: it was delivered, or it was not."""


class ClaimLost(Exception):
    """This worker was silent for so long that another has its notices in hand. The mail was not let go of."""


class TwoStepSMTP(smtplib.SMTP):
    """SMTP that sends a mail in two steps: the body, and then the dot."""

    before_the_dot: Callable[[], None]

    def data(self, msg: Any) -> tuple[int, bytes]:
        """Send the mail up to its end, call `before_the_dot`, then send the dot."""
        self.putcmd("data")
        code, reply = self.getreply()
        if code != 354:
            raise smtplib.SMTPDataError(code, reply)
        body = re.sub(rb"(?m)^\.", b"..", msg)
        self.send(body if body.endswith(b"\r\n") else body + b"\r\n")
        assert self.sock  # noqa: S101 - something was sent over it just now
        try:
            self.before_the_dot()
            self.sock.sendall(DOT)
        except BaseException:
            self.close()  # without the dot nothing was delivered, and there is no other way out of DATA
            raise
        return self.getreply()


class TwoStepSMTPS(TwoStepSMTP, smtplib.SMTP_SSL):
    """The same, encrypted from the first byte."""


class TwoStepBackend(smtp.EmailBackend):
    """Django's SMTP with another connection."""

    connection: Any

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return TwoStepSMTPS if self.use_ssl else TwoStepSMTP


class Courier:
    """Carries mails, one after the other, over one connection; after any trouble the next has a new one.

    With a mail backend other than Django's SMTP a mail is let go of just before the backend is called.
    """

    def __init__(self) -> None:
        self.claim = uuid4()
        self._trace = Trace(self.claim)
        is_smtp = settings.EMAIL_BACKEND == "django.core.mail.backends.smtp.EmailBackend"
        self._backend: Any = TwoStepBackend() if is_smtp else get_connection()

    def __enter__(self) -> Self:
        self._trace.open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self._hang_up()
        is_accounted_for = error is None or isinstance(error, (Unreachable, ClaimLost))
        self._trace.close(keep=not is_accounted_for)

    def deliver(self, mail: EmailMessage, number: int, let_go: Callable[[], None]) -> None:
        """Deliver a mail, known by its number; call `let_go` at the last moment at which it can be kept.

        What `let_go` raises comes out here, and the mail is not delivered.

        Raises:
            Unreachable, Refused, Interrupted: it was not delivered.
            Unanswered: nobody knows.
        """
        self._call()
        gone = False

        def before_the_dot() -> None:
            nonlocal gone
            let_go()
            gone = True
            self._trace.note(number)  # and nothing after it: what follows is the dot

        try:
            self._hand_over(mail, before_the_dot)
            if not gone:  # Django drops a mail without an address in silence
                raise Interrupted("there was nobody to deliver it to")
        except smtplib.SMTPSenderRefused as error:
            raise Unreachable(str(error)) from error
        except smtplib.SMTPRecipientsRefused as error:
            raise Refused(*next(iter(error.recipients.values()))) from error
        except smtplib.SMTPDataError as error:
            raise Refused(error.smtp_code, error.smtp_error) from error
        except (OSError, ValueError) as error:  # SMTPException is an OSError; a strange address a ValueError
            raise (Unanswered if gone else Interrupted)(str(error)) from error

    def _call(self) -> None:
        try:
            if self._backend.open() and isinstance(self._backend, TwoStepBackend):
                # The dot must not wait for the other side to confirm the body (Nagle's algorithm).
                self._backend.connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except OSError as error:
            self._hang_up()
            raise Unreachable(str(error)) from error

    def _hand_over(self, mail: EmailMessage, before_the_dot: Callable[[], None]) -> None:
        if isinstance(self._backend, TwoStepBackend):
            self._backend.connection.before_the_dot = before_the_dot
        else:
            before_the_dot()
        try:
            self._backend.send_messages([mail])
        except BaseException:
            self._hang_up()
            raise

    def _hang_up(self) -> None:
        with suppress(OSError):
            self._backend.close()
