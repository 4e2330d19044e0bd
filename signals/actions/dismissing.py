"""Saying that a signal needs no look, and why; and taking that back."""

from datetime import datetime

from django.db import IntegrityError, transaction

from ledger.actions import record
from members.models import Member
from signals.events import Happened
from signals.models import Ending, Signal


class AlreadyOver(Exception):
    """It has ended: by the clock, by corrected facts, or somebody has dismissed it before."""


class Overtaken(Exception):
    """A newer signal of the same kind stands, so the older one is not put back beside it."""


@transaction.atomic
def dismiss_signal(signal: Signal, *, reason: str, by: Member, at: datetime) -> None:
    """Dismiss a signal. Where it said that a group has changed, the count begins anew after that quarter.

    Raises:
        AlreadyOver: it does not stand any more; only the first of two callers succeeds.
    """
    standing = Signal.objects.filter(pk=signal.pk, ended_at=None)
    if not standing.update(ended_at=at, ending=Ending.DISMISSED, dismissed_by=by, reason=reason):
        raise AlreadyOver
    signal.refresh_from_db()
    _note(Happened.SIGNAL_DISMISSED, signal, by=by, at=at)


@transaction.atomic
def restore_signal(signal: Signal, *, by: Member, at: datetime) -> None:
    """Take a dismissal back; until when it stands stays as it was.

    Raises:
        Overtaken: there is a newer one of the same kind about the same subject.
    """
    dismissed = Signal.objects.filter(pk=signal.pk, ending=Ending.DISMISSED)
    try:
        with transaction.atomic():
            restored = dismissed.update(ended_at=None, ending="", dismissed_by=None, reason="")
    except IntegrityError as trouble:
        raise Overtaken from trouble
    if restored:
        signal.refresh_from_db()
        _note(Happened.SIGNAL_RESTORED, signal, by=by, at=at)


def _note(verb: Happened, signal: Signal, *, by: Member, at: datetime) -> None:
    record(verb, by=by, about=signal, group_id=signal.group_id, at=at)
