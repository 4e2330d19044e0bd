"""What a computation is to count: up to which line of the ledger, and on what basis."""

from datetime import date

from django.db import OperationalError, connection, transaction

from engagement.catalogue import METHODS
from engagement.families import Moment
from engagement.models import Computation
from peergroups.models import Community

MANY_LINES = 10_000
"""After so many new lines the planner of PostgreSQL is told anew how large the tables are."""

_FACTS = """
ledger_entry, meetings_meeting, meetings_meetingday, meetings_attendance,
peergroups_group, peergroups_membership, peergroups_leave, peergroups_roleterm,
commitments_commitment, commitments_rollover, meetings_agendaitem, series_occurrence, issues_hotseat,
members_member, room_run, room_consent, room_airtime
"""

_WATCHED_FROM = """
SELECT m.starts_on FROM meetings_meeting m
WHERE m.starts_on <= %(as_of)s
  AND (m.cancelled_at IS NULL OR (m.cancelled_at AT TIME ZONE %(zone)s)::date > %(as_of)s)
  AND EXISTS (
      SELECT FROM meetings_meetingday d JOIN meetings_attendance a ON a.day_id = d.id
      WHERE d.meeting_id = m.id AND d."on" <= %(as_of)s AND a.mark <> 'not recorded')
ORDER BY m.starts_at LIMIT 1
"""


class LedgerIsBusy(Exception):
    """Somebody has been writing in the ledger for long, and it cannot be said where it ends."""

    def __init__(self) -> None:
        super().__init__("The ledger is being written in without a pause. Try again in a minute.")


def safe_watermark() -> int:
    """Return the last line of the ledger before which none can appear any more.

    Lines are numbered when they are written and seen when their transaction commits, so a higher number can
    be seen before a lower one. For a moment nobody may write: once all who had begun have ended, the highest
    number is a safe one. It waits two seconds at most, because others wait behind it.

    Raises:
        LedgerIsBusy: when that was not long enough.
    """
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '2s'")
            cursor.execute("LOCK TABLE ledger_entry IN SHARE MODE")
            cursor.execute("SET LOCAL lock_timeout = DEFAULT")
            return last_line()
    except OperationalError as error:
        if "lock timeout" not in str(error):
            raise
        raise LedgerIsBusy from error


def last_line() -> int:
    """Return the highest line that can be seen, which is not safe to count up to."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0) FROM ledger_entry")
        return int(cursor.fetchone()[0])


def moment_at(as_of: date, zone: str, watermark: int) -> Moment:
    """Return what is to be counted then."""
    with connection.cursor() as cursor:
        cursor.execute(_WATCHED_FROM, {"as_of": as_of, "zone": zone})
        (watched_from,) = cursor.fetchone() or (None,)
    return Moment(as_of, zone, watermark, watched_from)


def plan(computation: Computation) -> None:
    """Write down what the computation is to count."""
    moment = moment_at(computation.as_of, Community.current().timezone, safe_watermark())
    computation.zone, computation.watched_from = moment.zone, moment.watched_from
    computation.watermark = moment.watermark
    computation.save(update_fields=["watermark", "zone", "watched_from"])


def tell_planner() -> None:
    """Let PostgreSQL look at the facts before it plans how to read many of them.

    After an import it believes the tables empty, and joins row by row: eleven years of meetings took 94
    seconds instead of 0.2.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {_FACTS}")


def moment_of(computation: Computation) -> Moment:
    """Return what the blocks of a planned computation count."""
    return Moment(computation.as_of, computation.zone, computation.watermark or 0, computation.watched_from)


def basis_of(moment: Moment) -> str:
    """Say on what all counts rest: on another basis they are to be made anew."""
    return f"{moment.zone} {moment.watched_from} {METHODS}"
