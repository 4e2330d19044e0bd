"""Looking through the results of the last whole quarter for what asks for a look."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import groupby

from django.db import connection, transaction
from django.db.models import Max

from engagement.models import Level, MetricResult
from engagement.periods import Quarter
from ledger.actions import entry, record_all
from peergroups.models import Group, Membership
from signals import readings
from signals.detecting.changes import changes
from signals.detecting.checkins import check_ins
from signals.detecting.finding import Finding, Subject
from signals.detecting.structure import structures
from signals.events import Happened
from signals.kinds import ABOUT, Kind
from signals.models import Ending, Raising, Signal

FOR_A_MONTH = timedelta(days=30)
KEPT_FOR = timedelta(days=730)
"""How long a check-in is kept, to tell a year later how often the rules were right."""

_ONE_AT_A_TIME = 0x7369676E616C  # the key of an advisory lock of PostgreSQL: “signal”

Key = tuple[str, int | None, int | None]


@transaction.atomic
def raise_signals(*, as_of: date, at: datetime) -> int:
    """Bring the signals up to date with the results, and return how many are new.

    A quarter is judged once it is over. What is so no longer, because facts were corrected or somebody went
    on leave, is withdrawn; what was dismissed or has expired is not raised again for the same quarter. A
    second caller waits for the first and finds nothing to do.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ONE_AT_A_TIME])
    quarter = Quarter.of(as_of).previous
    if not MetricResult.objects.filter(period_id=quarter.id).exists():
        return 0  # nothing has been computed yet, which does not make anything untrue
    over = Signal.objects.filter(ended_at=None).exclude(period_id=quarter.id, expires_on__gte=as_of)
    over.update(ended_at=at, ending=Ending.EXPIRED)
    found = {_key(finding): finding for finding in _findings(quarter, as_of)}
    known = {_key_of(signal): signal for signal in Signal.objects.filter(period_id=quarter.id)}
    _withdraw((signal for key, signal in known.items() if key not in found), at)
    _correct((signal, found[key]) for key, signal in known.items() if key in found)
    new = [finding for key, finding in found.items() if key not in known]
    _raise(new, quarter, as_of=as_of, at=at)
    _say_what_came_of_it(quarter)
    Signal.objects.filter(level=Level.MEMBER, raised_at__lt=at - KEPT_FOR).delete()
    Raising.objects.update_or_create(as_of=as_of, defaults={"raised_at": at})
    return len(new)


def _findings(quarter: Quarter, as_of: date) -> list[Finding]:
    explained = Signal.objects.filter(kind=Kind.CHANGE, ending=Ending.DISMISSED, period_id__lt=quarter.id)
    since = dict(explained.order_by().values_list("group").annotate(last=Max("period_id")))
    groups = Group.objects.filter(memberships__in=Membership.objects.current(as_of)).distinct()
    subjects = [Subject(), *(Subject(group) for group in groups.order_by("pk").values_list("pk", flat=True))]
    standing = set(subjects)
    changed = changes(readings.attendance_of_groups(quarter), quarter=quarter.id, since=since)
    return [
        *(finding for finding in changed if finding.subject in standing),
        *check_ins(readings.records(quarter, on=as_of), quarter=quarter.id),
        *structures(subjects, readings.shapes(quarter), quarter=quarter.id),
    ]


def _key(finding: Finding) -> Key:
    return (finding.kind.value, *finding.subject)


def _key_of(signal: Signal) -> Key:
    return (signal.kind, signal.group_id, signal.member_id)


def _withdraw(signals: Iterable[Signal], at: datetime) -> None:
    gone = Signal.objects.filter(pk__in=[signal.pk for signal in signals], ended_at=None)
    gone.update(ended_at=at, ending=Ending.WITHDRAWN)


def _correct(pairs: Iterable[tuple[Signal, Finding]]) -> None:
    """Let what stands say the present numbers; what was withdrawn and is so after all stands again."""
    for signal, finding in pairs:
        row = Signal.objects.filter(pk=signal.pk)
        if signal.ending == Ending.WITHDRAWN:
            row.update(ended_at=None, ending="", evidence=finding.evidence)
        elif signal.evidence != finding.evidence:
            row.filter(ended_at=None).update(evidence=finding.evidence)


def _raise(findings: Iterable[Finding], quarter: Quarter, *, as_of: date, at: datetime) -> None:
    people = readings.head_counts(quarter)
    signals = Signal.objects.bulk_create(
        Signal(
            kind=finding.kind,
            level=_level(finding.subject),
            group_id=finding.subject.group_id,
            member_id=finding.subject.member_id,
            period_id=quarter.id,
            evidence=finding.evidence,
            people=people.get(finding.subject.group_id) if finding.subject.group_id else None,
            raised_at=at,
            expires_on=as_of + FOR_A_MONTH if finding.subject.member_id else quarter.next.last_day,
        )
        for finding in findings
    )
    record_all(
        entry(Happened.SIGNAL_RAISED, about=signal, group_id=signal.group_id, at=at) for signal in signals
    )


def _level(subject: Subject) -> Level:
    if subject.member_id:
        return Level.MEMBER
    return Level.GROUP if subject.group_id else Level.COMMUNITY


def _say_what_came_of_it(quarter: Quarter) -> None:
    """Write the same figure of the quarter after beside each signal; a few queries for each kind."""
    waiting = Signal.objects.filter(period_id=quarter.id - 1, outcome__isnull=True).order_by("kind", "level")
    for (kind, _), signals in groupby(waiting, key=lambda signal: (signal.kind, signal.level)):
        by_subject = {Subject(signal.group_id, signal.member_id): signal for signal in signals}
        later = readings.readings_of(by_subject, ABOUT[Kind(kind)].metric, quarter)
        for subject, told in later.items():
            by_subject[subject].outcome = told._asdict()
        Signal.objects.bulk_update([by_subject[subject] for subject in later], ["outcome"], batch_size=500)
