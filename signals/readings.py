"""What the rules look at, read from results: by group, by seat, and the shape of the whole."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import Count, Exists, OuterRef, Q

from engagement.models import Level, MetricResult, Status
from engagement.periods import Quarter, quarters
from peergroups.models import Leave, Membership
from signals.detecting.changes import LOOK_BACK
from signals.detecting.checkins import PREVIOUS_YEAR, Record
from signals.detecting.finding import Subject
from signals.detecting.structure import METRICS_READ, Values

ATTENDANCE, ANSWERS = "attendance_rate", "rsvp_reliability"
TIES = "ties"
"""How many people somebody is tied to. Rules about ties are silent as long as nothing computes it."""


class Reading(NamedTuple):
    """A figure as it is written down, to be compared with a later one."""

    period_id: int
    numerator: float
    denominator: float
    people: int | None
    value: float

    @property
    def quarter(self) -> Quarter:
        return Quarter(self.period_id)


Counted = dict[int, dict[int, tuple[float, float]]]


def attendance_of_groups(quarter: Quarter) -> Counted:
    """Return what was counted of each group that takes attendance, by quarter; one query."""
    taking = Membership.objects.filter(group__takes_attendance=True).values("group")
    rows = MetricResult.objects.filter(
        level=Level.GROUP,
        metric=ATTENDANCE,
        denominator__gt=0,
        period_id__range=(quarter.id - LOOK_BACK + 1, quarter.id),
        subject_id__in=taking,
    )
    return _by_subject(rows)


def head_counts(quarter: Quarter) -> dict[int, int]:
    """Return how many people sat in each group in the quarter; one query."""
    rows = MetricResult.objects.filter(level=Level.GROUP, metric=ATTENDANCE, period_id=quarter.id)
    return {group: people for group, people in rows.values_list("subject_id", "people") if group and people}


def shapes(quarter: Quarter) -> Values:
    """Return what the rules about structure look at, of this quarter and the one before; one query."""
    rows = MetricResult.objects.filter(
        level__in=[Level.GROUP, Level.COMMUNITY],
        metric__in=METRICS_READ,
        status=Status.OK,
        period_id__range=(quarter.id - 1, quarter.id),
    ).values_list("subject_id", "metric", "period_id", "value")
    return {
        (Subject(subject), metric, period): value
        for subject, metric, period, value in rows
        if value is not None
    }


def records(quarter: Quarter, *, on: date) -> Iterator[Record]:
    """Return what is known of everybody who may be talked with about a quarter.

    Who leads a group from beside it is not among them, nor who was on leave since the quarter began, nor
    anybody in a group that takes no attendance.
    """
    seats = _seats(quarter, on)
    people = {member for _, member, _ in seats}
    attendance, answers = (_of_members(metric, quarter, people) for metric in (ATTENDANCE, ANSWERS))
    ties = _of_members(TIES, quarter, people, also_in_many_groups=True)
    for group, member, joined_on in seats:
        yield Record(
            Subject(group, member),
            quarters_aboard=quarter.id - Quarter.of(joined_on - timedelta(days=1)).id,
            attendance=attendance.get(member, {}),
            answers=answers.get(member, {}),
            ties={period: number for period, (number, _) in ties.get(member, {}).items()},
        )


def reading(
    subject: Subject, metric: str, quarter: Quarter, *, earliest: Quarter | None = None
) -> Reading | None:
    """Return the figure of a quarter, or of the latest before it (down to `earliest`) that says something."""
    for at in reversed(quarters(earliest or quarter, quarter)):
        found = readings_of([subject], metric, at)
        if subject in found:
            return found[subject]
    return None


def readings_of(subjects: Iterable[Subject], metric: str, quarter: Quarter) -> dict[Subject, Reading]:
    """Return the figures that say something of these subjects, all of one level; two queries at most.

    Of a person in several groups there is none, since it would tell one group about another.
    """
    wanted = list(subjects)
    of_people = any(subject.member_id for subject in wanted)
    level = Level.MEMBER if of_people else Level.GROUP if any(s.group_id for s in wanted) else Level.COMMUNITY
    rows = MetricResult.objects.filter(level=level, metric=metric, period_id=quarter.id, denominator__gt=0)
    if not of_people:
        rows = rows.filter(status=Status.OK)
    several = _in_many_groups(quarter) if of_people else set()
    by_id = {
        about: Reading(period, x, n, people, x / n if value is None else value)  # of few meetings, too
        for about, period, x, n, people, value in rows.values_list("subject_id", *Reading._fields)
        if about not in several
    }
    found = {subject: by_id.get(subject.member_id or subject.group_id) for subject in wanted}
    return {subject: told for subject, told in found.items() if told}


def _by_subject(rows: Any) -> Counted:
    counted: Counted = defaultdict(dict)
    for subject, period, x, n in rows.values_list("subject_id", "period_id", "numerator", "denominator"):
        counted[subject][period] = (x, n)
    return counted


def _seats(quarter: Quarter, on: date) -> list[tuple[int, int, date]]:
    away = Leave.objects.filter(membership=OuterRef("pk"), starts_on__lte=on).filter(
        Q(ends_on=None) | Q(ends_on__gte=quarter.first_day)
    )
    return list(
        Membership.objects.current(on)
        .at_the_table(on)
        .filter(~Exists(away), group__takes_attendance=True, joined_on__lte=quarter.first_day)
        .order_by("group", "member")
        .values_list("group", "member", "joined_on")
    )


def _of_members(
    metric: str, quarter: Quarter, people: set[int], *, also_in_many_groups: bool = False
) -> Counted:
    rows = MetricResult.objects.filter(
        level=Level.MEMBER,
        metric=metric,
        denominator__gt=0,
        period_id__range=(quarter.id - PREVIOUS_YEAR, quarter.id),
    )
    several = set() if also_in_many_groups else _in_many_groups(quarter)
    return {who: by_quarter for who, by_quarter in _by_subject(rows).items() if who in people - several}


def _in_many_groups(quarter: Quarter) -> set[int]:
    """Return who sat in several groups that take attendance, in the quarter or the year before."""
    seats = Membership.objects.filter(
        Q(left_on=None) | Q(left_on__gte=quarter.shifted(-PREVIOUS_YEAR).first_day),
        group__takes_attendance=True,
        joined_on__lte=quarter.last_day,
    )
    several = seats.order_by().values("member").annotate(groups=Count("group", distinct=True))
    return set(several.filter(groups__gt=1).values_list("member", flat=True))
