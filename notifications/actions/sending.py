"""Sending what is due, and writing down what became of each notice."""

import logging
import time
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F

from notifications.actions.claiming import FREE, MOST_ATTEMPTS, claim_notices, give_back
from notifications.cases import read_cases
from notifications.delivery import ClaimLost, Courier, Interrupted, Refused, Unanswered
from notifications.judging import judge
from notifications.mails import write_mail
from notifications.models import IN_HAND, Notice, NoticeQuerySet, Reason, State
from notifications.occasion import Case

REST_AFTER = [timedelta(minutes=n) for n in (1, 5, 30, 120)]
"""How long a mail rests that could not be written or was refused for now, after each attempt."""

STALE_AFTER = 60.0
"""Seconds after which a batch that a slow mail server holds up is judged anew, well before its lease ends."""

log = logging.getLogger(__name__)


def send_batch(courier: Courier, *, at: datetime) -> bool:
    """Send the next batch of what is due, or skip or put off what does not stand; whether there was any.

    Each notice is settled by itself: a mail that cannot be written or delivered does not hold up the others.

    Raises:
        Unreachable: there is no mail server; what is left of the batch is owed as before.
        ClaimLost: another worker has taken over, trace and all; a new courier may go on.
    """
    stale_at = time.monotonic() + min(STALE_AFTER, settings.NOTICE_LEASE_SECONDS / 4)
    batch = claim_notices(courier.claim, at=at)
    left = read_cases(batch, at=at)
    try:
        while left and time.monotonic() < stale_at:
            _settle(*left[0], courier, at)
            left.pop(0)
    finally:
        give_back([notice for notice, _ in left])
    return bool(batch)


def _settle(notice: Notice, case: Case[Any] | None, courier: Courier, at: datetime) -> None:
    if case is None:
        _close(notice, State.SKIPPED, at, reason=Reason.GONE)
        return
    skip, put_off = judge(case, at=at)
    if skip:
        _close(notice, State.SKIPPED, at, reason=skip)
    elif put_off:
        give_back([notice], not_before=put_off)
    elif mail := _written(case, at):
        _send(case, mail, courier, at)


def _written(case: Case[Any], at: datetime) -> EmailMessage | None:
    try:
        return write_mail(case, at=at)
    except Exception as error:  # whatever is wrong with one mail, the others go out
        log.exception("notice %s cannot be written", case.notice.pk)
        # The error's words stay in the log: they may hold content. A later release may write it.
        _try_later(case.notice, at, Reason.UNREADABLE, type(error).__name__)
        return None


def _send(case: Case[Any], mail: EmailMessage, courier: Courier, at: datetime) -> None:
    notice, told = case.notice, case.digest

    def let_go() -> None:
        held = _mine(notice).filter(state=State.CLAIMED)
        longer = F("claimed_until") + timedelta(seconds=settings.NOTICE_LEASE_SECONDS)
        if not held.update(state=State.SENDING, told=told, claimed_until=longer):
            raise ClaimLost

    try:
        courier.deliver(mail, notice.pk, let_go)
    except Refused as refusal:
        _try_later(notice, at, Reason.REFUSED, str(refusal), is_final=refusal.is_final)
    except Interrupted as trouble:
        _try_later(notice, at, Reason.REFUSED, str(trouble))
    except Unanswered as trouble:
        if notice.nature.comes_at_least_once:
            _try_later(notice, at, Reason.REFUSED, str(trouble))
        else:
            _close(notice, State.SENT, at, reason=Reason.UNCONFIRMED, detail=str(trouble))
    else:
        _close(notice, State.SENT, at)


def _try_later(notice: Notice, at: datetime, reason: Reason, detail: str, *, is_final: bool = False) -> None:
    """Let it rest and try again, unless there is no use in it."""
    if is_final or notice.attempts >= MOST_ATTEMPTS:
        _close(notice, State.FAILED, at, reason=reason, detail=detail)
        return
    rest = at + REST_AFTER[notice.attempts - 1]
    _mine(notice).update(state=State.OWED, not_before=rest, told="", detail=detail[:300], **FREE)


def _close(notice: Notice, state: State, at: datetime, *, reason: str = "", detail: str = "") -> None:
    told = {"told": ""} if state == State.FAILED else {}
    _mine(notice).update(state=state, settled_at=at, reason=reason, detail=detail[:300], **told, **FREE)


def _mine(notice: Notice) -> NoticeQuerySet:
    """The row as long as this worker has it in hand."""
    return Notice.objects.filter(pk=notice.pk, claim=notice.claim, state__in=IN_HAND)
