"""Computing what engagement means. All results are replaced at once, so a page never sees half of them.

Nothing of this is written in the ledger: results are a reading of it, and `Computation` keeps who asked when.
"""

import csv
import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from io import StringIO
from time import monotonic

from django.db import connection, transaction
from django.db.models import Max

from engagement.models import Computation, MetricResult
from engagement.results import Result, results
from ledger.models import Entry
from members.models import Member
from peergroups.models import Community

_ONE_AT_A_TIME = 0x656E67616765  # the key of an advisory lock of PostgreSQL: “engage”
_COLUMNS = [*Result._fields, "watermark", "computed_at"]


def compute_engagement(*, as_of: date, by: Member | None, at: datetime) -> Computation:
    """Compute all results as seen on that day, and return the record of it."""
    computation = Computation.objects.create(as_of=as_of, requested_by=by, requested_at=at)
    carry_out_computation(computation, at=at)
    return computation


def refresh_engagement(*, as_of: date, by: Member | None, at: datetime) -> None:
    """Compute, unless the results are of that day and nothing has happened since."""
    last = Computation.objects.finished().first()
    if last is None or last.as_of != as_of or last.watermark != _last_line():
        compute_engagement(as_of=as_of, by=by, at=at)


def request_computation(*, as_of: date, by: Member, at: datetime) -> Computation:
    """Ask for a computation; who asks while one is under way gets that one."""
    waiting = Computation.objects.under_way(at).filter(as_of=as_of).first()
    return waiting or Computation.objects.create(as_of=as_of, requested_by=by, requested_at=at)


def give_up_computation(computation: Computation, *, because: str, at: datetime) -> None:
    """Wait no longer for a computation that no worker has heard of, so that it can be asked for again."""
    unheard = Computation.objects.filter(pk=computation.pk, started_at=None)
    unheard.update(finished_at=at, error=because[:500])


def carry_out_computation(computation: Computation, *, at: datetime) -> None:
    """Do what was asked for. A second caller waits for the first and comes to the same results."""
    begun = monotonic()
    computation.started_at = at
    computation.save(update_fields=["started_at"])
    try:
        _replace_results(computation, at)
    except Exception as error:
        computation.error = f"{type(error).__name__}: {error}"[:500]
        raise
    finally:
        computation.finished_at = at + timedelta(seconds=monotonic() - begun)
        computation.save(update_fields=["finished_at", "rows", "watermark", "error"])


@transaction.atomic
def _replace_results(computation: Computation, at: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ONE_AT_A_TIME])
    # Before the facts are read: what is written meanwhile counts as not seen, and is seen the next time.
    computation.watermark = _last_line()
    found = results(as_of=computation.as_of, zone=Community.current().timezone)
    MetricResult.objects.all().delete()
    _copy([*_as_text(result), computation.watermark, at] for result in found)
    computation.rows = len(found)


def _last_line() -> int:
    return Entry.objects.aggregate(last=Max("pk"))["last"] or 0


def _as_text(result: Result) -> list[object]:
    *columns, detail = result
    return [*columns, None if detail is None else json.dumps(detail)]


def _copy(rows: Iterable[Sequence[object]]) -> None:
    """Insert rows as PostgreSQL does it fastest; one by one, most of the time of a computation goes there."""
    lines = StringIO()
    csv.writer(lines).writerows(rows)
    lines.seek(0)
    table = MetricResult._meta.db_table
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {table} ({', '.join(_COLUMNS)}) FROM STDIN WITH (FORMAT csv)", lines)
