"""Coming to owe a notice."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from commitments.models import Commitment
from ledger.actions import record
from meetings.models import Meeting
from members.models import Member
from notifications import dues
from notifications.dues import HORIZON, Due
from notifications.events import Happened
from notifications.models import REVIVABLE, Notice, State

Key = tuple[str, int, str, int]


def owe_notices(*, at: datetime, meeting_id: int | None = None, commitment_id: int | None = None) -> None:
    """Owe what follows from all meetings and commitments, or from one of them, as they are now.

    Twice is once: each row has a unique key. What is settled stays so, except that a meeting moved back or
    restored finds again what was skipped on its account.
    """
    meetings, commitments = Meeting.objects.all(), Commitment.objects.all()
    if meeting_id or commitment_id:
        meetings = meetings.filter(pk=meeting_id or 0)
        commitments = commitments.filter(pk=commitment_id or 0)
    _owe(Meeting, dues.of_meetings(meetings, at=at), at)
    _owe(Commitment, dues.of_commitments(commitments, at=at), at)


@transaction.atomic
def send_again(notice: Notice, *, by: Member, at: datetime) -> None:
    """Try a failed notice once more, from the first attempt on. Whether it still stands is judged again."""
    failed = Notice.objects.filter(pk=notice.pk, state=State.FAILED)
    if failed.update(state=State.OWED, not_before=at, attempts=0, settled_at=None, reason="", detail=""):
        record(
            Happened.NOTICE_OWED_AGAIN,
            by=by,
            toward=notice.recipient,
            about=notice,
            group_id=notice.group_id,
            at=at,
        )


def _owe(model: type[Meeting | Commitment], all_due: Iterable[Due], at: datetime) -> None:
    """Add the rows that are missing, and bring those that are not settled to their new times."""
    wanted = {_key(due): due for due in all_due if due.moment.due_at <= at + HORIZON}
    things = {due.thing.pk for due in wanted.values()}
    found = Notice.objects.filter(subject=model._meta.label_lower, subject_id__in=things)
    known = {(row.kind, row.subject_id, row.occurrence, row.recipient_id): row for row in found}
    Notice.objects.bulk_create(
        [_row(due, at) for key, due in wanted.items() if key not in known and _begins(due, at)],
        batch_size=2000,
        ignore_conflicts=True,
    )
    _bring_up_to_date([(known[key], due) for key, due in wanted.items() if key in known], at)


def _key(due: Due) -> Key:
    return due.moment.kind, due.thing.pk, due.moment.occurrence, due.recipient_id


def _begins(due: Due, at: datetime) -> bool:
    return due.is_timely and at < due.moment.until


def _row(due: Due, at: datetime) -> Notice:
    return Notice(
        kind=due.moment.kind,
        subject=due.thing._meta.label_lower,
        subject_id=due.thing.pk,
        occurrence=due.moment.occurrence,
        recipient_id=due.recipient_id,
        group_id=due.thing.group_id,
        due_at=due.moment.due_at,
        owed_at=at,
    )


def _bring_up_to_date(pairs: Iterable[tuple[Notice, Due]], at: datetime) -> None:
    stale = []
    for notice, due in pairs:
        is_revived = notice.reason in REVIVABLE and at < due.moment.until
        if is_revived or (notice.state == State.OWED and notice.due_at != due.moment.due_at):
            notice.state, notice.reason, notice.settled_at = State.OWED, "", None
            notice.due_at, notice.attempts = due.moment.due_at, 0
            stale.append(notice)
    still_open = Notice.objects.filter(Q(state=State.OWED) | Q(reason__in=REVIVABLE))  # not those sent since
    still_open.bulk_update(stale, ["state", "reason", "settled_at", "due_at", "attempts"], batch_size=2000)
