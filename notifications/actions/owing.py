"""Coming to owe a notice."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from ledger.actions import record
from members.models import Member
from notifications.dues import Due, all_due
from notifications.events import Happened
from notifications.models import REVIVABLE, Notice, State
from notifications.occasion import HORIZON, Lookup, Occasion
from notifications.occasions import OCCASIONS
from peergroups.models import Community

Key = tuple[str, int, str, int]


def owe_notices(*, at: datetime, model: str = "", number: int = 0) -> None:
    """Owe what follows from how everything stands now; or only what one thing has to do with, by its model.

    Twice is once: each row has a unique key. What is settled stays so, except that a meeting moved back or
    restored finds again what was skipped on its account.
    """
    community = Community.current()
    for occasion in OCCASIONS:
        if not model:
            _owe(occasion, {}, community, at)
        elif model in occasion.rung_by:
            _owe(occasion, {occasion.rung_by[model]: number}, community, at)


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


def _owe(occasion: Occasion[Any], only: Lookup, community: Community, at: datetime) -> None:
    """Add the rows that are missing, and bring those that are not settled to their new times."""
    dues = all_due(occasion, only, community=community, at=at)
    wanted = {_key(due): due for due in dues if due.moment.due_at <= at + HORIZON}
    if not wanted:
        return
    things = {due.thing_id for due in wanted.values()}
    found = Notice.objects.filter(subject=occasion.subject, kind__in=occasion.kinds, subject_id__in=things)
    known = {(row.kind, row.subject_id, row.occurrence, row.recipient_id): row for row in found}
    Notice.objects.bulk_create(
        [
            _row(occasion.subject, due, at)
            for key, due in wanted.items()
            if key not in known and _begins(due, at)
        ],
        batch_size=2000,
        ignore_conflicts=True,
    )
    _bring_up_to_date([(known[key], due) for key, due in wanted.items() if key in known], at)


def _key(due: Due) -> Key:
    return due.moment.kind, due.thing_id, due.moment.occurrence, due.recipient_id


def _begins(due: Due, at: datetime) -> bool:
    return due.is_timely and at < due.moment.until


def _row(subject: str, due: Due, at: datetime) -> Notice:
    return Notice(
        kind=due.moment.kind,
        subject=subject,
        subject_id=due.thing_id,
        occurrence=due.moment.occurrence,
        recipient_id=due.recipient_id,
        group_id=due.group_id,
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
