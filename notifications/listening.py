"""Hearing from the ledger that something changed, and ringing for a worker to see to it.

A ring that is not heard does no harm: the clock rings too, and what is owed follows from the database.
"""

import logging
from collections.abc import Iterable
from typing import Any

from kombu.exceptions import OperationalError

from closing.events import Happened as Closed
from commitments.events import Happened as Promised
from gatherings.events import Happened as Gathered
from issues.events import Happened as Offered
from ledger.models import Entry
from meetings.events import Happened as Met
from notifications.news import OF_SERIES
from notifications.occasions import RUNG_BY
from notifications.tasks import owe_notices
from peergroups.bell import line
from series.events import Happened as Repeated
from surveys.events import Happened as Asked

TELLING = {
    Met.MEETING_SCHEDULED,
    Met.MEETING_CHANGED,
    Met.MEETING_CANCELLED,
    Met.MEETING_RESTORED,
    Closed.MEETING_CLOSED,
    Closed.MEETING_REOPENED,
    Repeated.HOST_NAMED,
    Repeated.INVITED,
    *OF_SERIES,
    Offered.HOT_SEAT_CHOSEN,
    Offered.HOT_SEAT_PREPARED,
    Offered.HOT_SEAT_FILLED,
    Gathered.REGISTRATION_OPENED,
    Gathered.PROMOTED,
    Gathered.SESSION_CANCELLED,
    *Promised,
    Asked.SURVEY_OPENED,
    Asked.SURVEY_CHANGED,
    Asked.SURVEY_REOPENED,
}
"""What somebody may have to hear of soon. The clock sees to the rest within minutes."""

log = logging.getLogger(__name__)


def hear(entries: Iterable[Entry], **_: Any) -> None:
    """Ring once for each thing that changed, without making anybody wait for it."""
    changed = {
        (entry.kind, entry.thing_id) for entry in entries if entry.verb in TELLING and entry.kind in RUNG_BY
    }
    if not changed:
        return
    try:
        with line() as producer:
            for model, number in changed:
                kwargs = {"model": model, "number": number}
                owe_notices.apply_async(kwargs=kwargs, producer=producer, retry=False)
    except OperationalError as trouble:
        log.warning("no broker heard what changed; the clock will find it: %s", trouble)
