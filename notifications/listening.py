"""Hearing from the ledger that something changed, and ringing for a worker to see to it.

A ring that is not heard does no harm: the clock rings too, and what is owed follows from the database.
"""

import logging
from collections.abc import Iterable
from typing import Any

from kombu.exceptions import OperationalError

from commitments.models import Commitment
from ledger.models import Entry
from meetings.events import Happened
from meetings.models import Meeting
from notifications.tasks import owe_notices
from peergroups.bell import line

_THINGS = {Meeting._meta.label_lower: "meeting_id", Commitment._meta.label_lower: "commitment_id"}
_NOTHING_TO_TELL = {
    Happened.ANSWERED_YES,
    Happened.ANSWERED_NO,
    Happened.ANSWERED_MAYBE,
    Happened.AGENDA_CHANGED,
}

log = logging.getLogger(__name__)


def hear(entries: Iterable[Entry], **_: Any) -> None:
    """Ring once for each meeting and commitment that changed, without making anybody wait for it."""
    changed = {
        (_THINGS[entry.kind], entry.thing_id)
        for entry in entries
        if entry.kind in _THINGS and entry.verb not in _NOTHING_TO_TELL
    }
    if not changed:
        return
    try:
        with line() as producer:
            for thing, number in changed:
                owe_notices.apply_async(kwargs={thing: number}, producer=producer, retry=False)
    except OperationalError as trouble:
        log.warning("no broker heard what changed; the clock will find it: %s", trouble)
