"""No figure of few people follows from figures that are shown, by taking them from each other.

Within a quarter, figures of a metric are sums over people of what each did in each group. Groups have no seat
in common. So all that can be made of the figures shown are sums in which each shown group counts alike, and
what is left of the whole after them counts alike: the fewest people are in one group, or in what is left.
"""

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engagement.actions import compute_engagement
from engagement.catalogue import METRICS
from engagement.families import FAMILIES
from engagement.models import ENOUGH_PEOPLE, OF_SEATS, Level, MetricResult, SeatCount
from engagement.models.counts import PersonCount
from engagement.ties.catalogue import NETWORKS
from meetings.models import Attendance, Mark
from members.models import Member
from peergroups.actions import end_seat
from peergroups.models import Group
from tests import factories
from tests.conftest import NOW, TODAY, Cast, Enter
from tests.privacy.reading import words_of
from tests.privacy.village import FIRST, Village, lay_out

THEN = date(2026, 2, 2)
TABLES = [table.model for family in FAMILIES for table in family.tables]


class Cell(NamedTuple):
    metric: str
    period_id: int


def made_by() -> dict[Cell, dict[int, set[int]]]:
    """Return who made the figure of each metric and quarter, by group.

    Out of what was counted of each person; of figures that are no sums, whoever sat there, and of networks,
    who sat there on the last day.
    """
    people: dict[Cell, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    for metric in METRICS.values():
        base = metric.counted[1] if metric.counted else ""
        for table in (SeatCount,) if not base else TABLES:
            is_counted = base in {field.name for field in table._meta.concrete_fields}
            if metric.name == OF_SEATS or not issubclass(table, PersonCount) or (base and not is_counted):
                continue
            made = {f"{base}__gt": 0} if base else {"at_end": 1} if metric in NETWORKS else {}
            rows = table._default_manager.filter(**made)
            for group, period, member in rows.values_list("group_id", "period_id", "member_id"):
                people[Cell(metric.name, period)][group].add(member)
    return people


def told_of_few(admin: Member) -> dict[Cell, set[int]]:
    """Return what an admin could work out of fewer than five people, and of whom."""
    shown = MetricResult.objects.visible_to(admin, on=TODAY).filter(Q(is_kept_back=False), denominator__gt=0)
    rows = shown.values_list("metric", "period_id", "level", "subject_id")
    seen: dict[Cell, set[int | None]] = defaultdict(set)
    for metric, period, level, subject in rows:
        seen[Cell(metric, period)].add(subject if level == Level.GROUP else None)
    found = {}
    for cell, groups in made_by().items():
        parts = [people for group, people in groups.items() if group in seen[cell]]
        if None in seen[cell]:
            parts.append(
                set().union(*(people for group, people in groups.items() if group not in seen[cell]))
            )
        if few := [part for part in parts if 0 < len(part) < ENOUGH_PEOPLE]:
            found[cell] = set().union(*few)
    return found


def test_nothing_of_few_is_left_over_in_the_village(cast: Cast) -> None:
    village: Village = lay_out(cast)
    assert told_of_few(cast.admin) == {}
    shown = MetricResult.objects.visible_to(cast.admin, on=TODAY).spoken()
    assert shown.filter(metric="attendance_rate", level=Level.COMMUNITY).exists()  # seven are left over
    assert shown.filter(metric="follow_through", subject_id=village.ash.pk).exists()
    assert not shown.filter(metric="follow_through", level=Level.COMMUNITY).exists()  # three would be


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    sizes=st.lists(st.integers(min_value=1, max_value=9), min_size=1, max_size=4), shared=st.integers(0, 3)
)
def test_nothing_of_few_is_left_over_whatever_the_sizes(cast: Cast, sizes: list[int], shared: int) -> None:
    """Also where the same people sit in two groups."""
    with transaction.atomic():
        everybody = [factories.member() for _ in range(9)]
        for at, size in enumerate(sizes):
            own = [factories.member() for _ in range(max(0, size - shared))]
            meet(factories.group(), [*everybody[:shared], *own][:size], came=at + 1)
        compute_engagement(as_of=TODAY, by=None, at=NOW)
        assert made_by()
        assert told_of_few(cast.admin) == {}
        transaction.set_rollback(True)


def test_two_files_of_a_quarter_do_not_differ_by_who_is_taken_out_in_between(
    cast: Cast, enter: Enter
) -> None:
    """What one person did would be the difference."""
    village = lay_out(cast)
    admin, file = enter("admin"), reverse("engagement:download")
    before = words_of(admin.get(file))
    assert "150.0,156.0" in before or "150,156" in before
    seat = cast.seat(village.person, village.ash)
    end_seat(seat, left_on=FIRST - timedelta(days=3), by=cast.admin, at=NOW)
    compute_engagement(as_of=TODAY, by=None, at=NOW)
    after = words_of(admin.get(file))
    assert set(after.split()) ^ set(before.split()) == set()


def meet(group: Group, people: list[Member], *, came: int) -> None:
    """Let these have met once, and so many have come."""
    for member in people:
        factories.seat(group, member)
    meeting = factories.meeting(group, on=THEN, at=datetime.combine(THEN, NOW.time(), tzinfo=UTC))
    (day,) = meeting.days.all()
    Attendance.objects.bulk_create(
        Attendance(day=day, member=member, mark=Mark.PRESENT if at < came else Mark.ABSENT, recorded_at=NOW)
        for at, member in enumerate(people)
    )
