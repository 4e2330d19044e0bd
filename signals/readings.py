"""What the rules look at, read from results: by group, by seat, and the shape of the whole."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q

from engagement.models import Level, MeetingCount, MetricResult, PersonTies, Status
from engagement.periods import Quarter, quarters
from peergroups.models import Leave, Membership
from signals.detecting.changes import LOOK_BACK
from signals.detecting.checkins import PREVIOUS_YEAR, Record
from signals.detecting.finding import Subject
from signals.detecting.structure import METRICS_READ, Values

ATTENDANCE = "attendance_rate"
"""The metrics whose base is somebody's ties, where there are any, and that everybody in the networks has.

Rules about ties are silent where nothing computes them, and about those who are left out of the networks.
"""


class Reading(NamedTuple):
    """A figure as it is written down, to be compared with a later one."""

    period_id: int
    numerator: float
    denominator: float
    people: int | None
    value: float


Counted = dict[int, dict[int, tuple[float, float]]]
_BySeat = dict[tuple[int, int], dict[int, tuple[float, float]]]


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
    counted: Counted = defaultdict(dict)
    for group, period, x, n in rows.values_list("subject_id", "period_id", "numerator", "denominator"):
        if group is not None:
            counted[group][period] = (x, n)
    return counted


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
    """Return what is known of everybody who may be talked with about a quarter; three queries.

    Who leads a group from beside it is not among them, nor who was on leave since the quarter began, nor
    anybody in a group that takes no attendance. What somebody did in one group is not told to another.
    """
    attendance: _BySeat = defaultdict(dict)
    answers: _BySeat = defaultdict(dict)
    counts = MeetingCount.objects.filter(period_id__range=(quarter.id - PREVIOUS_YEAR, quarter.id))
    columns = ("group_id", "member_id", "period_id", "attended", "expected", "no_shows", "said_yes")
    for group, member, period, attended, expected, missed, said_yes in counts.values_list(
        *columns
    ).iterator():
        attendance[group, member][period] = (attended, expected)
        answers[group, member][period] = (missed, said_yes)
    ties = _ties(quarter)
    for group, member, joined_on in _seats(quarter, on):
        yield Record(
            Subject(group, member),
            quarters_aboard=quarter.id - Quarter.of(joined_on - timedelta(days=1)).id,
            attendance=attendance.get((group, member), {}),
            answers=answers.get((group, member), {}),
            ties=ties.get(member, {}),
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
    """Return the figures that say something of these subjects, all of one level; one query.

    Of somebody in a group it is how often they came to it, whatever the metric: nothing else about a person
    is told to others.
    """
    wanted = set(subjects)
    people = [subject.member_id for subject in wanted if subject.member_id]
    found = _of_seats(people, quarter) if people else _of(metric, quarter)
    return {subject: told for subject, told in found if subject in wanted}


def _of(metric: str, quarter: Quarter) -> Iterator[tuple[Subject, Reading]]:
    rows = MetricResult.objects.filter(
        level__in=[Level.GROUP, Level.COMMUNITY], metric=metric, period_id=quarter.id, status=Status.OK
    )
    for group, *told in rows.values_list("subject_id", *Reading._fields):
        yield Subject(group), Reading(*told)


def _of_seats(people: list[int], quarter: Quarter) -> Iterator[tuple[Subject, Reading]]:
    rows = MeetingCount.objects.filter(period_id=quarter.id, expected__gt=0, member_id__in=people)
    for group, member, came, expected in rows.values_list("group_id", "member_id", "attended", "expected"):
        yield Subject(group, member), Reading(quarter.id, came, expected, None, came / expected)


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


def _ties(quarter: Quarter) -> dict[int, dict[int, float]]:
    rows = PersonTies.objects.filter(period_id__range=(quarter.id - 1, quarter.id))
    found: defaultdict[int, dict[int, float]] = defaultdict(dict)
    for member, period, ties in rows.values_list("member_id", "period_id", "ties"):
        found[member][period] = ties
    return dict(found)
