"""Writing in the ledger, and the one signal by which news travels upward."""

from collections.abc import Iterable
from datetime import datetime

from django.db import models, transaction
from django.dispatch import Signal

from ledger.models import Entry
from members.models import Member

recorded = Signal()
"""Sent after commit with `entries`, a list of new `Entry` rows."""


def entry(
    verb: str,
    *,
    at: datetime,
    by: Member | None = None,
    toward: Member | None = None,
    about: models.Model | None = None,
    group_id: int | None = None,
    key: str | None = None,
) -> Entry:
    """Return an unsaved entry; `about` is any row of any app, kept as its model's label and its id."""
    return Entry(
        verb=verb,
        at=at,
        by=by,
        toward=toward,
        kind=about._meta.label_lower if about else "",
        thing_id=about.pk if about else None,
        group_id=group_id,
        key=key,
    )


def record(
    verb: str,
    *,
    at: datetime,
    by: Member | None = None,
    toward: Member | None = None,
    about: models.Model | None = None,
    group_id: int | None = None,
    key: str | None = None,
) -> None:
    """Write one line of what happened, in the caller's transaction; listeners hear of it after commit.

    With a `key` the line is written once; writing it again is silently the same line.
    """
    record_all([entry(verb, at=at, by=by, toward=toward, about=about, group_id=group_id, key=key)])


def record_all(entries: Iterable[Entry], *, quietly: bool = False) -> None:
    """Write many lines at once; `quietly` for history that nobody is to be told of (an import)."""
    lines = list(entries)
    plain = [line for line in lines if line.key is None]
    keyed = [line for line in lines if line.key is not None]
    Entry.objects.bulk_create(plain, batch_size=2000)
    Entry.objects.bulk_create(keyed, batch_size=2000, ignore_conflicts=True)
    if lines and not quietly:
        transaction.on_commit(lambda: recorded.send(sender=Entry, entries=lines))
