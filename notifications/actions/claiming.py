"""Taking notices in hand, so that no two workers send the same one."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F

from notifications.models import IN_HAND, IN_TURN, Notice, Reason, State
from notifications.traces import Trace

BATCH = 50
"""As many as are read and judged at once, and as wait for the end of a lease if the worker dies."""
MOST_ATTEMPTS = 5
FREE: dict[str, None] = {"claim": None, "claimed_until": None}
"""What a row that nobody has in hand looks like."""


@transaction.atomic
def claim_notices(claim: UUID, *, at: datetime) -> list[Notice]:
    """Take the next batch in hand for a while; rows that another worker is just taking are passed over."""
    until = at + timedelta(seconds=settings.NOTICE_LEASE_SECONDS)
    due = Notice.objects.due(at).select_related("recipient", "group")
    batch = list(due.select_for_update(skip_locked=True, of=("self",))[:BATCH])
    Notice.objects.filter(pk__in=[notice.pk for notice in batch]).update(
        state=State.CLAIMED, claim=claim, claimed_until=until, attempts=F("attempts") + 1, not_before=None
    )
    for notice in batch:
        notice.state, notice.claim, notice.attempts = State.CLAIMED, claim, notice.attempts + 1
    return batch


def give_back(notices: Iterable[Notice], *, not_before: datetime | None = None) -> None:
    """Let go of claims that came to nothing; no attempt is counted."""
    for notice in notices:
        held = Notice.objects.filter(pk=notice.pk, claim=notice.claim, state=State.CLAIMED)
        held.update(state=State.OWED, attempts=F("attempts") - 1, not_before=not_before, **FREE)


def release_claims(*, at: datetime) -> None:
    """Take back what a worker that died had in hand; doing so twice takes nothing back twice.

    What it had not begun to send is owed again. What it was sending is owed again if its trace says that it
    had not let go of it; and without a trace if the kind is one that had better come twice than never.
    """
    abandoned = Notice.objects.abandoned(at)
    sending = list(abandoned.filter(state=State.SENDING))
    claims = set(abandoned.values_list("claim", flat=True))
    for notice in sending:
        _settle_uncertain(notice, at)
    held = abandoned.filter(state=State.CLAIMED)
    # Only the first that a worker had not settled may have been its death; the rest were not even tried.
    suspects = held.order_by("claim", *IN_TURN).distinct("claim")
    held.exclude(pk__in=suspects.values("pk")).update(state=State.OWED, attempts=F("attempts") - 1, **FREE)
    held.filter(attempts__gte=MOST_ATTEMPTS).update(
        state=State.FAILED, reason=Reason.WORKER_LOST, settled_at=at, **FREE
    )
    held.update(state=State.OWED, **FREE)
    # What was going out has a longer lease than what waited for its turn, and needs its trace until then.
    claims -= set(Notice.objects.filter(state__in=IN_HAND, claim__in=claims).values_list("claim", flat=True))
    for claim in claims:
        Trace(claim).remove()


def _settle_uncertain(notice: Notice, at: datetime) -> None:
    """Settle a notice that was going out when its worker fell silent."""
    let_go_of = Trace(notice.claim).read()
    may_be_lost = not notice.nature.comes_at_least_once
    is_gone = may_be_lost if let_go_of is None else let_go_of == notice.pk
    mine = Notice.objects.filter(pk=notice.pk, claim=notice.claim, state=State.SENDING)
    if is_gone:
        mine.update(state=State.SENT, reason=Reason.UNCONFIRMED, settled_at=at, **FREE)
    else:
        mine.update(state=State.OWED, told="", **FREE)
